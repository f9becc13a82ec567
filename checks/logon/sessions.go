package logon

import (
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// profiles are what bash reads at a log-on: /etc/profile, and of a person's own
// three the first that exists. Vendors with an empty /etc keep it in /usr/etc.
var (
	profiles  = []string{"/etc/profile", "/usr/etc/profile"}
	rootOwn   = []string{"/root/.bash_profile", "/root/.bash_login", "/root/.profile"}
	bashrc    = []string{"/etc/bash.bashrc", "/usr/etc/bash.bashrc"}
	zshGlobal = []string{"/etc/zsh/zshenv", "/etc/zshenv", "/etc/zsh/zprofile", "/etc/zprofile", "/etc/zsh/zshrc", "/etc/zshrc", "/etc/zsh/zlogin", "/etc/zlogin"}
)

func (r *reader) sessions() {
	r.facts.Sessions = map[string]Session{}
	r.facts.Path = map[string]PathEntry{}
	r.facts.Loader = map[string]Loaded{}
	given := r.pamEnvironment()
	initial := r.environment(given)
	for _, who := range []struct {
		name        string
		root, login bool
	}{{"root_login", true, true}, {"user_login", false, true}, {"root_shell", true, false}, {"user_shell", false, false}} {
		s := newShell(r.ctx, r.h, who.root)
		s.begin(given)
		s.remembers()
		s.vars["PATH"] = initial[who.root]
		var first []string
		if who.login {
			first = profiles
			r.first(s, profiles)
			if r.layer() {
				r.dropIns(s)
			}
			if who.root {
				r.first(s, rootOwn)
			}
		} else {
			first = bashrc
			r.first(s, bashrc)
			if who.root {
				s.source("/root/.bashrc")
			}
		}
		r.session(who.name, s, first)
	}
	if r.moreShells || r.facts.Shells["/bin/zsh"]+r.facts.Shells["/usr/bin/zsh"] > 0 {
		s := newShell(r.ctx, r.h, false)
		s.zsh = true
		delete(s.vars, "BASH")
		delete(s.vars, "BASH_VERSION")
		s.vars["ZSH_VERSION"] = lit("5.9")
		s.begin(given)
		s.vars["PATH"] = initial[false]
		for _, f := range zshGlobal {
			s.source(f)
		}
		r.session("zsh_login", s, zshGlobal)
	}
}

// environmentFile gives variables to every session (pam_env(8)).
const environmentFile = "/etc/environment"

// begin gives a session the variables of the linker and of the history that PAM
// sets before any shell.
func (s *shell) begin(given []pamValue) {
	for _, a := range given {
		if slices.Contains(loaderVariables, a.name) || slices.Contains(historyVariables, a.name) {
			s.vars[a.name] = []val{a.val}
		}
	}
}

// layer tells whether the tree has no shell at all: it is meant to lie on top of
// a system whose own /etc/profile reads profile.d, as each distribution's does.
func (r *reader) layer() bool {
	for _, p := range []string{"/bin/sh", "/bin/bash", "/usr/bin/sh", "/usr/bin/bash"} {
		if _, err := r.h.Lstat(r.ctx, p); !isAbsent(err) {
			return false
		}
	}
	return true
}

func (r *reader) dropIns(s *shell) {
	for _, f := range s.glob([]string{"/etc/profile.d/*.sh"}) {
		s.source(f)
	}
}

// first runs the first of the files that exists.
func (r *reader) first(s *shell, files []string) {
	for _, f := range files {
		if s.source(f) != untrue {
			return
		}
	}
}

func (r *reader) session(name string, s *shell, first []string) {
	out := Session{Files: first}
	for _, err := range s.problems {
		for _, f := range []string{"tmout[*]", "umask[*]", "history[*]"} {
			r.gaps.Add(keyed("sessions", name)+"."+f, err)
		}
		r.gaps.Add(keyed("path", name), err)
		r.gaps.Add(keyed("loader", name), err)
	}
	r.loader(s)
	src := facts.File(first[0])
	for _, v := range s.get("TMOUT") {
		t := Tmout{Set: v.set && !(v.known && v.text == ""), Known: v.known, Readonly: v.readonly, Exported: v.exported, Source: v.src}
		if n, err := strconv.Atoi(strings.TrimSpace(v.text)); err == nil && n > 0 && v.known {
			t.Seconds = n
		}
		if t.Source == "" {
			t.Source = src
		}
		out.Tmout = append(out.Tmout, t)
	}
	for _, v := range s.get(umaskVar) {
		u := Umask{Set: v.set, Known: v.known || !v.set, Source: v.src}
		if v.set && v.known {
			n, _ := strconv.ParseUint(v.text, 8, 12)
			u.Mask, u.GroupWrite, u.OtherRead, u.OtherWrite = v.text, n&0o020 == 0, n&0o004 == 0, n&0o002 == 0
		}
		if u.Source == "" {
			u.Source = src
		}
		out.Umask = append(out.Umask, u)
	}
	if out.History = map[string][]Setting{}; !s.zsh { // which keeps none unless its user says so
		out.History = s.history()
	}
	r.facts.Sessions[name] = out
	for _, v := range s.get("PATH") {
		r.searchPath(v, s.root)
	}
}

// searchPath notes the elements of one search path.
func (r *reader) searchPath(v val, root bool) {
	if !v.set {
		return
	}
	if !v.known {
		// Partly computed: only a command could tell.
		r.element("computed", root, v.src)
		r.gaps.AddReason(`path["computed"]`, string(v.src)+": the search path is computed by a command", false)
		return
	}
	for _, d := range strings.Split(v.text, ":") {
		if !root && strings.HasPrefix(d, "/home/USER") {
			continue // people's own folders are theirs to change
		}
		r.element(d, root, v.src)
	}
}

func (r *reader) element(d string, root bool, src facts.Source) {
	key := facts.Text(d)
	e, seen := r.facts.Path[key]
	if !seen {
		if len(r.facts.Path) >= 500 {
			r.gaps.AddReason(keyed("path", "more"), "more than 500 elements in the search paths", false)
			return
		}
		e = PathEntry{Weak: []string{}, Sources: []facts.Source{}}
		switch {
		case d == "":
			e.Kind = "empty"
		case d == "." || d == "./":
			e.Kind = "dot"
		case d == "computed":
			e.Kind = "computed"
		case d[0] != '/':
			e.Kind = "relative"
		default:
			e.Kind = "absolute"
			var err error
			if e.Exists, e.Weak, err = r.weak(d); err != nil {
				r.gaps.Add(keyed("path", d)+".weak", err)
			}
		}
	}
	e.Root = e.Root || root
	if src != "" && !slices.Contains(e.Sources, src) && len(e.Sources) < 10 {
		e.Sources = append(e.Sources, src)
		slices.Sort(e.Sources)
	}
	r.facts.Path[key] = e
}

// environment reads the search path that a session begins with, for root (true)
// and others (false): /etc/environment (pam_env(8)) if it has one, else
// login.defs(5).
func (r *reader) environment(given []pamValue) map[bool][]val {
	out := map[bool][]val{}
	var env *val
	for _, a := range given {
		if file, _, _ := a.val.src.Split(); a.name == "PATH" && file == environmentFile {
			env = &a.val
		}
	}
	for _, root := range []bool{true, false} {
		key := map[bool]string{true: "ENV_SUPATH", false: "ENV_PATH"}[root]
		// What login(1) gives when nothing says otherwise.
		initial := map[bool]string{true: "/sbin:/bin:/usr/sbin:/usr/bin", false: "/bin:/usr/bin"}[root]
		out[root] = []val{{text: initial, known: true, set: true, exported: true, src: facts.Default("login")}}
		if v, src, ok := r.defs[key].unpack(); ok {
			p := val{text: strings.TrimPrefix(v, "PATH="), known: true, set: true, exported: true, src: src}
			r.searchPath(p, root)
			out[root] = []val{p}
		}
		if env != nil {
			r.searchPath(*env, root)
			out[root] = []val{*env}
		}
	}
	return out
}

type def struct {
	value string
	src   facts.Source
}

func (d def) unpack() (string, facts.Source, bool) { return d.value, d.src, d.src != "" }

// loginDefs reads login.defs(5): the last line of an option counts.
func (r *reader) loginDefs() {
	r.defs = map[string]def{}
	for _, p := range []string{"/etc/login.defs", "/usr/etc/login.defs"} {
		b, err := r.h.ReadFile(r.ctx, p, host.ConfigLimit)
		if isAbsent(err) {
			continue
		}
		if err != nil {
			r.gaps.Add("umask", err)
			r.gaps.Add(keyed("path", p), err)
			return
		}
		n := 0
		for line := range strings.Lines(string(b)) {
			n++
			if f := strings.Fields(line); len(f) >= 2 && f[0][0] != '#' {
				r.defs[f[0]] = def{strings.Trim(f[1], `"`), facts.FileLine(p, n)}
			}
		}
		break
	}
	if v, src, ok := r.defs["UMASK"].unpack(); ok {
		if mask, err := strconv.ParseUint(v, 8, 12); err == nil {
			r.facts.Umask = facts.AtPtr(octal(mask), src)
		} else {
			r.gaps.AddReason("umask", string(src)+": UMASK is no octal number", false)
		}
	}
}

func octal(n uint64) string {
	s := strconv.FormatUint(n, 8)
	return strings.Repeat("0", max(0, 4-len(s))) + s
}

// weak goes to a folder of a search path and notes every step that somebody
// other than root can change. The last step must be nobody's to add to, also
// when it is sticky, and one that is not there nobody's to create.
func (r *reader) weak(name string) (bool, []string, error) {
	c, err := r.custody.Follow(r.ctx, name, 0)
	if errors.Is(err, host.ErrIrregular) {
		return false, c.Weak, nil
	}
	if err != nil {
		return false, c.Weak, err
	}
	if !c.Exists {
		for _, shared := range []string{"/tmp", "/var/tmp", "/dev/shm"} {
			if _, err := r.h.Lstat(r.ctx, shared); isAbsent(err) && strings.HasPrefix(path.Clean(name)+"/", shared+"/") {
				c.Weak = append(c.Weak, shared+" is a folder for everybody's files")
			}
		}
		at := path.Dir(c.Real)
		if i, err := r.h.Stat(r.ctx, at); err == nil && i.Perm()&0o002 != 0 {
			c.Weak = append(c.Weak, facts.Text(at+" lets everybody create it"))
		}
		return false, c.Weak, nil
	}
	if p := c.Info.Perm(); p&0o1002 == 0o1002 {
		c.Weak = append(c.Weak, facts.Text(c.Real+" is writable by everybody"))
	}
	return true, c.Weak, nil
}
