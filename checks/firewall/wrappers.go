package firewall

import (
	"context"
	"strings"

	"isoscan/internal/facts"
)

// wrappers reads /etc/hosts.allow and /etc/hosts.deny (hosts_access(5)).
func (g *gatherer) wrappers(ctx context.Context) {
	const allow, deny = "/etc/hosts.allow", "/etc/hosts.deny"
	texts := map[string]string{}
	for _, file := range []string{allow, deny} {
		b, err := g.read(ctx, file)
		if err != nil {
			g.gaps.Add("wrappers", err)
			return
		}
		texts[file] = string(b)
	}
	w := wrapperFacts(allow, texts[allow], deny, texts[deny])
	g.f.Wrappers = &w
}

// wrapperFacts goes through both files in order. The first line that lets
// everyone into everything, but for exceptions, or keeps all out without one, decides.
func wrapperFacts(allow, allowed, deny, denied string) Wrappers {
	w := Wrappers{DenyAll: facts.At(false, facts.File(deny)), AllowAll: facts.At(false, facts.File(allow))}
	for _, f := range []struct {
		name, text string
		denies     bool
	}{{allow, allowed, false}, {deny, denied, true}} {
		for _, r := range parseWrappers(f.text) {
			w.Rules++
			denies := f.denies
			for _, o := range r.options {
				switch strings.ToLower(o) {
				case "deny":
					denies = true
				case "allow":
					denies = false
				}
			}
			if w.AllowAll.Value || w.DenyAll.Value {
				continue
			}
			at := facts.At(true, facts.FileLine(f.name, r.line))
			switch {
			case denies && r.everything:
				w.DenyAll = at
			case !denies && r.everyone:
				w.AllowAll = at
			}
		}
	}
	return w
}

// wrapperRule is one line of hosts_access(5).
type wrapperRule struct {
	// everything: ALL services and ALL clients, without an exception.
	everything bool
	// everyone: ALL services and everyone as client, in whatever way that is
	// written, and exceptions do not count.
	everyone bool
	options  []string
	line     int
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
		// The library leaves out a line without an end (in hosts.deny some builds then
		// deny everything, others nothing), and only one that begins with '#' is a comment.
		if !strings.HasSuffix(line, "\n") || line[0] == '#' {
			continue
		}
		line = strings.TrimSpace(strings.ReplaceAll(line, "\x00", ""))
		if line == "" {
			continue
		}
		services, rest, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		fields := splitFields(rest)
		all, exact := isAll(services, "")
		every, exactly := isAll(fields[0], "")
		strangers, _ := isAll(fields[0], everyAddress)
		r := wrapperRule{line: at, everything: all && exact && every && exactly, everyone: all && strangers}
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

// everyAddress are other words for every client, or every one with IPv4; some
// builds of the library know bits behind the slash, Debian's does not.
const everyAddress = " * *.* 0.0.0.0/0.0.0.0 0.0.0.0/0 [::]/0 [::0]/0 "

// isAll: a list that matches everyone, for ALL or another word is among what
// stands before EXCEPT; exact when there is no EXCEPT. Case does not count.
func isAll(list, others string) (all, exact bool) {
	words := strings.FieldsFunc(list, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' })
	for _, w := range words {
		if strings.EqualFold(w, "EXCEPT") {
			return all, false
		}
		all = all || strings.EqualFold(w, "ALL") || strings.Contains(others, " "+w+" ")
	}
	return all, true
}
