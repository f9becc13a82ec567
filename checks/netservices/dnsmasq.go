package netservices

import (
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

// dnsmasqProduct is the service. The program alone also comes with libvirt and
// NetworkManager, which start it with a configuration of their own.
var dnsmasqProduct = service.Product{
	Configs:  []string{"/etc/dnsmasq.conf"},
	Binaries: []string{"/usr/lib/systemd/system/dnsmasq.service", "/lib/systemd/system/dnsmasq.service", "/etc/init.d/dnsmasq"},
	Packages: []string{"dnsmasq"},
	Units:    []string{"dnsmasq.service"},
}

// dnsmasqLine is one option, from a file or a command line.
type dnsmasqLine struct {
	name, value string
	source      facts.Source
}

// dnsmasqStarters are the scripts with which Debian starts it; they add
// options of their own.
var dnsmasqStarters = []string{"/usr/share/dnsmasq/init-system-common", "/etc/init.d/dnsmasq"}

func (g *gatherer) dnsmasq(file string) (*NameServer, error) {
	var all []dnsmasqLine
	for _, p := range dnsmasqStarters {
		data, ok, err := g.Read(p)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		for i, line := range service.Lines(data) {
			if name, ok := strings.CutPrefix(strings.TrimSpace(line), "DNSMASQ_OPTS="); ok && strings.Contains(name, "--local-service") {
				all = append(all, dnsmasqLine{"local-service", "", at(p, i+1)})
			}
		}
	}
	const defaults = "/etc/default/dnsmasq"
	data, ok, err := g.Read(defaults)
	if err != nil {
		return nil, err
	}
	if ok {
		set := service.Shell(data)
		all = append(all, dnsmasqArguments(strings.Fields(set["DNSMASQ_OPTS"].Value), at(defaults, set["DNSMASQ_OPTS"].Line))...)
		if dir := set["CONFIG_DIR"]; dir.Value != "" {
			all = append(all, dnsmasqLine{"conf-dir", dir.Value, at(defaults, dir.Line)})
		}
	}
	execs, err := g.Execs(func(args []string) bool { return path.Base(args[0]) == "dnsmasq" })
	if err != nil {
		return nil, err
	}
	for _, e := range execs {
		all = append(all, dnsmasqArguments(e.Args[1:], e.Source)...)
	}
	for _, l := range all {
		if l.name == "conf-file" && strings.HasPrefix(l.value, "/") {
			file = "" // -C replaces the usual file
		}
	}
	if file != "" {
		all = append([]dnsmasqLine{{"conf-file", file, facts.File(file)}}, all...)
	}
	lines, err := dnsmasqExpand(g, all, map[string]bool{}, 0)
	if err != nil {
		return nil, err
	}
	return dnsmasqServer(lines), nil
}

// dnsmasqShort are the short options that matter (dnsmasq(8)).
var dnsmasqShort = map[string]string{"-i": "interface", "-a": "listen-address", "-p": "port", "-C": "conf-file", "-7": "conf-dir", "-I": "except-interface", "-z": "bind-interfaces"}

// dnsmasqArguments reads a command line.
func dnsmasqArguments(args []string, source facts.Source) []dnsmasqLine {
	var out []dnsmasqLine
	for i := 0; i < len(args); i++ {
		if long, ok := strings.CutPrefix(args[i], "--"); ok {
			name, value, set := strings.Cut(long, "=")
			if !set && i+1 < len(args) && !strings.HasPrefix(args[i+1], "-") && dnsmasqTakes[name] {
				i++
				value = args[i]
			}
			out = append(out, dnsmasqLine{name, value, source})
			continue
		}
		for short, name := range dnsmasqShort {
			value, ok := strings.CutPrefix(args[i], short)
			if !ok {
				continue
			}
			if value == "" && dnsmasqTakes[name] && i+1 < len(args) {
				i++
				value = args[i]
			}
			out = append(out, dnsmasqLine{name, value, source})
			break
		}
	}
	return out
}

// dnsmasqTakes are the options that need a value.
var dnsmasqTakes = map[string]bool{"interface": true, "listen-address": true, "port": true, "conf-file": true, "conf-dir": true, "except-interface": true}

// dnsmasqExpand puts the lines of files and folders in place of the options
// that name them.
func dnsmasqExpand(files reader, in []dnsmasqLine, seen map[string]bool, depth int) ([]dnsmasqLine, error) {
	var out []dnsmasqLine
	read := func(p string, source facts.Source, must bool) error {
		if depth > maxDepth || seen[p] {
			return nil
		}
		seen[p] = true
		data, ok, err := files.Read(p)
		if err != nil {
			return err
		}
		if !ok {
			if must {
				return lineError(string(source), 0, "%s is not there, so dnsmasq does not start", facts.Text(p))
			}
			return nil
		}
		more, err := dnsmasqExpand(files, parseDnsmasq(p, data), seen, depth+1)
		out = append(out, more...)
		return err
	}
	for _, l := range in {
		switch l.name {
		case "conf-file":
			if err := read(l.value, l.source, depth > 0); err != nil {
				return nil, err
			}
		case "conf-dir":
			parts := strings.Split(l.value, ",")
			found, err := files.Glob(path.Join(strings.TrimSpace(parts[0]), "*"))
			if err != nil {
				return nil, err
			}
			for _, p := range found {
				if dnsmasqWants(path.Base(p), parts[1:]) {
					if err := read(p, l.source, false); err != nil {
						return nil, err
					}
				}
			}
		default:
			out = append(out, l)
		}
	}
	return out, nil
}

// dnsmasqWants says whether a file of conf-dir counts: with suffixes after '*'
// it needs one of them, with others it must have none.
func dnsmasqWants(name string, suffixes []string) bool {
	if name == "" || name[0] == '.' || name[0] == '#' || strings.HasSuffix(name, "~") || strings.HasSuffix(name, "#") {
		return false
	}
	need, has := false, false
	for _, s := range suffixes {
		s = strings.TrimSpace(s)
		if wanted, ok := strings.CutPrefix(s, "*"); ok {
			if wanted != "" {
				need = true
				has = has || strings.HasSuffix(name, wanted)
			}
		} else if s != "" && strings.HasSuffix(name, s) {
			return false
		}
	}
	return has || !need
}

// parseDnsmasq reads a file of options: NAME or NAME=VALUE, '#' begins a comment
// at the start or behind a blank, quotes keep what is in them.
func parseDnsmasq(file string, data []byte) []dnsmasqLine {
	var out []dnsmasqLine
	for i, line := range service.Lines(data) {
		quoted := false
		for j := 0; j < len(line); j++ {
			if line[j] == '"' {
				quoted = !quoted
			}
			if line[j] == '#' && !quoted && (j == 0 || line[j-1] == ' ' || line[j-1] == '\t') {
				line = line[:j]
				break
			}
		}
		name, value, _ := strings.Cut(line, "=")
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, dnsmasqLine{name, strings.Trim(strings.TrimSpace(value), `"`), at(file, i+1)})
		}
	}
	return out
}

// dnsmasqServer tells whom it answers (dnsmasq(8)). With neither interface nor
// address it answers on all of them, unless local-service keeps it to hosts of
// its own networks; that option holds in no other case.
func dnsmasqServer(lines []dnsmasqLine) *NameServer {
	d := facts.Default("dnsmasq")
	out := &NameServer{
		Product: "dnsmasq", Recursion: map[string]facts.Sourced[string]{}, Transfers: map[string]facts.Sourced[string]{},
		Updates: map[string]facts.Sourced[string]{}, Version: facts.At(true, d),
	}
	scope, local := facts.At(service.None, d), facts.At(service.All, d)
	var named, excepted bool
	for _, l := range lines {
		switch l.name {
		case "interface", "listen-address":
			for _, v := range strings.Split(l.value, ",") {
				if v = strings.TrimSpace(v); v == "" {
					continue
				}
				named = true
				if s := service.Scope(v); s != scope.Value && service.Widest(s, scope.Value) == s {
					scope = facts.At(s, l.source)
				}
			}
		case "except-interface", "auth-server":
			excepted = true
			local = facts.At(service.All, l.source)
		case "local-service":
			if excepted {
				continue
			}
			local = facts.At(service.Network, l.source)
			if l.value == "host" {
				local.Value = service.Loopback
			}
		case "no-ident":
			out.Version = facts.At(false, l.source)
		case "port":
			if l.value == "0" {
				out.Recursion["_default"] = facts.At(service.None, l.source)
				return out
			}
		}
	}
	if !named {
		scope = local
	}
	out.Recursion["_default"] = scope
	return out
}
