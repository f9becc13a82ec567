package netservices

import (
	"maps"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

// rsyncStarts is one way in which the daemon is started.
type rsyncStart struct {
	config   string
	override map[string]iniValue
}

func (g *gatherer) rsync() *Rsync {
	const name = "rsync"
	const conf = "/etc/rsyncd.conf"
	r := &Rsync{}
	starts, err := g.rsyncStarts()
	if err != nil {
		g.gaps.Add(name+".present", err)
		return r
	}
	if len(starts) == 0 {
		starts = []rsyncStart{{config: conf}}
	}
	files := []string{conf}
	for _, s := range starts {
		files = append(files, s.config)
	}
	// The program is on every host; the daemon does nothing without a file.
	r.Present = g.present(name, service.Product{Configs: files, Binaries: []string{conf}})
	if r.Present == nil {
		return r
	}
	if !r.Present.Value {
		r.Present.Source = facts.File(conf)
	}
	r.Modules = map[string]RsyncModule{}
	seen := map[string]bool{}
	for _, s := range append(starts, rsyncStart{config: conf}) {
		if seen[s.config] {
			continue
		}
		seen[s.config] = true
		if err := g.rsyncFile(s.config, r, s.override); err != nil {
			g.gaps.Add(in(name+".modules", s.config), err)
		}
	}
	return r
}

// rsyncStarts finds how units and super-servers start the daemon. Debian's
// script for other init systems takes a file from /etc/default/rsync.
func (g *gatherer) rsyncStarts() ([]rsyncStart, error) {
	execs, err := g.Execs(service.Runs("rsync"))
	if err != nil {
		return nil, err
	}
	var out []rsyncStart
	for _, e := range execs {
		if s, ok := rsyncArguments(e.Args[1:], e.Source); ok {
			out = append(out, s)
		}
	}
	for _, pattern := range []string{"/etc/inetd.conf", "/etc/inetd.d/*", "/etc/xinetd.conf", "/etc/xinetd.d/*"} {
		found, err := g.Glob(pattern)
		if err != nil {
			return nil, err
		}
		for _, file := range found {
			data, _, err := g.Read(file)
			if err != nil {
				return nil, err
			}
			for i, line := range service.Lines(data) {
				words := strings.Fields(line)
				if len(words) == 0 || strings.HasPrefix(words[0], "#") {
					continue
				}
				if s, ok := rsyncArguments(words, at(file, i+1)); ok {
					out = append(out, s)
				}
			}
		}
	}
	const defaults = "/etc/default/rsync"
	data, _, err := g.Read(defaults)
	if err != nil {
		return nil, err
	}
	vars := service.Shell(data)
	if v := vars["RSYNC_CONFIG_FILE"]; v.Value != "" {
		out = append(out, rsyncStart{config: v.Value})
	}
	if v := vars["RSYNC_OPTS"]; strings.Contains(v.Value, "--config") {
		if s, ok := rsyncArguments(strings.Fields("--daemon "+v.Value), at(defaults, v.Line)); ok {
			out = append(out, s)
		}
	}
	return out, nil
}

// rsyncArguments reads "--daemon", "--config" and "--dparam" (-M): rsync(1),
// daemon options.
func rsyncArguments(args []string, source facts.Source) (rsyncStart, bool) {
	s, daemon := rsyncStart{config: "/etc/rsyncd.conf", override: map[string]iniValue{}}, false
	for i := 0; i < len(args); i++ {
		option, value, has := strings.Cut(args[i], "=")
		if strings.HasPrefix(args[i], "-M") && len(args[i]) > 2 {
			option, value, has = "-M", args[i][2:], true
		}
		if (option == "--config" || option == "--dparam" || option == "-M") && !has && i+1 < len(args) {
			i++
			value = args[i]
		}
		switch option {
		case "--daemon":
			daemon = true
		case "--config":
			s.config = value
		case "--dparam", "-M":
			name, set, _ := strings.Cut(value, "=")
			s.override[iniName(name)] = iniValue{strings.TrimSpace(set), source}
		}
	}
	return s, daemon
}

// rsyncFile adds the modules of one configuration.
func (g *gatherer) rsyncFile(file string, r *Rsync, override map[string]iniValue) error {
	c := &rsyncConf{files: g, global: map[string]iniValue{}, override: override}
	if _, err := c.read(file, 0); err != nil {
		return err
	}
	maps.Copy(r.Modules, rsyncModules(c))
	return nil
}

// rsyncModules are those that have a path: the daemon serves no other.
func rsyncModules(c *rsyncConf) map[string]RsyncModule {
	out := map[string]RsyncModule{}
	product := facts.Default("rsync")
	for _, s := range c.modules {
		flag := func(name string) facts.Sourced[bool] {
			if v, ok := c.get(s, name); ok {
				on, _ := rsyncBool(v.value)
				return facts.At(on, v.source)
			}
			return facts.At(true, product)
		}
		where, ok := c.get(s, "path")
		if !ok || where.value == "" {
			continue
		}
		readOnly := flag("readonly")
		m := RsyncModule{
			Path: facts.Text(where.value), Auth: facts.At(false, product), Write: facts.At(!readOnly.Value, readOnly.Source),
			Chroot: flag("usechroot"), Source: s.source,
		}
		if v, ok := c.get(s, "authusers"); ok {
			m.Auth = facts.At(v.value != "", v.source)
		}
		m.Limited = rsyncLimited(c, s)
		if v, ok := c.get(s, "uid"); ok {
			m.Root = v.value == "root" || v.value != "" && strings.Trim(v.value, "0") == ""
		}
		out[facts.Text(s.name)] = m
	}
	return out
}

// rsyncLimited tells whether hosts allow and hosts deny keep anybody out who
// is not named. With both, who matches neither may in: rsyncd.conf(5).
func rsyncLimited(c *rsyncConf, s *rsyncSection) facts.Sourced[bool] {
	words := func(name string) ([]string, facts.Source) {
		v, _ := c.get(s, name)
		return strings.FieldsFunc(v.value, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }), v.source
	}
	allow, allowed := words("hostsallow")
	deny, denied := words("hostsdeny")
	_, any4, any6 := rsyncEveryone(allow)
	all, no4, no6 := rsyncEveryone(deny)
	switch {
	case len(allow) > 0 && (any4 || any6):
		return facts.At(false, allowed)
	case len(allow) > 0 && len(deny) == 0:
		return facts.At(true, allowed)
	case len(deny) > 0:
		return facts.At(all || no4 && no6, denied)
	}
	return facts.At(false, facts.Default("rsync"))
}

// rsyncEveryone tells whether a list of hosts names all of them, or all (or
// half) of the addresses of IPv4 or of IPv6. A bare address, even 0.0.0.0, is one host, and
// words such as ALL are names.
func rsyncEveryone(list []string) (all, four, six bool) {
	for _, w := range list {
		if strings.Trim(w, "*?.") == "" && strings.Contains(w, "*") {
			if all = all || strings.Trim(w, "*") == ""; all {
				return true, true, true
			}
			four, six = true, true // of those whose name is found
			continue
		}
		address, mask, ok := strings.Cut(w, "/")
		if !ok || strings.Trim(mask, "0.") != "" && mask != "1" && mask != "128.0.0.0" {
			continue
		}
		if strings.Contains(address, ":") {
			six = true
		} else {
			four = true
		}
	}
	return all, four, six
}
