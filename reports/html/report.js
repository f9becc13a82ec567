// Filters, search and deep links. The report reads without this script; the
// form of the filters is hidden until it runs.
(() => {
  "use strict";
  const form = document.getElementById("filters");
  const field = id => document.getElementById(id);
  const status = field("count");
  const nouns = {
    rule: ["rule", "rules"], control: ["control", "controls"],
    record: ["record", "records"], host: ["host", "hosts"],
  };

  // What there is to filter.
  const words = s => (s || "").split(" ").filter(Boolean);
  const items = [...document.querySelectorAll("[data-k]")].map(el => ({
    el, kind: el.dataset.k, at: Number(el.dataset.i), text: null,
    v: words(el.dataset.v), s: words(el.dataset.s), c: words(el.dataset.c),
    h: ranges(el.dataset.h), waived: ranges(el.dataset.w),
    parts: [...el.querySelectorAll("[data-hosts]")].map(e => ({ el: e, h: ranges(e.dataset.hosts) })),
    judged: el.querySelector(".onhost"),
  }));
  const groups = [...document.querySelectorAll("[data-group]")].reverse();
  const lists = [...document.querySelectorAll("[data-list]")];
  const hosts = items.filter(i => i.kind === "host").map(i => ({
    at: i.at, name: i.el.dataset.n, low: i.el.dataset.n.toLowerCase(), controls: i.el.dataset.m,
  }));

  // "0-4 7" as pairs of numbers; null where nothing is said of hosts.
  function ranges(s) {
    if (s === undefined) return null;
    return words(s).map(r => { const [a, b] = r.split("-").map(Number); return [a, b === undefined ? a : b]; });
  }
  const meets = (pairs, chosen) => pairs.some(([a, b]) => {
    for (let n = a; n <= b; n++) if (chosen.has(n)) return true;
    return false;
  });
  // The letters of a host's verdicts on controls; N is nonconforming and waived.
  const letters = { n: ["fail"], N: ["fail", "waived"], u: ["unknown"], c: ["pass"], x: ["na"] };
  const verdicts = { fail: "nonconforming", unknown: "undetermined", pass: "conforming", na: "not applicable", waived: "waived" };

  const checked = name => [...form.querySelectorAll(`input[name=${name}]:checked`)].map(e => e.value);
  const fold = s => s.toLowerCase().replace(/\s+/g, " ");
  const details = new Map(items.filter(i => i.kind === "detail").map(i => [i.at, i]));
  function textOf(item) {
    if (item.text === null) {
      // The row of a host is found by all that is said of the host.
      const detail = item.kind === "host" && details.get(item.at);
      item.text = fold(item.el.textContent + (detail ? " " + detail.el.textContent : ""));
    }
    return item.text;
  }
  function chosenHosts() {
    const box = field("host");
    const asked = box ? box.value.trim().toLowerCase() : "";
    if (!asked) return null;
    const exact = hosts.filter(h => h.low === asked);
    return exact.length ? exact : hosts.filter(h => h.low.includes(asked));
  }

  function apply() {
    const query = words(fold(field("q").value.trim()));
    const v = checked("v"), s = checked("s"), clause = field("clause").value;
    const on = chosenHosts();
    const set = on && new Set(on.map(h => h.at));
    const any = (asked, has) => !asked.length || asked.some(a => has.includes(a));
    const shown = {}, all = {};
    for (const item of items) {
      let ok = true;
      let mine = item.v;
      if (item.kind === "control" && on) {
        // The verdicts of the hosts that were asked for, not the worst of all.
        mine = [...new Set(on.flatMap(h => letters[h.controls[item.at]]))];
        if (item.judged) item.judged.textContent = on.length === 1 ? "on " + on[0].name + ": " + verdicts[mine[0]] : "";
      } else if (item.judged) item.judged.textContent = "";
      if (item.waived && on) mine = meets(item.waived, set) ? ["fail", "waived"] : ["fail"];
      if (item.kind === "rule" || item.kind === "control") {
        ok = any(v, mine) && any(s, item.s);
      }
      if (ok && clause && item.v.length + item.c.length) ok = item.c.includes(clause);
      if (ok && set) {
        if (item.kind === "host" || item.kind === "detail") ok = set.has(item.at);
        else if (item.h) ok = meets(item.h, set);
      }
      if (ok && query.length) {
        const text = textOf(item);
        ok = query.every(q => text.includes(q));
      }
      item.el.hidden = !ok;
      if (ok) for (const p of item.parts) p.el.hidden = Boolean(set) && !meets(p.h, set);
      if (!nouns[item.kind]) continue;
      all[item.kind] = (all[item.kind] || 0) + 1;
      shown[item.kind] = (shown[item.kind] || 0) + (ok ? 1 : 0);
    }
    for (const g of groups) {
      const n = g.querySelectorAll("[data-k]:not([hidden])").length;
      g.hidden = !n;
      const told = g.querySelector(":scope > h3 > [data-count]");
      if (told) told.textContent = (n < told.dataset.count ? n + " of " : "") + told.dataset.count + " " + told.dataset.noun;
    }
    for (const l of lists) {
      const none = l.querySelector(".none-left");
      if (none) none.hidden = !l.querySelector("[data-k]") || Boolean(l.querySelector("[data-k]:not([hidden])"));
    }
    status.textContent = Object.keys(all).map(k => shown[k] === all[k]
      ? `all ${all[k].toLocaleString("en")} ${nouns[k][1]}`
      : `${shown[k].toLocaleString("en")} of ${all[k].toLocaleString("en")} ${nouns[k][1]}`).join(", ");
    highlight(query);
  }

  // Found words are marked without touching the document.
  function highlight(query) {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!query.length) return;
    const found = new Highlight();
    let left = 2000;
    for (const item of items) {
      if (item.el.hidden) continue;
      const walk = document.createTreeWalker(item.el, NodeFilter.SHOW_TEXT);
      for (let n = walk.nextNode(); n && left > 0; n = walk.nextNode()) {
        const text = n.data.toLowerCase();
        if (text.length !== n.data.length) continue;
        for (const q of query) {
          for (let at = text.indexOf(q); at >= 0 && left > 0; at = text.indexOf(q, at + q.length)) {
            const r = new Range();
            r.setStart(n, at);
            r.setEnd(n, at + q.length);
            found.add(r);
            left--;
          }
        }
      }
      if (left <= 0) break;
    }
    CSS.highlights.set("found", found);
  }

  let timer;
  const soon = () => { clearTimeout(timer); timer = setTimeout(apply, 120); };
  form.addEventListener("submit", e => { e.preventDefault(); apply(); });
  form.addEventListener("input", soon);
  form.addEventListener("reset", () => setTimeout(apply, 0));
  form.addEventListener("keydown", e => {
    if (e.key === "Escape" && e.target.type === "search" && e.target.value) { e.target.value = ""; e.preventDefault(); apply(); }
  });

  const each = (open, all) => {
    for (const d of document.querySelectorAll("main details")) {
      if (all || !d.hidden && !d.closest("[hidden]")) d.open = open;
    }
  };
  field("open").addEventListener("click", () => each(true));
  field("close").addEventListener("click", () => each(false));

  // A link to a rule or control shows it, whatever the filters say, and opens it.
  function follow() {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.closest("[hidden]") || target.hidden) { form.reset(); apply(); }
    for (let d = target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    target.scrollIntoView();
    const summary = target.matches("details") && target.querySelector("summary");
    if (summary) summary.focus({ preventScroll: true });
  }
  window.addEventListener("hashchange", follow);
  // The same link a second time changes no address.
  document.addEventListener("click", e => {
    const a = e.target.closest && e.target.closest('a[href^="#"]');
    if (a && a.getAttribute("href") === location.hash) setTimeout(follow, 0);
  });

  // What is said of one host leads to all that concerns it.
  for (const item of details.values()) item.el.addEventListener("toggle", () => {
    if (item.el.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "only";
    button.textContent = "Show only what concerns this host";
    button.addEventListener("click", () => {
      form.reset();
      field("host").value = hosts.find(h => h.at === item.at).name;
      apply();
      document.getElementById("findings").scrollIntoView();
      field("host").focus({ preventScroll: true });
    });
    item.el.append(button);
  });

  // Browsers that cannot show closed parts on paper get them opened.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    if (CSS.supports("selector(details::details-content)")) return;
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const d of closed) d.open = true;
  });
  window.addEventListener("afterprint", () => { for (const d of closed) d.open = false; closed = []; });

  // The list of sections marks the one in view.
  const links = new Map([...document.querySelectorAll("nav a")].map(a => [a.getAttribute("href").slice(1), a]));
  if (window.IntersectionObserver) {
    const seen = new Set();
    const watch = new IntersectionObserver(entries => {
      for (const e of entries) e.isIntersecting ? seen.add(e.target.id) : seen.delete(e.target.id);
      let marked = false;
      for (const [id, a] of links) {
        const here = !marked && seen.has(id);
        a.classList.toggle("here", here);
        if (here) { a.setAttribute("aria-current", "location"); marked = true; } else a.removeAttribute("aria-current");
      }
    }, { rootMargin: "-20% 0px -60% 0px" });
    for (const id of links.keys()) { const s = document.getElementById(id); if (s) watch.observe(s); }
  }

  // Tables of many hosts sort by a column.
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const label = head.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const table = head.closest("table"), body = table.tBodies[0], column = head.cellIndex;
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const th of table.querySelectorAll("th[aria-sort]")) th.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = row => {
        const cell = row.cells[column];
        return head.dataset.sort === "n" ? Number(cell.dataset.o ?? cell.textContent) : cell.textContent;
      };
      const rows = [...body.rows].map(r => [key(r), r]);
      rows.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0) * (up ? 1 : -1));
      body.append(...rows.map(r => r[1]));
    });
  }

  form.hidden = false;
  // What a link leads to comes to stand below the bar of filters.
  const room = () => document.documentElement.style.setProperty("--bar",
    (getComputedStyle(form).position === "sticky" ? form.offsetHeight : 0) + "px");
  room();
  new ResizeObserver(room).observe(form);
  apply();
  // The browser goes to the fragment by itself when the page is loaded.
  if (document.readyState === "complete") follow(); else window.addEventListener("load", () => setTimeout(follow, 0));
})();
