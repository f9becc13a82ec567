package mobile

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// ipsec reads ipsec.conf(5), as strongSwan and Libreswan do, and swanctl.conf(5).
// A connection that the daemon would discard is a gap beside its facts, and a
// file that it refuses is one.
func (g *gatherer) ipsec() {
	g.f.IPsec = map[string]IPsec{}
	for _, from := range []struct {
		main, dir string
		read      func(main string, files map[string]string, order []string) ([]IPsec, map[string]error, error)
	}{
		{"/etc/ipsec.conf", "/etc/ipsec.d", g.ipsecConf},
		{"/etc/swanctl/swanctl.conf", "/etc/swanctl/conf.d", g.swanctl},
	} {
		// Files of the folder count even where nothing includes them: another
		// main file may be given to the daemon.
		list, ok := g.list(from.dir, ".conf", "ipsec")
		if !ok {
			g.f.IPsec = nil
			return
		}
		files, order := map[string]string{}, []string{}
		for _, p := range append([]string{from.main}, list...) {
			if content, found := g.text(p, element("ipsec", p)); found {
				files[p] = content
				order = append(order, p)
			}
		}
		if len(order) == 0 {
			continue
		}
		found, problems, err := from.read(from.main, files, order)
		if err != nil {
			g.gaps.Add(element("ipsec", from.main), err)
		}
		for _, c := range found {
			key := string(c.Source)
			if _, taken := g.f.IPsec[key]; taken { // several on one line
				key += ":" + c.Name
			}
			g.f.IPsec[key] = c
			if p := problems[c.Name]; p != nil {
				g.gaps.Add(element("ipsec", key), p)
			}
		}
	}
}

// included lists the files of a pattern in a file, as glob(3) does.
func (g *gatherer) included(pattern, from string) (map[string]string, []string, error) {
	if !strings.HasPrefix(pattern, "/") {
		pattern = path.Join(path.Dir(from), pattern)
	}
	dir, base := path.Split(pattern)
	if strings.ContainsAny(dir, "*?[") {
		return nil, nil, fmt.Errorf("%s: wildcards in folders of included files are not followed", facts.Text(from))
	}
	list, err := g.ReadDir(g.ctx, path.Clean(dir))
	if err != nil {
		if errors.Is(err, host.ErrNotExist) {
			return nil, nil, nil // passed over with a warning
		}
		return nil, nil, err
	}
	files, order := map[string]string{}, []string{}
	for _, e := range list {
		ok, err := path.Match(base, e.Name)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %q: %w", facts.Text(from), facts.Text(base), err)
		}
		if !ok || e.IsDir() || strings.HasPrefix(e.Name, ".") && !strings.HasPrefix(base, ".") {
			continue
		}
		p := path.Join(dir, e.Name)
		b, err := g.ReadFile(g.ctx, p, host.ConfigLimit)
		if err != nil {
			return nil, nil, err
		}
		files[p] = string(b)
		order = append(order, p)
	}
	slices.Sort(order)
	return files, order, nil
}

func (g *gatherer) swanctl(_ string, files map[string]string, order []string) ([]IPsec, map[string]error, error) {
	read := map[string]bool{}
	r := &settingsReader{root: newSection(), include: func(pattern, from string) (map[string]string, []string, error) {
		f, o, err := g.included(pattern, from)
		for _, p := range o {
			read[p] = true
		}
		return f, o, err
	}}
	var failed error
	for _, p := range order {
		if read[p] {
			continue
		}
		if err := r.read(p, files[p], r.root, 0); err != nil {
			failed = errors.Join(failed, err)
		}
	}
	list, problems := r.connections()
	if r.steps > maxSteps {
		failed = errors.Join(failed, fmt.Errorf("%s: too many sections refer to each other", order[0]))
	}
	return list, problems, failed
}

// proposals splits a list of proposals.
func proposals(values ...string) []string {
	out := []string{}
	for _, v := range values {
		for _, p := range strings.Split(strings.ToLower(v), ",") {
			if p = strings.TrimSuffix(strings.TrimSpace(p), "!"); p != "" {
				out = append(out, facts.Text(p))
			}
		}
	}
	return out
}

// conn is one section of ipsec.conf.
type conn struct {
	name     string
	settings map[string]string
	also     []string
	source   facts.Source
}

// connReader reads ipsec.conf and what it includes.
type connReader struct {
	byName  map[string]*conn
	order   []*conn
	include func(pattern, from string) (map[string]string, []string, error)
	err     error
	seen    int
	// steps counts the connections that settings were looked for in.
	steps int
}

// maxIPsecSteps bounds that: connections may take over one another in long
// chains, and each setting goes along them.
const maxIPsecSteps = 500_000

func (r *connReader) refuse(p string, line int, why string) {
	if r.err == nil {
		r.err = fmt.Errorf("%s:%d: the daemon refuses the file: %s", facts.Text(p), line, why)
	}
}

// read adds a file: "conn NAME" with indented KEY=VALUE; a name that comes
// twice goes on.
func (r *connReader) read(p, content string, depth int) {
	if r.seen++; depth > maxSettings || r.seen > 500 {
		r.refuse(p, 1, "files are included too deep")
		return
	}
	var at *conn
	inside := false
	for i, line := range strings.Split(content, "\n") {
		words := strings.Fields(uncomment(line))
		if len(words) == 0 {
			continue
		}
		if line[0] != ' ' && line[0] != '\t' {
			at, inside = nil, true
			switch {
			case words[0] == "conn" && len(words) > 1:
				name := strings.Trim(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(uncomment(line)), "conn")), `"`)
				if at = r.byName[name]; at == nil {
					at = &conn{name, map[string]string{}, nil, facts.FileLine(facts.Text(p), i+1)}
					r.order, r.byName[name] = append(r.order, at), at
				}
			case words[0] == "include" && len(words) > 1:
				inside = false
				r.included(strings.Trim(words[1], `"`), p, i+1, depth)
			case words[0] != "config" && words[0] != "ca" && words[0] != "version":
				r.refuse(p, i+1, "a line at its margin is no section")
			}
			continue
		}
		key, value, ok := strings.Cut(uncomment(line), "=")
		if !ok || !inside {
			r.refuse(p, i+1, "a line is no setting of a section")
			continue
		}
		if at == nil {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.Trim(strings.TrimSpace(value), `"`)
		if key == "also" {
			at.also = append(at.also, value)
			continue
		}
		at.settings[key] = value
	}
}

// uncomment cuts at a # that is not in quotes.
func uncomment(line string) string {
	quoted := false
	for i := range len(line) {
		switch line[i] {
		case '"':
			quoted = !quoted
		case '#':
			if !quoted {
				return line[:i]
			}
		}
	}
	return line
}

func (r *connReader) included(pattern, p string, line, depth int) {
	if r.include == nil {
		r.refuse(p, line, "included files are not known")
		return
	}
	files, order, err := r.include(pattern, p)
	if err != nil {
		r.refuse(p, line, err.Error())
		return
	}
	for _, f := range order {
		r.read(f, files[f], depth+1)
	}
}

// get is a setting: a connection's own, that of the last one that it takes over,
// or that of %default.
func (r *connReader) get(c *conn, key string) string {
	seen := map[*conn]bool{}
	var look func(c *conn) (string, bool)
	look = func(c *conn) (string, bool) {
		if c == nil || seen[c] {
			return "", false
		}
		if r.steps++; r.steps > maxIPsecSteps {
			if r.err == nil {
				r.err = fmt.Errorf("%s: the connections take over too many others to follow", c.source)
			}
			return "", false
		}
		seen[c] = true
		if v, ok := c.settings[key]; ok {
			return v, true
		}
		for _, name := range slices.Backward(c.also) {
			if v, ok := look(r.byName[name]); ok {
				return v, true
			}
		}
		return "", false
	}
	if v, ok := look(c); ok {
		return v
	}
	v, _ := look(r.byName["%default"])
	return v
}

// connections lists what was read.
func (r *connReader) connections() (out []IPsec, problems map[string]error) {
	problems = map[string]error{}
	for _, s := range r.order {
		for _, name := range s.also {
			if r.byName[name] == nil && r.err == nil {
				r.err = fmt.Errorf("%s: the daemon refuses the file: there is no connection %s", s.source, facts.Text(name))
			}
		}
		if s.name == "%default" {
			continue
		}
		get := func(key string) string { return r.get(s, key) }
		auth := strings.Join([]string{get("authby"), get("leftauth"), get("rightauth"), get("leftauth2"), get("rightauth2")}, " ")
		c := IPsec{
			Name: facts.Text(s.name), Proposals: proposals(get("ike"), get("esp"), get("phase2alg"), get("ah")),
			Aggressive: isTrue(get("aggressive")) || isTrue(get("aggrmode")),
			Shared:     strings.Contains(auth, "psk") || strings.Contains(auth, "secret"),
			Unsigned:   strings.Contains(auth, "never") || strings.Contains(auth, "null"), Source: s.source,
		}
		for _, p := range c.Proposals {
			if !isProposal(p) {
				problems[c.Name] = fmt.Errorf("%s: the daemon discards the connection %s: an unknown algorithm in %q", c.Source, c.Name, p)
			}
		}
		for _, key := range []string{"aggressive", "aggrmode"} {
			if v := get(key); v != "" && v != "yes" && v != "no" {
				problems[c.Name] = fmt.Errorf("%s: the daemon discards the connection %s: %s is %q", c.Source, c.Name, key, facts.Text(v))
			}
		}
		out = append(out, c)
	}
	return out, problems
}

func (g *gatherer) ipsecConf(_ string, files map[string]string, order []string) ([]IPsec, map[string]error, error) {
	read := map[string]bool{}
	r := &connReader{byName: map[string]*conn{}, include: func(pattern, from string) (map[string]string, []string, error) {
		f, o, err := g.included(pattern, from)
		for _, p := range o {
			read[p] = true
		}
		return f, o, err
	}}
	for _, p := range order {
		if !read[p] {
			r.read(p, files[p], 0)
		}
	}
	list, problems := r.connections()
	return list, problems, r.err
}
