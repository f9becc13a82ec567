package netservices

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/service"
)

// dockerKept are the settings that are judged, with dockerd's defaults.
var dockerKept = map[string]string{
	"icc": "true", "userns-remap": "", "live-restore": "false", "no-new-privileges": "false", "userland-proxy": "true", "log-driver": "json-file",
	"iptables": "true",
}

const dockerConf = "/etc/docker/daemon.json"

func (g *gatherer) docker() *Docker {
	const name = "docker"
	packages := []string{"docker.io", "docker-ce", "docker", "moby-engine"}
	d := &Docker{Present: g.present(name, service.Product{
		Configs:  []string{dockerConf},
		Binaries: []string{"/usr/bin/dockerd", "/usr/sbin/dockerd", "/usr/local/bin/dockerd", "/usr/libexec/docker/dockerd"},
		Packages: packages,
	})}
	if d.Present == nil || !d.Present.Value {
		return d
	}
	fail := func(err error) *Docker {
		for _, what := range []string{"listens", "settings", "insecure_registries"} {
			g.gaps.Add(name+"."+what, err)
		}
		return &Docker{Present: d.Present}
	}
	execs, err := g.dockerStarts()
	if err != nil {
		return fail(err)
	}
	_, version := g.Package(packages...)
	d.Listens, d.Registries, d.Settings = []DockerListen{}, []facts.Sourced[string]{}, map[string]facts.Sourced[string]{}
	for i, e := range execs {
		o, err := g.dockerOptions(e, version)
		if err != nil {
			return fail(err)
		}
		listens, err := g.dockerListens(o)
		if err != nil {
			return fail(err)
		}
		d.Listens = append(d.Listens, listens...)
		registries, source := o.list("insecure-registry")
		for _, r := range registries {
			d.Registries = append(d.Registries, facts.At(facts.Text(r), source))
		}
		for key, fallback := range dockerKept {
			v := facts.At(fallback, facts.Default("Docker"))
			if text, source, ok := o.last(key); ok {
				v = facts.At(facts.Text(text), source)
			}
			if had, ok := d.Settings[key]; i > 0 && ok && had.Value != v.Value {
				g.gaps.AddReason(name+".settings["+strconv.Quote(key)+"]", "units start dockerd with different settings", false)
				delete(d.Settings, key)
			} else if i == 0 {
				d.Settings[key] = v
			}
		}
	}
	return d
}

// dockerStarts are the command lines that start dockerd. Where no unit does, an init
// script starts it with what /etc/default or /etc/conf.d has for it.
func (g *gatherer) dockerStarts() ([]service.Exec, error) {
	execs, err := g.Execs(func(args []string) bool {
		return service.Runs("dockerd")(args) || service.Runs("docker")(args) && len(args) > 1 && (args[1] == "daemon" || args[1] == "-d")
	})
	if err != nil {
		return nil, err
	}
	for i, e := range execs {
		if service.Runs("docker")(e.Args) {
			execs[i].Args = e.Args[1:]
		}
	}
	if len(execs) > 0 {
		return execs, nil
	}
	start := service.Exec{Args: []string{"dockerd"}, Source: facts.Default("Docker")}
	for _, file := range []string{"/etc/default/docker", "/etc/conf.d/docker"} {
		data, ok, err := g.Read(file)
		if err != nil {
			return nil, err
		}
		if v, set := service.Shell(data)["DOCKER_OPTS"]; ok && set {
			start.Args = append(start.Args, strings.Fields(v.Value)...)
			start.Source = at(file, v.Line)
		}
	}
	return []service.Exec{start}, nil
}

// dockerOptions reads what one command line and its file say together. An error
// is what dockerd does not start with, or what is not known of it.
func (g *gatherer) dockerOptions(e service.Exec, version string) (*dockerOptions, error) {
	o := &dockerOptions{exec: e, path: dockerConf, version: version[strings.IndexByte(version, ':')+1:]}
	if err := o.arguments(e.Args[1:]); err != nil {
		return nil, fmt.Errorf("%s: %w", e.Source, err)
	}
	given := len(o.flags["config-file"]) > 0
	if given {
		o.path = o.flags["config-file"][len(o.flags["config-file"])-1]
	}
	data, ok, err := g.Read(o.path)
	if err != nil {
		return nil, err
	}
	switch {
	case !ok && given:
		return nil, fmt.Errorf("%s: dockerd does not start without the file that --config-file names", facts.Text(o.path))
	case !ok:
	case len(bytes.TrimSpace(data)) == 0:
		if o.old(23) {
			return nil, fmt.Errorf("%s: dockerd of before version 23 does not start with an empty file", facts.Text(o.path))
		}
	default:
		if err := o.file(data); err != nil {
			return nil, fmt.Errorf("%s: %w", facts.Text(o.path), err)
		}
	}
	icc, iptables := o.on("icc", true), o.on("iptables", true)
	if !icc && !iptables {
		return nil, fmt.Errorf("%s: dockerd does not start with icc and iptables both false", facts.Text(o.path))
	}
	return o, nil
}

// dockerListens are the addresses of the API. dockerd needs the files of TLS to start.
func (g *gatherer) dockerListens(o *dockerOptions) ([]DockerListen, error) {
	verify, _, chosen := o.last("tlsverify")
	tls, verified := chosen || o.on("tls", false), verify == "true"
	// TLS alone asks for a certificate since 20.10, and so does "tlsverify": null.
	if empty := len(o.flags["tlsverify"]) == 0 && string(o.keys["tlsverify"]) == "null"; !chosen || empty {
		verified = (empty || o.on("tls", false)) && !o.old(20, 10)
	}
	if tls {
		for option, name := range map[string]string{"tlscacert": "ca.pem", "tlscert": "cert.pem", "tlskey": "key.pem"} {
			if option == "tlscacert" && !verified {
				continue
			}
			file, _, ok := o.last(option)
			if !ok || file == "" {
				file = "/root/.docker/" + name
			}
			if _, err := g.Stat(g.Ctx, file); errors.Is(err, host.ErrNotExist) {
				return nil, fmt.Errorf("%s: dockerd does not start with TLS without this file", facts.Text(file))
			} else if err != nil {
				return nil, err
			}
		}
	}
	hosts, source := o.list("host")
	if len(hosts) == 0 {
		hosts = []string{""}
		if _, from, ok := o.last("tls"); ok {
			source = from
		}
		if _, from, ok := o.last("tlsverify"); ok {
			source = from
		}
	}
	var out []DockerListen
	for _, h := range hosts {
		switch {
		case strings.TrimSpace(h) == "" && tls:
			h = "tcp://localhost:2376" // as dockerd does
		case strings.TrimSpace(h) == "":
			continue // the socket
		}
		if strings.HasPrefix(h, "fd://") {
			streams, err := g.Streams(o.exec.Unit)
			if err != nil {
				return nil, err
			}
			for _, s := range streams {
				if !strings.HasPrefix(s.Address, "/") && !strings.HasPrefix(s.Address, "@") && !strings.HasPrefix(s.Address, "vsock:") {
					out = append(out, DockerListen{Address: facts.Text(s.Address), Scope: listenScope(s.Address), Verified: verified, Source: s.Source})
				}
			}
		}
		l, err := dockerListen(h, verified, source)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// dockerListen reads an address as dockerd does.
func dockerListen(address string, verified bool, source facts.Source) (DockerListen, error) {
	l := DockerListen{Address: facts.Text(address), Scope: service.None, Verified: verified, Source: source}
	scheme, rest, ok := strings.Cut(strings.TrimSpace(address), "://")
	if !ok {
		scheme, rest = "tcp", scheme
	}
	switch scheme {
	case "unix", "fd":
		return l, nil
	case "tcp":
	default:
		return l, fmt.Errorf("%s: dockerd does not start with the address %s", source, facts.Text(address))
	}
	if strings.Contains(rest, "/") {
		return l, fmt.Errorf("%s: dockerd does not start with the address %s", source, facts.Text(address))
	}
	l.Scope = listenScope(rest)
	// dockerd takes an address that is left out for loopback.
	if strings.HasPrefix(rest, ":") || rest == "" {
		l.Scope = service.Loopback
	}
	return l, nil
}

// dockerOptions are the options of one dockerd: of its command line and of its file.
type dockerOptions struct {
	exec    service.Exec
	path    string
	version string // without its epoch; empty: not known
	flags   map[string][]string
	keys    map[string]json.RawMessage
	data    []byte
}

// old tells whether the version is before this one, as far as is known.
func (o *dockerOptions) old(want ...int) bool { return older(o.version, want...) }

// arguments reads a command line as pflag does: a switch takes its value behind
// '=' only, others take the next word too, and no word may stand alone.
func (o *dockerOptions) arguments(args []string) error {
	o.flags = map[string][]string{}
	for i := 0; i < len(args); i++ {
		w := args[i]
		long, isLong := strings.CutPrefix(w, "--")
		short, isShort := strings.CutPrefix(w, "-")
		switch {
		case w == "--" && i == len(args)-1:
			return nil
		case isLong && long != "":
			name, value, has := strings.Cut(long, "=")
			option, ok := dockerFlags[name]
			switch {
			case !ok:
				return fmt.Errorf("no dockerd that is known takes --%s", facts.Text(name))
			case !has && option.kind == 'b':
				value = "true"
			case !has && i+1 == len(args):
				return fmt.Errorf("dockerd does not start: --%s wants a value", name)
			case !has:
				i++
				value = args[i]
			}
			if err := o.set(name, value); err != nil {
				return err
			}
		case isShort && !isLong && short != "":
			for short != "" {
				name, ok := dockerShort[short[0]]
				if !ok {
					return fmt.Errorf("dockerd does not start: it has no option -%s", facts.Text(short[:1]))
				}
				value := ""
				short = short[1:]
				switch {
				case strings.HasPrefix(short, "=") && len(short) > 1:
					value, short = short[1:], ""
				case dockerFlags[name].kind == 'b':
					value = "true"
				case short != "":
					value, short = short, ""
				case i+1 == len(args):
					return fmt.Errorf("dockerd does not start: --%s wants a value", name)
				default:
					i++
					value = args[i]
				}
				if err := o.set(name, value); err != nil {
					return err
				}
			}
		default:
			return errors.New("dockerd does not start: it takes no words but options")
		}
	}
	return nil
}

func (o *dockerOptions) set(name, value string) error {
	if dockerFlags[name].kind == 'b' {
		on, err := strconv.ParseBool(value)
		if err != nil {
			return fmt.Errorf("dockerd does not start: --%s is neither true nor false", name)
		}
		value = strconv.FormatBool(on)
	}
	o.flags[name] = append(o.flags[name], value)
	return nil
}

// file reads daemon.json: its keys are those that dockerd knows, each of its kind,
// and none of them stands on the command line too.
func (o *dockerOptions) file(data []byte) error {
	o.data = data
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&o.keys); err != nil {
		return fmt.Errorf("dockerd does not start: %w", err)
	}
	if dec.More() {
		return errors.New("more follows behind the settings, which some versions pass over and others refuse")
	}
	for _, key := range slices.Sorted(maps.Keys(o.keys)) {
		kind, known := dockerKeys[key]
		if !known {
			return fmt.Errorf("no dockerd that is known has the setting %s", facts.Text(strconv.Quote(key)))
		}
		if !dockerKind(kind, o.keys[key]) {
			return fmt.Errorf("dockerd does not start: %s has a value of another kind", strconv.Quote(key))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.flags)) {
		if _, both := o.keys[dockerFlags[name].key]; both && name != "add-runtime" {
			return fmt.Errorf("dockerd does not start: %s is set on its command line too (%s)", strconv.Quote(dockerFlags[name].key), o.exec.Source)
		}
	}
	return nil
}

// dockerKind tells whether a value is of a kind; null is of every kind.
func dockerKind(kind byte, value json.RawMessage) bool {
	var into any
	switch kind {
	case 'b':
		into = new(bool)
	case 's':
		into = new(string)
	case 'n':
		into = new(int)
	case 'l':
		into = new([]string)
	case 't':
		into = new(map[string]string)
	case 'o':
		into = new(map[string]any)
	default:
		return true
	}
	return json.Unmarshal(value, into) == nil
}

// last is the value of an option that is no list, wherever it is set.
func (o *dockerOptions) last(name string) (string, facts.Source, bool) {
	if v := o.flags[name]; len(v) > 0 {
		return v[len(v)-1], o.exec.Source, true
	}
	v, ok := o.keys[name]
	switch {
	case !ok:
		return "", "", false
	case string(v) == "null" && dockerFlags[name].kind == 'b':
		return "false", o.source(name), true // even where true is the default
	case string(v) == "null":
		return "", "", false
	}
	var text string
	if json.Unmarshal(v, &text) != nil {
		text = string(v)
	}
	return text, o.source(name), true
}

// on is the value of a switch.
func (o *dockerOptions) on(name string, fallback bool) bool {
	if v, _, ok := o.last(name); ok {
		return v == "true"
	}
	return fallback
}

// list is the value of a list, and where it was seen.
func (o *dockerOptions) list(name string) ([]string, facts.Source) {
	if v := o.flags[name]; len(v) > 0 {
		return v, o.exec.Source
	}
	var out []string
	key := dockerFlags[name].key
	if v, ok := o.keys[key]; ok {
		_ = json.Unmarshal(v, &out) // of its kind already
		return out, o.source(key)
	}
	return nil, o.exec.Source
}

// source is the line of a key.
func (o *dockerOptions) source(key string) facts.Source {
	for i, line := range service.Lines(o.data) {
		if strings.Contains(line, strconv.Quote(key)) {
			return at(facts.Text(o.path), i+1)
		}
	}
	return facts.File(facts.Text(o.path))
}
