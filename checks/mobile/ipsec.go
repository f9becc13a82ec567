package mobile

import (
	"strings"

	"isoscan/internal/facts"
)

// ipsec reads ipsec.conf(5), as strongSwan and Libreswan do, and swanctl.conf(5).
func (g *gatherer) ipsec() {
	g.f.IPsec = map[string]IPsec{}
	for _, from := range []struct {
		main, dir string
		parse     func(p, content string) []IPsec
	}{
		{"/etc/ipsec.conf", "/etc/ipsec.d", parseIPsecConf},
		{"/etc/swanctl/swanctl.conf", "/etc/swanctl/conf.d", parseSwanctl},
	} {
		files, ok := g.list(from.dir, ".conf", "ipsec")
		if !ok {
			g.f.IPsec = nil
			return
		}
		for _, p := range append([]string{from.main}, files...) {
			content, found := g.text(p, element("ipsec", p))
			if !found {
				continue
			}
			for _, c := range from.parse(p, content) {
				g.f.IPsec[string(c.Source)] = c
			}
		}
	}
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

// parseIPsecConf: "conn NAME" with indented KEY=VALUE, "conn %default" for
// all, "also=NAME" takes over another's.
func parseIPsecConf(p, content string) []IPsec {
	type section struct {
		name     string
		line     int
		settings map[string]string
	}
	var order []*section
	byName := map[string]*section{}
	var at *section
	for i, line := range strings.Split(content, "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if line[0] != ' ' && line[0] != '\t' {
			at = nil
			if words[0] == "conn" && len(words) > 1 {
				at = &section{words[1], i + 1, map[string]string{}}
				order, byName[words[1]] = append(order, at), at
			}
			continue
		}
		if key, value, ok := strings.Cut(line, "="); ok && at != nil {
			at.settings[strings.ToLower(strings.TrimSpace(key))] = strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	var out []IPsec
	for _, s := range order {
		if s.name == "%default" {
			continue
		}
		// Its own settings, then those it takes over, then the defaults.
		get := func(key string) string {
			seen := map[*section]bool{}
			for x := s; x != nil && !seen[x]; x = byName[x.settings["also"]] {
				seen[x] = true
				if v := x.settings[key]; v != "" {
					return v
				}
			}
			if d := byName["%default"]; d != nil {
				return d.settings[key]
			}
			return ""
		}
		auth := get("authby") + " " + get("leftauth") + " " + get("rightauth")
		out = append(out, IPsec{
			Name: facts.Text(s.name), Proposals: proposals(get("ike"), get("esp"), get("phase2alg"), get("ah")),
			Aggressive: isTrue(get("aggressive")) || isTrue(get("aggrmode")),
			Shared:     strings.Contains(auth, "psk") || strings.Contains(auth, "secret"),
			Unsigned:   strings.Contains(auth, "never") || strings.Contains(auth, "null"), Source: facts.FileLine(facts.Text(p), s.line),
		})
	}
	return out
}

// parseSwanctl walks the braces of swanctl.conf below connections.
func parseSwanctl(p, content string) []IPsec {
	var out []*IPsec
	var stack []string
	for i, line := range strings.Split(content, "\n") {
		line, _, _ = strings.Cut(line, "#")
		for line = strings.TrimSpace(line); line != ""; {
			n := strings.IndexAny(line, "{}")
			piece := line
			if n >= 0 {
				piece = line[:n]
			}
			piece = strings.TrimSpace(piece)
			// "NAME {" opens a section; anything else in front is a setting.
			if n >= 0 && line[n] == '{' {
				stack = append(stack, piece)
				if len(stack) == 2 && stack[0] == "connections" {
					out = append(out, &IPsec{Name: facts.Text(piece), Proposals: []string{}, Source: facts.FileLine(facts.Text(p), i+1)})
				}
			} else {
				if key, value, ok := strings.Cut(piece, "="); ok && len(stack) >= 2 && stack[0] == "connections" {
					out[len(out)-1].swanctl(strings.TrimSpace(key), strings.TrimSpace(value))
				}
				if n >= 0 && len(stack) > 0 {
					stack = stack[:len(stack)-1]
				}
			}
			if n < 0 {
				break
			}
			line = strings.TrimSpace(line[n+1:])
		}
	}
	var list []IPsec
	for _, c := range out {
		list = append(list, *c)
	}
	return list
}

func (c *IPsec) swanctl(key, value string) {
	switch key {
	case "proposals", "esp_proposals", "ah_proposals":
		for _, p := range proposals(value) {
			if p != "default" {
				c.Proposals = append(c.Proposals, p)
			}
		}
	case "aggressive":
		c.Aggressive = isTrue(value)
	case "auth":
		c.Shared = c.Shared || strings.Contains(value, "psk")
		c.Unsigned = c.Unsigned || strings.Contains(value, "null")
	}
}
