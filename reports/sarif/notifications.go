package sarif

import (
	"cmp"
	"fmt"
	"strings"

	"isoscan/internal/assessment"
)

// notice is a kind of notification.
type notice struct{ id, level, title, help string }

// The notifications that isoscan gives.
var noticeList = []notice{
	{"check-partial", "warning", "A check saw a part of what it stands for; rules that need the rest are unknown.",
		"The properties of the notification list the facts that are missing, and why. Where permission was denied, run isoscan as root."},
	{"check-denied", "warning", "A check was refused what it stands for; rules that need it are unknown.",
		"Run isoscan as root."},
	{"check-failed", "error", "A check failed; rules that need it are unknown.",
		"The message has the reason; more time may help: --timeout."},
	{"check-not_applicable", "note", "A check does not concern this host.",
		"Nothing is to be done."},
	{"rules-unknown", "warning", "Rules stayed unknown on a host.",
		"The message has the reason; the assessment of the host names the rules."},
	{"host-not-assessed", "error", "A registered host was not assessed.",
		"Scan the host, or take it out of the asset register."},
	{"record-shortfall", "warning", "A record of the ledger shows that its control is not met.",
		"The message says what falls short."},
	{"record-expired", "warning", "A record of the ledger has expired and does not count.",
		"Renew the record, or take it out of the ledger."},
	{"record-future", "warning", "A record of the ledger is not yet in force and does not count.",
		"Wait for its first day, or correct the date."},
	{"record-refused", "warning", "A rule on records objects to a record of the ledger, which does not count.",
		"The message says what the rules on records object to."},
	{"record-note", "note", "A waiver of the ledger, or an object of it, waived nothing.",
		"Take it out of the ledger, or correct what it names; the message says what is near."},
}

func notices() []descriptor {
	var out []descriptor
	for _, n := range noticeList {
		out = append(out, descriptor{
			ID: n.id, Name: friendly(n.id), ShortDescription: text{Text: n.title}, FullDescription: &text{Text: n.title},
			Help: &text{Text: n.help, Markdown: n.help}, DefaultConfiguration: &configuration{Level: n.level},
		})
	}
	return out
}

// notify makes a notification. One of no known kind is the most severe of its sort.
func notify(id, otherwise, words string, properties map[string]any) notification {
	for _, try := range []string{id, otherwise} {
		for i, n := range noticeList {
			if n.id == try {
				return notification{Descriptor: reference{ID: n.id, Index: i}, Level: n.level, Message: message(words), Properties: properties}
			}
		}
	}
	return notification{Descriptor: reference{ID: show(id), Index: -1}, Level: "error", Message: message(words), Properties: properties}
}

// mostMissing bounds what one notification lists.
const mostMissing = 100

// checkNotifications tells which checks did not see everything.
func checkNotifications(checks []assessment.Check) []notification {
	out := []notification{}
	for _, c := range checks {
		if c.Status == "ok" {
			continue
		}
		missing := []map[string]any{}
		for _, m := range c.Missing[:min(len(c.Missing), mostMissing)] {
			missing = append(missing, map[string]any{"path": show(m.Path), "reason": show(m.Reason), "denied": m.Denied})
		}
		out = append(out, notify("check-"+c.Status, "check-failed",
			fmt.Sprintf("check %s (%s): %s: %s", show(c.ID), show(c.Title), strings.ReplaceAll(show(c.Status), "_", " "), show(c.Reason)),
			map[string]any{"check": show(c.ID), "status": show(c.Status), "durationMs": c.DurationMS, "missing": missing, "missingTotal": len(c.Missing)}))
	}
	return out
}

// recordNotifications tells which records of the ledger do not count, and which
// waivers waived nothing.
func recordNotifications(l *assessment.Ledger) []notification {
	out := []notification{}
	if l == nil {
		return out
	}
	for _, r := range l.Records {
		id := "record-" + string(r.State)
		words := fmt.Sprintf("%s %s for control %s: %s", show(string(r.Kind)), show(r.ID), show(r.Control), show(string(r.State)))
		if r.State == assessment.RecordCounts {
			if r.Note == "" {
				continue
			}
			id = "record-note"
			words += "; " + show(r.Note)
		}
		for _, p := range r.Problems[:min(len(r.Problems), mostMissing)] {
			words += "; " + show(p.Message)
		}
		out = append(out, notify(id, "record-refused", words, map[string]any{
			"record": show(r.ID), "control": show(r.Control), "state": show(string(r.State)),
			"from": show(r.From), "until": show(r.Until), "source": show(r.Source),
		}))
	}
	return out
}

// hostNotifications tells what was not seen of which host.
func hostNotifications(o *assessment.Organisation) []notification {
	out := []notification{}
	for i := range o.Hosts {
		h := &o.Hosts[i]
		for _, u := range h.Unseen {
			out = append(out, notify("rules-unknown", "", fmt.Sprintf("%s: %s unknown: %s", show(h.Host.Name), assessment.Counted(u.Rules, "rule", "rules"), show(u.Reason)),
				map[string]any{"host": show(h.Host.Name), "rules": u.Rules}))
		}
	}
	for _, a := range o.NotAssessed {
		out = append(out, notify("host-not-assessed", "", show(a.Host)+": "+show(cmp.Or(a.Reason, "the asset register names this host, and there are no facts of it")),
			map[string]any{"host": show(a.Host), "asset": show(a.ID), "source": show(a.Source)}))
	}
	return out
}
