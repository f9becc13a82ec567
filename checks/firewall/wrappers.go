package firewall

import (
	"context"
	"strings"

	"isoscan/internal/facts"
)

// wrappers reads /etc/hosts.allow and /etc/hosts.deny (hosts_access(5)).
func (g *gatherer) wrappers(ctx context.Context) {
	const allow, deny = "/etc/hosts.allow", "/etc/hosts.deny"
	w := Wrappers{DenyAll: facts.At(false, facts.File(deny)), AllowAll: facts.At(false, facts.File(allow))}
	for _, file := range []string{allow, deny} {
		b, err := g.read(ctx, file)
		if err != nil {
			g.gaps.Add("wrappers", err)
			return
		}
		for _, r := range parseWrappers(string(b)) {
			w.Rules++
			denies := file == deny
			for _, o := range r.options {
				switch strings.ToLower(o) {
				case "deny":
					denies = true
				case "allow":
					denies = false
				}
			}
			if !r.everything {
				continue
			}
			at := facts.At(true, facts.FileLine(file, r.line))
			switch {
			case denies && !w.AllowAll.Value && !w.DenyAll.Value:
				w.DenyAll = at
			case !denies && !w.DenyAll.Value && !w.AllowAll.Value:
				w.AllowAll = at
			}
		}
	}
	g.f.Wrappers = &w
}

// wrapperRule is one line of hosts_access(5).
type wrapperRule struct {
	// everything: ALL services and ALL clients, without an exception.
	everything bool
	options    []string
	line       int
}

func parseWrappers(text string) []wrapperRule {
	var out []wrapperRule
	text = strings.ReplaceAll(text, "\\\r\n", "\x00")
	text = strings.ReplaceAll(text, "\\\n", "\x00")
	n := 0
	for line := range strings.Lines(text) {
		n++
		at := n
		n += strings.Count(line, "\x00")
		line = strings.TrimSpace(strings.ReplaceAll(line, "\x00", " "))
		if line == "" || line[0] == '#' {
			continue
		}
		services, rest, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		fields := splitFields(rest)
		r := wrapperRule{line: at, everything: isAll(services) && isAll(fields[0])}
		for _, o := range fields[1:] {
			r.options = append(r.options, strings.TrimSpace(o))
		}
		out = append(out, r)
	}
	return out
}

// splitFields cuts at colons, but not within an IPv6 address in brackets.
func splitFields(s string) []string {
	var out []string
	start, depth := 0, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '[':
			depth++
		case s[i] == ']':
			depth--
		case s[i] == ':' && depth <= 0 && (i == 0 || s[i-1] != '\\'):
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// isAll: a list that matches everyone: ALL among its words, and no EXCEPT.
func isAll(list string) bool {
	words := strings.FieldsFunc(list, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' })
	all := false
	for _, w := range words {
		if w == "EXCEPT" {
			return false
		}
		all = all || w == "ALL"
	}
	return all
}
