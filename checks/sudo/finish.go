package sudo

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/passwd"
)

// finish works out the facts from what was read.
func (r *reader) finish() {
	f, e := r.facts, r.entries
	version := ""
	if f.Version != nil {
		version = f.Version.Value
	}
	defaults, bad := effective(e.settings, version)
	f.Defaults = defaults
	for _, p := range e.errors {
		f.Errors = append(f.Errors, Problem{Message: facts.Text(p.text), Source: facts.FileLine(p.at.file, p.at.line)})
	}
	for _, p := range bad {
		f.Errors = append(f.Errors, Problem{Message: facts.Text(p.text), Setting: true, Source: facts.FileLine(p.at.file, p.at.line)})
	}
	b := newBook(e.aliases)
	m := &matcher{book: b, hostname: r.name()}
	// A host-wide exception for this very host holds for everybody.
	for _, s := range e.settings {
		if s.scope == "@" && m.hosts(s.members) == yes {
			if o, known := optionTable()[s.name]; known && o.check(s) == "" {
				defaults[s.name] = o.apply(defaults[s.name], s)
			}
		}
	}
	f.Exceptions = exceptions(e.settings, b)
	if defaults["ignore_local_sudoers"].On {
		r.blind("LDAP", "the rules are in LDAP: ignore_local_sudoers is set", nil)
	}
	r.directory()
	var whole bool
	if f.Rules, whole = expand(e.specs, b, m, defaults); !whole {
		r.blind("aliases", "the aliases grow into too many commands", nil)
	}
	r.accounts(m, defaults)
	r.targets()
}

// directory notes rules that come from a directory service, which no file tells.
func (r *reader) directory() {
	for _, p := range []string{"/etc/nsswitch.conf", "/usr/etc/nsswitch.conf"} {
		b, err := r.h.ReadFile(r.ctx, p, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			r.blind(p, "", err)
			return
		}
		for line := range strings.Lines(string(b)) {
			line, _, _ = strings.Cut(line, "#")
			sources, ok := strings.CutPrefix(strings.TrimSpace(line), "sudoers:")
			if !ok {
				continue
			}
			for _, s := range strings.Fields(sources) {
				if s == "sss" || s == "ldap" {
					r.blind(s, p+": sudo also takes rules from "+s, nil)
				}
			}
		}
		return
	}
}

func (r *reader) accounts(m *matcher, defaults map[string]Setting) {
	data, err := r.h.ReadFile(r.ctx, passwd.GroupPath, host.ConfigLimit)
	if err == nil {
		m.groups, err = passwd.ParseGroups(data)
	}
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		r.gaps.Add("grants", err)
		r.gaps.Add("waiting", err)
		return
	}
	data, err = r.h.ReadFile(r.ctx, passwd.Path, host.ConfigLimit)
	var list []account
	if err == nil {
		list, err = parsePasswd(data)
	}
	if err != nil {
		r.gaps.Add("grants", err)
		r.gaps.Add("waiting", err)
		return
	}
	if work := (len(list) + len(m.groups)) * len(r.entries.specs); work > 4_000_000 {
		for _, fact := range []string{"grants", "waiting"} {
			r.gaps.AddReason(fact, "too many accounts, groups and rules to work out", false)
		}
		return
	}
	r.facts.Grants = m.grants(list, r.entries.specs, defaults, r.entries.settings)
	r.facts.Waiting = m.waiting(list, r.entries.specs, defaults, r.entries.settings)
}

const maxTargets = 500

// targets looks at the programs that rules let somebody run.
func (r *reader) targets() {
	f := r.facts
	f.Targets = map[string]Target{}
	var names []string
	for _, rule := range f.Rules {
		if !rule.Negated && !rule.Wildcard && strings.HasPrefix(rule.Command, "/") {
			names = append(names, rule.Command)
		}
	}
	if s := f.Defaults["secure_path"]; s.On {
		for _, d := range strings.Split(s.Value, ":") {
			if strings.HasPrefix(d, "/") {
				names = append(names, d)
			}
		}
	}
	slices.Sort(names)
	for i, n := range slices.Compact(names) {
		if i >= maxTargets || r.ctx.Err() != nil {
			r.gaps.AddReason(`targets["more"]`, fmt.Sprintf("only the first %d programs were looked at", i), false)
			return
		}
		t, err := r.target(n)
		if err != nil {
			r.gaps.Add(fmt.Sprintf("targets[%q]", n), err)
			continue
		}
		f.Targets[n] = t
	}
}

// target walks to a file as the kernel does and notes every step that somebody
// other than root can change.
func (r *reader) target(name string) (Target, error) {
	c, err := r.custody.Follow(r.ctx, name, 0)
	return Target{Exists: c.Exists, Weak: c.Weak}, err
}

// parsePasswd reads the accounts, whose names come as texts.
func parsePasswd(b []byte) ([]account, error) {
	list, err := passwd.Parse(b)
	out := make([]account, 0, len(list))
	for _, a := range list {
		out = append(out, account{facts.Text(a.Name), a.UID, a.GID})
	}
	return out, err
}
