package sshd

import (
	"strings"

	"isoscan/internal/facts"
)

// values are settings in force, by keyword.
type values = map[string]facts.Sourced[string]

// separator joins the several values of a keyword.
func separator(name string) string {
	if name == "subsystem" {
		return "; "
	}
	return " "
}

// compute completes the settings that lines made with what the build does
// without them. over are the settings of the Match blocks in force; each
// replaces the global one whole, as in sshd.
func compute(b *build, global, over options) values {
	opts := make(options, len(global)+len(over))
	for n, s := range global {
		opts[n] = s
	}
	for n, s := range over {
		if !b.inMatch(b.table[n]) {
			continue // inside "Match all" a global keyword counts in the first pass only
		}
		if n == "rekeylimit" {
			s = mergeRekey(s, global[n])
		}
		opts[n] = s
	}
	out := make(values, len(keywords))
	builtin := facts.Default(b.version.program())
	for i := range keywords {
		k := &keywords[i]
		s, set := opts[k.name]
		switch {
		case set && k.kind == kindAlgorithms:
			if list, ok := b.assemble(k.algorithms, s.values[0]); ok {
				out[k.name] = facts.At(facts.Text(strings.Join(list, ",")), s.source)
			}
		case set:
			out[k.name] = facts.At(facts.Text(present(k.name, s.values)), s.source)
		default:
			if v, ok := b.unset(k); ok {
				out[k.name] = facts.At(v, builtin)
			}
		}
	}
	impliedKeyboard(opts, over, out)
	if b.noPAM {
		out["usepam"] = facts.At("no", facts.Source(b.version.program()+" built without PAM"))
	}
	out["port"], out["listenaddress"] = b.listen(opts, builtin)
	return out
}

// present writes set values as sshd -T does.
func present(name string, v []string) string {
	switch name {
	case "rekeylimit":
		return strings.Replace(v[0], "unset", "0", 1)
	case "channeltimeout", "logverbose", "authorizedprincipalsfile":
		if len(v) == 1 && strings.EqualFold(v[0], "none") {
			return "none"
		}
	}
	return strings.Join(v, separator(name))
}

// mergeRekey keeps the global time when a block sets the amount only.
func mergeRekey(block, global setting) setting {
	if !strings.HasSuffix(block.values[0], " unset") || global.values == nil {
		return block
	}
	amount, _, _ := strings.Cut(block.values[0], " ")
	_, interval, _ := strings.Cut(global.values[0], " ")
	return setting{values: []string{amount + " " + interval}, source: block.source}
}

// unset is the value of a keyword that no line sets; false when the release
// lacks it or its default cannot be told.
func (b *build) unset(k *keyword) (string, bool) {
	from := k.since
	if list, ok := fixed[k.name]; ok && !b.knows(k.name, from, k.vendor) {
		return at(list, b.version), true
	}
	switch {
	case k.built, k.until.known() && !b.version.before(k.until), !b.knows(k.name, from, k.vendor) && !b.renamed(k):
		return "", false
	case k.vendor && b.binary == nil:
		return "", false
	case k.kind == kindAlgorithms:
		l := b.defaults(k.algorithms)
		return strings.Join(l, ","), l != nil
	case k.defs != nil:
		return at(k.defs, b.version), true
	}
	return k.def, true
}

// renamed: the release has the keyword under its older name.
func (b *build) renamed(k *keyword) bool {
	r, ok := renamed[k.name]
	return ok && b.version.before(r)
}

// impliedKeyboard: up to 8.6 ChallengeResponseAuthentication turns
// keyboard-interactive authentication on, before any Match block has its say.
func impliedKeyboard(opts, over options, out values) {
	c, ok := out["challengeresponseauthentication"]
	if _, matched := over["kbdinteractiveauthentication"]; ok && c.Value == "yes" && !matched {
		if s, set := opts["kbdinteractiveauthentication"]; !set || s.values[0] == "no" {
			out["kbdinteractiveauthentication"] = c
		}
	}
}

// listen works out the ports and the addresses with their ports.
func (b *build) listen(opts options, builtin facts.Source) (port, address facts.Sourced[string]) {
	ports := setting{values: []string{"22"}, source: builtin}
	if s, set := opts["port"]; set {
		ports = s
	}
	port = facts.At(strings.Join(ports.values, " "), ports.source)
	s, set := opts["listenaddress"]
	if !set {
		fam := "any"
		if f, ok := opts["addressfamily"]; ok {
			fam = f.values[0]
		}
		s = setting{source: ports.source}
		if fam != "inet" {
			s.values = append(s.values, "[::]")
		}
		if fam != "inet6" {
			s.values = append(s.values, "0.0.0.0")
		}
		var all []string
		for _, p := range ports.values {
			for _, a := range s.values {
				all = append(all, a+":"+p)
			}
		}
		return port, facts.At(strings.Join(all, " "), s.source)
	}
	var all []string
	for _, a := range s.values {
		if hasPort(a) {
			all = append(all, a)
			continue
		}
		for _, p := range ports.values {
			all = append(all, a+":"+p)
		}
	}
	return port, facts.At(facts.Text(strings.Join(all, " ")), s.source)
}

func hasPort(a string) bool {
	i := strings.LastIndexByte(a, ':')
	return i >= 0 && i > strings.LastIndexByte(a, ']')
}
