package audit

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// event is one thing that happens, in one word size. Exactly one of path and
// syscall is set.
type event struct {
	abi string
	// path of a file that is accessed with one of w, a, x; dir: it is a folder,
	// so that what is in it counts.
	path   string
	access byte
	dir    bool
	// syscall by name; how tells which conditions still mean everybody.
	syscall string
	// failed is the error that the call ends with (EACCES or EPERM); empty when
	// it succeeds.
	failed string
	// elevated: only runs with rights that the caller does not have count.
	elevated bool
}

// seen is what the rules make of an event.
type seen struct {
	by  *rule
	why string
}

// judge finds the first rule that an event meets, for every person; rules that
// meet only some of them are passed over. The kernel tries rules in order, and
// the first that matches decides.
func (s *state) judge(e event) seen {
	var out seen
	for i := range s.rules {
		r := &s.rules[i]
		if r.list != "exit" || !r.about(e) {
			continue
		}
		limit := r.limit(e)
		switch {
		case limit != "" && r.action == "always":
			if out.why == "" {
				out.why = string(r.line.source) + ": only for " + limit
			}
		case limit != "":
		case r.action == "never":
			return seen{why: string(r.line.source) + ": a rule before says never"}
		default:
			return seen{by: r}
		}
	}
	return out
}

// about reports whether a rule speaks of the event at all.
func (r *rule) about(e event) bool {
	if r.archNot || r.arch != "" && r.arch != e.abi {
		return false
	}
	if e.syscall != "" {
		if r.path != "" || r.dir != "" || r.perms != "" && r.perms != "rwxa" {
			return false
		}
		// Without arch the numbers are those of the machine's own word size.
		if slices.Contains(r.syscalls, "all") {
			return true
		}
		return slices.Contains(r.syscalls, e.syscall) && (r.arch != "" || e.abi == r.native)
	}
	if r.path == "" && r.dir == "" {
		// A rule on calls of every kind has the files among them.
		return slices.Contains(r.syscalls, "all") && (r.perms == "" || strings.IndexByte(r.perms, e.access) >= 0)
	}
	if r.perms != "" && strings.IndexByte(r.perms, e.access) < 0 {
		return false
	}
	if r.perms == "" && !slices.Contains(r.syscalls, "all") {
		return false
	}
	p := canonical(e.path)
	switch {
	case r.dir != "":
		d := canonical(r.dir)
		return p == d || d == "/" || strings.HasPrefix(p, d+"/")
	case r.watch && e.dir:
		// Not there when the rules are loaded: watched as a file.
		return canonical(r.path) == p
	}
	return !e.dir && canonical(r.path) == p
}

// canonical resolves the links that every system has.
func canonical(p string) string {
	p = path.Clean(p)
	for _, l := range [][2]string{{"/var/run", "/run"}, {"/bin", "/usr/bin"}, {"/sbin", "/usr/sbin"}, {"/lib", "/usr/lib"}} {
		if rest, ok := strings.CutPrefix(p, l[0]); ok && (rest == "" || rest[0] == '/') {
			return l[1] + rest
		}
	}
	return p
}

// limit names the first condition that leaves people or outcomes out.
func (r *rule) limit(e event) string {
	for _, f := range r.fields {
		if !f.everybody(e) {
			return f.String()
		}
	}
	return ""
}

// personUID is the highest number at which accounts of people may begin.
const personUID = 1000

// everybody reports whether a condition holds for each event of its kind that a
// person causes.
func (f field) everybody(e event) bool {
	n, err := strconv.ParseInt(f.value, 0, 64)
	isNumber := err == nil
	switch {
	case f.compare:
		// Runs with another effective than real user: those that count.
		return e.elevated && f.op == "!=" && elevation(f.name) && elevation(f.value)
	case f.name == "auid" || f.name == "loginuid":
		unset := f.value == "unset" || f.value == "-1" || f.value == "4294967295"
		return f.op == "!=" && unset || isNumber && !unset && (f.op == ">=" && n <= personUID || f.op == ">" && n < personUID)
	case f.name == "success":
		return f.op == "=" && isNumber && (n != 0) == (e.failed == "") || f.op == "!=" && isNumber && (n == 0) == (e.failed == "")
	case f.name == "exit":
		return e.failed != "" && f.op == "=" && (f.value == "-"+e.failed || f.value == errnoValue[e.failed])
	case f.name == "a0" && e.syscall == "clock_settime":
		return f.op == "=" && isNumber && n == 0 // CLOCK_REALTIME, the only one that can be set
	case f.name == "euid" && e.elevated:
		return f.op == "=" && isNumber && n == 0
	case f.name == "filetype":
		return f.op == "=" && f.value == "file" && e.syscall == ""
	case f.name == "perm" || f.name == "key":
		return true
	}
	return false
}

var errnoValue = map[string]string{"EACCES": "-13", "EPERM": "-1"}

func elevation(name string) bool {
	return name == "uid" || name == "euid" || name == "gid" || name == "egid" || name == "auid"
}

// off finds the rule by which nothing at all is recorded.
func (s *state) off() *rule {
	for i := range s.rules {
		r := &s.rules[i]
		switch {
		case r.list == "task" && len(r.fields) == 0:
			if r.action == "always" {
				return nil
			}
			return r
		case r.list == "task" && r.action == "never" && (*rule).limit(r, event{}) == "":
			return r
		case r.list == "exclude" && len(r.fields) == 1 && r.fields[0].String() == "msgtype=SYSCALL":
			return r
		case r.list == "exclude" && len(r.fields) == 1 && r.fields[0].String() == "msgtype=1300":
			return r
		}
	}
	return nil
}

// excluded lists the record types that are dropped for everyone.
func (s *state) excluded() map[string]string {
	out := map[string]string{}
	for _, r := range s.rules {
		if r.list == "exclude" && len(r.fields) == 1 && r.fields[0].name == "msgtype" && r.fields[0].op == "=" {
			out[facts.Text(r.fields[0].value)] = string(r.line.source)
		}
	}
	return out
}

// cover judges one thing in every word size, access and outcome that belong to
// it. Only what is missing of the machine's own word size leaves it uncovered.
func (s *state) cover(m machine, events []event, label func(event) string) Coverage {
	c := Coverage{Covered: true, Missing: []string{}, By: []string{}}
	if off := s.off(); off != nil {
		why := string(off.line.source) + ": nothing is recorded"
		c.Covered, c.Why = false, &why
		for _, e := range events {
			c.Missing = append(c.Missing, label(e))
		}
		c.Missing = unique(c.Missing)
		return c
	}
	for _, e := range events {
		got := s.judge(e)
		if got.by != nil {
			c.By = append(c.By, string(got.by.line.source))
			continue
		}
		c.Missing = append(c.Missing, label(e))
		if e.abi == m.native() {
			c.Covered = false
		}
		if got.why != "" && c.Why == nil {
			why := facts.Text(got.why)
			c.Why = &why
		}
	}
	c.Missing, c.By = unique(c.Missing), unique(c.By)
	if len(c.By) > 5 {
		c.By = c.By[:5]
	}
	return c
}

// changes judges writes and changes of attributes of a file or folder.
func (s *state) changes(m machine, p string, dir bool) Coverage {
	var list []event
	for _, abi := range m.abis() {
		for _, access := range []byte("wa") {
			list = append(list, event{abi: abi, path: p, access: access, dir: dir})
		}
	}
	return s.cover(m, list, func(e event) string {
		if e.abi != m.native() {
			return e.abi
		}
		return string(e.access)
	})
}

// runs judges the start of a program.
func (s *state) runs(m machine, p string) Coverage {
	var list []event
	for _, abi := range m.abis() {
		list = append(list, event{abi: abi, path: p, access: 'x'})
	}
	c := s.cover(m, list, func(e event) string { return e.abi })
	if c.Covered {
		return c
	}
	// A rule on every execution, or on each that gains rights, has it too.
	if all := s.calls(m, "execve", purposeKind{elevated: true}); all.Covered {
		return all
	}
	return c
}

// calls judges one system call.
func (s *state) calls(m machine, name string, k purposeKind) Coverage {
	var list []event
	failures := []string{""}
	if k.refused {
		failures = []string{"EACCES", "EPERM"}
	}
	for _, abi := range m.abis() {
		if !m.has(abi, name) {
			continue
		}
		for _, f := range failures {
			list = append(list, event{abi: abi, syscall: name, failed: f, elevated: k.elevated})
		}
	}
	return s.cover(m, list, func(e event) string {
		if e.failed != "" && e.abi == m.native() {
			return e.failed
		}
		return e.abi
	})
}
