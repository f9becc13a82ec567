package netservices

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
	"isoscan/internal/parse/yamlconf"
)

// listenScope tells how far "HOST:PORT" reaches; no host is every address.
func listenScope(address string) string {
	h := address
	if strings.HasPrefix(h, "[") {
		h, _, _ = strings.Cut(h[1:], "]")
	} else if i := strings.LastIndexByte(h, ':'); i >= 0 {
		h = h[:i]
	} else if strings.Trim(h, "0123456789") == "" {
		return service.All
	}
	if h == "" {
		return service.All
	}
	return service.Scope(h)
}

func (g *gatherer) containerd() *Containerd {
	const name = "containerd"
	const conf = "/etc/containerd/config.toml"
	c := &Containerd{Present: g.present(name, service.Product{
		Configs: []string{conf}, Binaries: []string{"/usr/bin/containerd", "/usr/local/bin/containerd", "/usr/sbin/containerd"},
		Packages: []string{"containerd", "containerd.io"},
	})}
	if c.Present == nil || !c.Present.Value {
		return c
	}
	data, _, err := g.Read(conf)
	if err == nil && !utf8.Valid(data) {
		err = fmt.Errorf("%s: it is no UTF-8 text, as TOML must be", conf)
	}
	if err != nil {
		g.gaps.Add(name+".listens", err)
		return c
	}
	c.Listens = containerdListens(conf, data)
	return c
}

// containerdListens finds the TCP addresses of the tables grpc, debug and
// metrics. Of TOML it needs tables and single-line texts only.
func containerdListens(file string, data []byte) []DockerListen {
	out := []DockerListen{}
	table := ""
	for i, line := range service.Lines(data) {
		line = strings.TrimSpace(cutComment(line))
		if strings.HasPrefix(line, "[") {
			table = strings.Trim(line, "[] ")
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.Trim(strings.TrimSpace(value), `"'`)
		if prefix, rest, dotted := strings.Cut(key, "."); dotted && table == "" {
			table, key = "", rest
			if !slices.Contains([]string{"grpc", "debug", "metrics"}, prefix) {
				continue
			}
		} else if !slices.Contains([]string{"grpc", "debug", "metrics"}, table) {
			continue
		}
		if !ok || value == "" || key != "tcp_address" && key != "address" || strings.HasPrefix(value, "/") || strings.HasPrefix(value, "unix:") {
			continue
		}
		out = append(out, DockerListen{Address: facts.Text(value), Scope: listenScope(value), Source: at(file, i+1)})
	}
	return out
}

func (g *gatherer) kubelet() *Kubelet {
	const name = "kubelet"
	const conf = "/var/lib/kubelet/config.yaml"
	k := &Kubelet{Present: g.present(name, service.Product{
		Configs: []string{conf, "/etc/kubernetes/kubelet.conf"}, Binaries: []string{"/usr/bin/kubelet", "/usr/local/bin/kubelet"},
		Packages: []string{"kubelet"},
	})}
	if k.Present == nil || !k.Present.Value {
		return k
	}
	fail := func(err error) *Kubelet {
		for _, what := range []string{"anonymous", "authorization", "read_only_port"} {
			g.gaps.Add(name+"."+what, err)
		}
		return k
	}
	execs, err := g.Execs(service.Runs("kubelet"))
	if err != nil {
		return fail(err)
	}
	file := ""
	flags := map[string]facts.Sourced[string]{}
	for _, e := range execs {
		for i := 1; i < len(e.Args); i++ {
			n, v, has := strings.Cut(strings.TrimLeft(e.Args[i], "-"), "=")
			if !has && i+1 < len(e.Args) && !strings.HasPrefix(e.Args[i+1], "-") {
				v = e.Args[i+1]
			}
			flags[n] = facts.At(v, e.Source)
		}
	}
	if v, ok := flags["config"]; ok {
		file = v.Value
	}
	path := file
	if path == "" {
		path = conf
	}
	data, ok, err := g.Read(path)
	if err != nil {
		return fail(err)
	}
	values := map[string]yamlconf.Value{}
	if ok {
		if values, err = yamlconf.Flatten(data); err != nil {
			return fail(fmt.Errorf("%s: %w", facts.Text(path), err))
		}
	}
	d := facts.Default("kubelet")
	// Without a file the defaults are those of the flags, which are open.
	k.Anonymous = facts.AtPtr(!ok, d)
	k.Authorization = facts.AtPtr(map[bool]string{true: "Webhook", false: "AlwaysAllow"}[ok], d)
	k.ReadOnlyPort = facts.AtPtr(map[bool]int{true: 0, false: 10255}[ok], d)
	if v, ok := values["authentication.anonymous.enabled"]; ok {
		k.Anonymous = facts.AtPtr(v.Text == "true", at(path, v.Line))
	}
	if v, ok := values["authorization.mode"]; ok {
		k.Authorization = facts.AtPtr(facts.Text(v.Text), at(path, v.Line))
	}
	if v, ok := values["readOnlyPort"]; ok {
		if n, err := strconv.Atoi(v.Text); err == nil {
			k.ReadOnlyPort = facts.AtPtr(n, at(path, v.Line))
		}
	}
	if v, ok := flags["anonymous-auth"]; ok {
		k.Anonymous = facts.AtPtr(v.Value != "false", v.Source)
	}
	if v, ok := flags["authorization-mode"]; ok {
		k.Authorization = facts.AtPtr(facts.Text(v.Value), v.Source)
	}
	if v, ok := flags["read-only-port"]; ok {
		if n, err := strconv.Atoi(v.Value); err == nil {
			k.ReadOnlyPort = facts.AtPtr(n, v.Source)
		}
	}
	return k
}
