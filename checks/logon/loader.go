package logon

import (
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// loaderVariables make the dynamic linker load code into every program that
// takes no other's rights: LD_PRELOAD and LD_AUDIT name libraries,
// LD_LIBRARY_PATH the folders that are searched first (ld.so(8)).
var loaderVariables = []string{"LD_AUDIT", "LD_LIBRARY_PATH", "LD_PRELOAD"}

// maxLoaded bounds the libraries and folders that are noted.
const maxLoaded = 200

// pamEnvConf is read beside /etc/environment for every session, where PAM's
// stacks name pam_env(8), as those of all distributions do.
const pamEnvConf = "/etc/security/pam_env.conf"

// pamValue is one variable that pam_env(8) gives to a session.
type pamValue struct {
	name string
	val  val
}

// pamEnvironment reads what pam_env(8) sets: /etc/environment, lines of
// NAME=VALUE; and pam_env.conf(5), lines of NAME DEFAULT=VALUE OVERRIDE=VALUE,
// read before it. The last of a name counts.
func (r *reader) pamEnvironment() []pamValue {
	var out []pamValue
	read := func(file string, parse func(line string) (name, value string, known bool)) {
		b, err := r.h.ReadFile(r.ctx, file, host.ConfigLimit)
		if err != nil && !isAbsent(err) {
			r.gaps.Add(keyed("loader", file), err)
			if file == environmentFile {
				r.gaps.Add(keyed("path", file), err)
			}
			return
		}
		n := 0
		for line := range strings.Lines(string(b)) {
			n++
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if name, value, known := parse(line); name != "" {
				out = append(out, pamValue{name, val{text: value, known: known, set: true, exported: true, src: facts.FileLine(file, n)}})
			}
		}
	}
	read(pamEnvConf, pamEnvLine)
	read(environmentFile, func(line string) (string, string, bool) {
		name, value, ok := strings.Cut(strings.TrimPrefix(line, "export "), "=")
		if !ok {
			return "", "", false
		}
		return name, strings.Trim(value, `"'`), true
	})
	return out
}

// pamEnvLine takes OVERRIDE before DEFAULT; a value that names another variable
// is known only to PAM.
func pamEnvLine(line string) (name, value string, known bool) {
	f := strings.Fields(line)
	for _, key := range []string{"OVERRIDE=", "DEFAULT="} {
		for _, field := range f[1:] {
			if v, ok := strings.CutPrefix(field, key); ok && strings.Trim(v, `"`) != "" {
				return f[0], strings.Trim(v, `"`), !strings.ContainsAny(v, "$@")
			}
		}
	}
	return "", "", false
}

// loader notes what the variables of the dynamic linker hold at the end of a
// session's start-up files.
func (r *reader) loader(s *shell) {
	for _, name := range loaderVariables {
		for _, v := range s.get(name) {
			if v.set && v.exported {
				r.loaded(name, v, s.root)
			}
		}
	}
}

func (r *reader) loaded(name string, v val, root bool) {
	if !v.known {
		r.oneLoaded(name, "computed", root, v.src)
		return
	}
	// Spaces or colons part the libraries, colons or semicolons the folders.
	// An empty folder is the current one, unless nothing stands there at all.
	parts := strings.FieldsFunc(v.text, func(c rune) bool { return c == ':' || c == ' ' })
	if name == "LD_LIBRARY_PATH" {
		parts = nil
		if v.text != "" {
			parts = strings.FieldsFunc(strings.ReplaceAll(strings.ReplaceAll(":"+v.text+":", "::", ":.:"), ";", ":"), func(c rune) bool { return c == ':' })
		}
	}
	for _, part := range parts {
		r.oneLoaded(name, part, root, v.src)
	}
}

func (r *reader) oneLoaded(name, part string, root bool, src facts.Source) {
	key := facts.Text(name + "=" + part)
	l, seen := r.facts.Loader[key]
	if !seen {
		if len(r.facts.Loader) >= maxLoaded {
			r.gaps.AddReason(keyed("loader", "more"), "more libraries and folders than are looked at", false)
			return
		}
		l = Loaded{Variable: name, Name: facts.Text(part), Kind: "relative", Weak: []string{}, Sources: []facts.Source{}}
		switch {
		case part == "computed":
			l.Kind = "computed"
		case strings.HasPrefix(part, "/"):
			l.Kind = "absolute"
			var err error
			if _, l.Weak, err = r.weak(path.Clean(part)); err != nil {
				r.gaps.Add(keyed("loader", key)+".weak", err)
			}
		}
	}
	l.Root = l.Root || root
	if src != "" && !slices.Contains(l.Sources, src) && len(l.Sources) < 10 {
		l.Sources = append(l.Sources, src)
		slices.Sort(l.Sources)
	}
	r.facts.Loader[key] = l
}
