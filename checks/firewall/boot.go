package firewall

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// foreign are tools that make rules from files of their own, which are not
// interpreted: what they load is unknown.
var foreign = []string{
	"shorewall", "shorewall6", "shorewall-lite", "shorewall6-lite", "ferm", "firehol", "fireqos", "arno-iptables-firewall", "apf", "apf-firewall", "csf",
	"SuSEfirewall2", "vuurmuur", "uruk", "foomuuri",
}

// atBoot reads what the next boot loads.
func (g *gatherer) atBoot(ctx context.Context) error {
	var err error
	if g.tree, err = systemd.Load(ctx, g); err != nil {
		return err
	}
	for _, p := range g.tree.Problems {
		err := fmt.Errorf("%s: %w", p.Path, p.Err)
		g.uncertain(err)
		if p.Unit == "" {
			// A folder of units that was not read may start any tool, with any file.
			g.gaps.Add("managers", err)
			g.gaps.Add("files", err)
		}
	}
	g.starts = map[string]systemd.Start{}
	if len(g.tree.Units) > 0 {
		g.starts = g.tree.Starts()
	}
	g.units(ctx)
	g.nftables(ctx)
	g.iptables(ctx)
	g.ufw(ctx)
	g.firewalld(ctx)
	for _, name := range foreign {
		if at, ok := g.startsAt(ctx, name); ok {
			g.f.Managers[name] = Manager{Starts: true, Enabled: true, Source: at}
			g.uncertain(fmt.Errorf("%s starts %s, whose rules are not interpreted", at, name))
		}
	}
	g.scripts(ctx)
	return nil
}

// startsAt tells whether NAME.service or the init script NAME starts at boot,
// and what says so: the link that starts it, or the unit that does not start.
func (g *gatherer) startsAt(ctx context.Context, name string) (facts.Source, bool) {
	unit := g.tree.Units[name+".service"]
	if unit != nil {
		if s, ok := g.starts[unit.Real()]; ok {
			return facts.File(cmp.Or(s.Source, unit.Path)), true
		}
		if unit.Load != "missing" {
			return facts.File(unit.Path), false
		}
	}
	for _, level := range []string{"sysinit", "boot", "default", "nonetwork"} {
		p := path.Join("/etc/runlevels", level, name)
		if _, err := g.Lstat(ctx, p); err == nil {
			return facts.File(p), true
		} else if !errors.Is(err, host.ErrNotExist) {
			g.uncertain(err)
		}
	}
	for _, level := range []string{"S", "2", "3", "5"} {
		for _, dir := range []string{"/etc/rc" + level + ".d", "/etc/rc.d/rc" + level + ".d"} {
			list, err := g.ReadDir(ctx, dir)
			if err != nil && !errors.Is(err, host.ErrNotExist) {
				g.uncertain(err)
			}
			for _, e := range list {
				if len(e.Name) > 3 && e.Name[0] == 'S' && e.Name[3:] == name {
					return facts.File(path.Join(dir, e.Name)), true
				}
			}
		}
	}
	return facts.File("/etc/systemd/system"), false
}

// hasUnit tells whether a unit or script of the name exists at all.
func (g *gatherer) hasUnit(ctx context.Context, name string) bool {
	if u := g.tree.Units[name+".service"]; u != nil && u.Load != "missing" {
		return true
	}
	_, err := g.Lstat(ctx, "/etc/init.d/"+name)
	return err == nil
}

// units follows the units that start and load rules themselves, whatever
// their name: nft -f FILE, iptables-restore FILE.
func (g *gatherer) units(ctx context.Context) {
	for _, name := range slices.Sorted(maps.Keys(g.starts)) {
		u := g.tree.Units[name]
		if u == nil || systemd.Type(name) != "service" || u.Load != "found" {
			continue
		}
		manager := strings.TrimSuffix(name, ".service")
		for _, a := range u.Values("Service", "ExecStart") {
			words := systemd.Words(a.Value)
			program := path.Base(systemd.Command(a.Value))
			source := facts.File(cmp.Or(g.starts[name].Source, u.Path))
			switch program {
			case "nft":
				g.nftUnit(ctx, manager, words, source)
			case "iptables-restore", "ip6tables-restore", "iptables-legacy-restore", "iptables-nft-restore", "ip6tables-legacy-restore", "ip6tables-nft-restore":
				file := words[len(words)-1]
				if !strings.HasPrefix(file, "/") || len(words) < 2 {
					g.uncertain(fmt.Errorf("%s: %s reads rules from an unknown place", u.Path, program))
					continue
				}
				g.loadIptables(ctx, manager, file, strings.HasPrefix(program, "ip6"), source)
			case "sh", "bash":
				g.shellText(ctx, u.Path, a.Value)
			default:
				g.script(ctx, systemd.Command(a.Value))
			}
		}
	}
}

// nftUnit follows one call of nft in a unit.
func (g *gatherer) nftUnit(ctx context.Context, manager string, words []string, source facts.Source) {
	files := []string{}
	for i, w := range words {
		switch {
		case (w == "-f" || w == "--file") && i+1 < len(words):
			files = append(files, words[i+1])
		case strings.HasPrefix(w, "--file="):
			files = append(files, strings.TrimPrefix(w, "--file="))
		}
	}
	if len(files) == 0 {
		// "nft flush ruleset" before the file is read, or single rules.
		s := newScript("nftables")
		if err := s.run(string(source), []byte(strings.Join(words[1:], " ")+"\n")); err != nil || len(s.problems) > 0 || len(s.rs.tables) > 0 {
			g.uncertain(fmt.Errorf("%s: rules in the command line are not interpreted", source))
		}
		return
	}
	for _, f := range files {
		g.loadNFT(ctx, manager, f, source)
	}
}

// loadNFT reads a file as "nft -f" would.
func (g *gatherer) loadNFT(ctx context.Context, manager, file string, source facts.Source) {
	m := Manager{Starts: true, Enabled: true, Source: source}
	defer func() { g.f.Managers[manager] = m }()
	s := newScript("nftables")
	s.include = func(pattern string) (map[string][]byte, []string, error) { return g.include(ctx, pattern) }
	g.rulesFile(ctx, file)
	b, err := g.ReadFile(ctx, file, host.ConfigLimit)
	if err == nil {
		err = s.run(file, b)
	}
	if err == nil {
		err = s.rs.check()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		// The unit fails, and nothing is loaded.
		m.Filters = ptr(false)
		return
	case err != nil:
		g.uncertain(err)
		return
	case len(s.problems) > 0:
		g.uncertain(errors.New(s.problems[0]))
		return
	}
	filters := s.rs.filters()
	if old := g.f.Managers[manager].Filters; old != nil {
		filters = filters || *old
	}
	m.Filters = &filters
	g.boot.tables = append(g.boot.tables, s.rs.tables...)
}

// filters tells whether anything can stop a packet on its way in.
func (r *ruleset) filters() bool {
	for _, t := range r.tables {
		for _, c := range t.chains {
			if !t.dormant && c.hook == "input" && c.kind != "nat" && (c.policy == "drop" || len(c.rules) > 0) {
				return true
			}
		}
	}
	return false
}

// include finds the files of an include statement of nft.
func (g *gatherer) include(ctx context.Context, pattern string) (map[string][]byte, []string, error) {
	full := relative(pattern)
	files := map[string][]byte{}
	if !strings.ContainsAny(full, "*?[") {
		g.rulesFile(ctx, full)
		b, err := g.ReadFile(ctx, full, host.ConfigLimit)
		if err != nil {
			return nil, nil, err
		}
		files[full] = b
		return files, []string{full}, nil
	}
	if strings.ContainsAny(path.Dir(full), "*?[") {
		return nil, nil, fmt.Errorf("wildcards in folders: %w", host.ErrUnsupported)
	}
	list, err := g.ReadDir(ctx, path.Dir(full))
	if errors.Is(err, host.ErrNotExist) {
		return files, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var order []string
	for _, e := range list {
		ok, err := path.Match(path.Base(full), e.Name)
		if err != nil {
			return nil, nil, err
		}
		if !ok || strings.HasPrefix(e.Name, ".") || e.IsDir() {
			continue
		}
		p := path.Join(path.Dir(full), e.Name)
		g.rulesFile(ctx, p)
		if files[p], err = g.ReadFile(ctx, p, host.ConfigLimit); err != nil {
			return nil, nil, err
		}
		order = append(order, p)
	}
	return files, order, nil
}

// nftables looks at the service of that name where it is no systemd unit with
// a plain call of nft, and at its files where nothing starts it.
func (g *gatherer) nftables(ctx context.Context) {
	if _, done := g.f.Managers["nftables"]; done {
		return
	}
	at, starts := g.startsAt(ctx, "nftables")
	u := g.tree.Units["nftables.service"]
	switch {
	case starts && (u == nil || u.Load != "found"):
		// OpenRC: Alpine, then Gentoo.
		for _, file := range []string{g.shellValue(ctx, "/etc/conf.d/nftables", "rules_file"), g.shellValue(ctx, "/etc/conf.d/nftables", "NFTABLES_SAVE"), "/etc/nftables.nft", "/var/lib/nftables/rules-save", "/etc/nftables.conf"} {
			if file == "" {
				continue
			}
			if _, err := g.Stat(ctx, file); err == nil {
				g.loadNFT(ctx, "nftables", file, at)
				return
			}
		}
		g.f.Managers["nftables"] = Manager{Starts: true, Enabled: true, Filters: ptr(false), Source: at}
	case starts:
		g.uncertain(fmt.Errorf("%s: how nftables.service loads rules is not understood", u.Path))
		g.f.Managers["nftables"] = Manager{Starts: true, Enabled: true, Source: at}
	case g.hasUnit(ctx, "nftables"):
		g.f.Managers["nftables"] = Manager{Enabled: true, Source: at}
	}
}

// iptables reads the files of the services that restore iptables' rules.
func (g *gatherer) iptables(ctx context.Context) {
	for _, s := range []struct{ service, v4, v6 string }{
		{"netfilter-persistent", "/etc/iptables/rules.v4", "/etc/iptables/rules.v6"},
		{"iptables-persistent", "/etc/iptables/rules.v4", "/etc/iptables/rules.v6"},
		{"iptables", cmp.Or(g.shellValue(ctx, "/etc/conf.d/iptables", "IPTABLES_SAVE"), "/etc/sysconfig/iptables"), ""},
		{"ip6tables", "", cmp.Or(g.shellValue(ctx, "/etc/conf.d/ip6tables", "IP6TABLES_SAVE"), "/etc/sysconfig/ip6tables")},
	} {
		at, starts := g.startsAt(ctx, s.service)
		if _, done := g.f.Managers[s.service]; done {
			continue
		}
		if !starts {
			if g.hasUnit(ctx, s.service) {
				g.f.Managers[s.service] = Manager{Enabled: true, Source: at}
			}
			continue
		}
		for i, file := range []string{s.v4, s.v6} {
			if file != "" {
				g.loadIptables(ctx, s.service, file, i == 1, at)
			}
		}
	}
	for _, file := range []string{"/etc/iptables/rules.v4", "/etc/iptables/rules.v6", "/etc/sysconfig/iptables", "/etc/sysconfig/ip6tables"} {
		if _, read := g.f.Files[file]; !read {
			if _, err := g.Stat(ctx, file); err == nil && g.f.Managers["iptables"].Source == "" {
				g.f.Managers["iptables"] = Manager{Enabled: true, Source: facts.File(file)}
			}
		}
	}
}

// loadIptables reads a file as iptables-restore would.
func (g *gatherer) loadIptables(ctx context.Context, manager, file string, ipv6 bool, source facts.Source) {
	m := Manager{Starts: true, Enabled: true, Source: source}
	defer func() { g.f.Managers[manager] = m }()
	g.rulesFile(ctx, file)
	b, err := g.read(ctx, file)
	if err != nil {
		g.uncertain(err)
		return
	}
	rs := &ruleset{}
	if b != nil {
		if err := rs.readIptables(string(b), ipv6, false, "iptables", func(n int) facts.Source { return facts.FileLine(file, n) }); err != nil {
			g.uncertain(err)
			return
		}
		if err := rs.check(); err != nil {
			g.uncertain(err)
			return
		}
	}
	filters := rs.filters()
	if old := g.f.Managers[manager].Filters; old != nil {
		filters = filters || *old
	}
	m.Filters = &filters
	g.boot.tables = append(g.boot.tables, rs.tables...)
}

// restoring finds a file that a script gives to iptables-restore.
var restoring = regexp.MustCompile(`\b(ip6?)tables(?:-legacy|-nft)?-restore(?:\s+-\S+)*\s*<?\s*(/[^\s;&|"']+)`)

// filtering finds other calls of the tools.
var filtering = regexp.MustCompile(`(^|[\s;&|/"'(=])(ip6?tables|ip6?tables-(legacy|nft)|nft|ip6?tables-restore)(\s+(-[tAIPNFf]|-f|add|insert)\b|\s+--|\s*<)`)

// scripts looks for rules that scripts of the start load.
func (g *gatherer) scripts(ctx context.Context) {
	files := []string{"/etc/rc.local", "/etc/rc.d/rc.local", "/etc/network/interfaces", "/etc/init.d/boot.local", "/etc/local.d/iptables.start"}
	for _, dir := range []string{"/etc/network/interfaces.d", "/etc/network/if-pre-up.d", "/etc/network/if-up.d", "/etc/NetworkManager/dispatcher.d", "/etc/local.d"} {
		list, err := g.ReadDir(ctx, dir)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			g.uncertain(err)
		}
		for _, e := range list {
			if !e.IsDir() {
				files = append(files, path.Join(dir, e.Name))
			}
		}
	}
	for _, f := range files {
		g.script(ctx, f)
	}
}

// scriptLimit bounds a script that is searched, in bytes.
const scriptLimit = 1 << 20

// script searches one script; what is too large or no file is a program.
func (g *gatherer) script(ctx context.Context, file string) {
	if strings.HasPrefix(file, "/usr/") && !strings.HasPrefix(file, "/usr/local/") || !strings.HasPrefix(file, "/") ||
		strings.HasPrefix(file, "/sbin/") || strings.HasPrefix(file, "/bin/") || strings.HasPrefix(file, "/lib/") {
		return
	}
	b, err := g.ReadFile(ctx, file, scriptLimit)
	switch {
	case errors.Is(err, host.ErrNotExist), errors.Is(err, host.ErrTooLarge), errors.Is(err, host.ErrIrregular):
		return
	case err != nil:
		g.uncertain(err)
		return
	}
	if strings.HasPrefix(string(b), "\x7fELF") {
		return
	}
	g.shellText(ctx, file, string(b))
}

// shellText looks for calls of the tools in the text of a script.
func (g *gatherer) shellText(ctx context.Context, file, text string) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		if m := restoring.FindStringSubmatch(line); m != nil {
			g.loadIptables(ctx, "iptables", m[2], m[1] == "ip6", facts.FileLine(file, n))
			continue
		}
		if filtering.MatchString(line) {
			at := facts.FileLine(file, n)
			g.f.Managers["script"] = Manager{Starts: true, Enabled: true, Source: at}
			g.uncertain(fmt.Errorf("%s loads rules that are not interpreted", at))
			return
		}
	}
}

// shellValue reads NAME=VALUE of a file that a shell sources, the last one.
func (g *gatherer) shellValue(ctx context.Context, file, name string) string {
	b, err := g.read(ctx, file)
	if err != nil {
		g.uncertain(err)
	}
	v, _ := assigned(string(b), name)
	return v
}

// assigned is the last value that a shell fragment gives a variable.
func assigned(text, name string) (value string, line int) {
	n := 0
	for l := range strings.Lines(text) {
		n++
		rest, ok := strings.CutPrefix(strings.TrimSpace(l), name+"=")
		if !ok {
			continue
		}
		line = n
		if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
			value, _, _ = strings.Cut(rest[1:], rest[:1])
			continue
		}
		value = ""
		if f := strings.Fields(rest); len(f) > 0 {
			value, _, _ = strings.Cut(f[0], ";")
		}
	}
	return value, line
}
