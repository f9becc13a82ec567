package sudo

import (
	"path"
	"regexp"
	"strings"

	"isoscan/internal/facts"
)

// book resolves alias names. Aliases are looked up when a rule is used, so
// that their order in the files does not matter.
type book struct {
	aliases map[string]map[string]aliasDef // kind, name
}

func newBook(defs []aliasDef) *book {
	b := &book{map[string]map[string]aliasDef{"User": {}, "Runas": {}, "Host": {}, "Cmnd": {}}}
	for _, d := range defs {
		b.aliases[d.kind][d.name] = d
	}
	return b
}

// leaf is a member with its aliases resolved.
type leaf struct {
	member
	via string
}

// leaves resolves aliases, depth first; an alias that is undefined or contains
// itself stays as it is. At most maxLeaves, to withstand aliases that double
// at each level.
func (b *book) leaves(kind string, list []member) ([]leaf, bool) {
	var out []leaf
	ok := b.walk(kind, list, false, "", map[string]bool{}, &out)
	return out, ok
}

const maxLeaves = 20_000

func (b *book) walk(kind string, list []member, negate bool, via string, open map[string]bool, out *[]leaf) bool {
	for _, m := range list {
		if len(*out) >= maxLeaves {
			return false
		}
		m.negated = m.negated != negate
		def, known := b.aliases[kind][m.text]
		if m.kind != tokAlias || !known || open[m.text] {
			*out = append(*out, leaf{m, via})
			continue
		}
		name := via
		if name == "" {
			name = m.text
		}
		open[m.text] = true
		ok := b.walk(kind, def.members, m.negated, name, open, out)
		delete(open, m.text)
		if !ok {
			return false
		}
	}
	return true
}

func (m member) String() string {
	s := m.text
	if m.args != nil {
		s += " " + *m.args
	}
	if m.kind == tokAll {
		s = "ALL"
	}
	if m.negated {
		s = "!" + s
	}
	return facts.Text(s)
}

// texts lists members with aliases resolved, as people read them; at most 200.
func (b *book) texts(kind string, list []member) []string {
	leaves, _ := b.leaves(kind, list)
	out := []string{}
	for _, l := range leaves {
		if len(out) == 200 {
			return append(out, "…")
		}
		if kind == "Cmnd" {
			l.args = nil
		}
		out = append(out, l.String())
	}
	return out
}

// everything matches the regular expressions that take in any path.
var everything = regexp.MustCompile(`^\^/?\(?(\.\*|\.\+)\)?\$$`)

// expand turns user specifications into one rule for each command leaf.
func expand(specs []userSpec, b *book, here *matcher, defaults map[string]Setting) ([]Rule, bool) {
	rules := []Rule{}
	whole := true
	for _, spec := range specs {
		users := b.texts("User", spec.users)
		for _, priv := range spec.privileges {
			hosts := b.texts("Host", priv.hosts)
			applies := here.hosts(priv.hosts)
			for _, c := range priv.commands {
				base := Rule{
					Source: facts.FileLine(spec.at.file, spec.at.line), Users: users, Hosts: hosts,
					Applies: applies.String(), RunasGroups: []string{},
				}
				runasDefault := defaults["runas_default"].Value
				base.RunasUsers = []string{runasDefault}
				base.AsRoot = runasDefault == "root"
				if r := c.runas; r != nil {
					switch {
					case len(r.users) > 0:
						base.RunasUsers = b.texts("Runas", r.users)
						base.AsRoot = here.users("Runas", r.users, account{name: "root"}).v != no
					default: // "()" and "(:group)": as oneself
						base.RunasUsers, base.AsRoot = []string{}, false
					}
					if len(r.groups) > 0 {
						base.RunasGroups = b.texts("Runas", r.groups)
					}
				}
				nopasswd, said := c.tags["PASSWD"]
				base.NoPassword, base.Password = said && !nopasswd, said && nopasswd
				// "ALL" implies SETENV unless a tag says otherwise.
				setenv, said := c.tags["SETENV"]
				base.SetEnv = setenv || !said && c.command.kind == tokAll && !c.command.negated
				exec, said := c.tags["EXEC"]
				base.NoExec = said && !exec || !said && defaults["noexec"].On
				leaves, ok := b.leaves("Cmnd", []member{c.command})
				whole = whole && ok
				for _, l := range leaves {
					if len(rules) >= maxLeaves {
						return rules, false
					}
					rules = append(rules, base.with(l))
				}
			}
		}
	}
	return rules, whole
}

func (r Rule) with(l leaf) Rule {
	r.Negated, r.Via, r.Digest = l.negated, l.via, l.digests > 0
	r.Command = facts.Text(l.text)
	r.Arguments = "any"
	switch {
	case l.kind == tokAll:
		r.Command, r.Name, r.All = "ALL", "ALL", true
	case l.kind == tokAlias:
		r.Name = ""
	case strings.HasPrefix(l.text, "^"):
		// The arguments of a rule for every path may still be limited.
		r.Wildcard, r.All = true, l.args == nil && everything.MatchString(l.text)
	case strings.HasSuffix(l.text, "/"):
		r.Wildcard = true
	default:
		r.Name = facts.Text(path.Base(l.text))
		r.Wildcard = strings.ContainsAny(l.text, "*?[")
	}
	if l.args != nil {
		switch a := *l.args; {
		case a == `""`:
			r.Arguments = "none"
		case strings.HasPrefix(a, "^") || strings.ContainsAny(strings.NewReplacer(`\*`, "", `\?`, "", `\[`, "").Replace(a), "*?["):
			r.Arguments, r.ArgumentText = "pattern", redact(a)
		default:
			r.Arguments, r.ArgumentText = "fixed", redact(a)
		}
	}
	return r
}

var secretWord = regexp.MustCompile(`(?i)((?:pass(?:word|wd|phrase)?|secret|token|api-?key|key)[=:]\s*)\S+|(?i)(--?(?:pass(?:word|wd|phrase)?|secret|token)\s+)\S+|(^| )(-p)\S+|(//[^/\s:@]*:)[^@\s]+@`)

// redact leaves out what could be a password among the arguments.
func redact(args string) string {
	return facts.Text(secretWord.ReplaceAllString(args, "$1$2$3$4$5…"))
}
