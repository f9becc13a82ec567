package jobs

import (
	"errors"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// loaderVariables name files and folders whose code ld.so(8) puts into every
// program that is started with them.
var loaderVariables = []string{"LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH"}

// loaderOfUnit collects them from Environment= and the files of EnvironmentFile=
// (systemd.exec(5)).
func (r *reader) loaderOfUnit(u *systemd.Unit, owner uint32, into map[string]Library) {
	where := keyed("units", u.Name)
	for _, a := range u.Values("Service", "Environment") {
		for _, w := range systemd.Words(a.Value) {
			r.loader(w, owner, facts.FileLine(facts.Text(a.Path), a.Line), where, into)
		}
	}
	for _, w := range u.Words("Service", "EnvironmentFile") {
		name := strings.TrimPrefix(w, "-")
		if !strings.HasPrefix(name, "/") || strings.ContainsAny(name, "%*?[") {
			// Which files these are is told when the unit starts; a template never does.
			if !systemd.IsTemplate(u.Name) {
				into[facts.Text(name)] = Library{Variable: "EnvironmentFile", Weak: []string{}, Source: facts.File(facts.Text(u.Path))}
			}
			continue
		}
		b, err := r.h.ReadFile(r.ctx, name, host.ConfigLimit)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				r.gaps.Add(where+".loader", err)
			}
			continue
		}
		n := 0
		for line := range strings.Lines(string(b)) {
			n++
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' || line[0] == ';' {
				continue
			}
			key, value, _ := strings.Cut(line, "=")
			r.loader(strings.TrimSpace(key)+"="+unquote(strings.TrimSpace(value)), owner, facts.FileLine(facts.Text(name), n), where, into)
		}
	}
}

// loaderOfEnv collects them from "env NAME=VALUE PROGRAM".
func (r *reader) loaderOfEnv(words []word, owner uint32, at facts.Source, where string, into map[string]Library) {
	if base(words[0]) != "env" {
		return
	}
	for _, w := range words[1:] {
		if !assignment.MatchString(w.text) && !strings.HasPrefix(w.text, "-") {
			return
		}
		r.loader(w.text, owner, at, where, into)
	}
}

// loader notes the paths of one NAME=VALUE.
func (r *reader) loader(text string, owner uint32, at facts.Source, where string, into map[string]Library) {
	for _, variable := range loaderVariables {
		value, ok := strings.CutPrefix(text, variable+"=")
		if !ok {
			continue
		}
		// Both separators of ld.so(8); a folder may hold neither.
		separator := func(c rune) bool { return c == ':' || c == ' ' || variable == "LD_LIBRARY_PATH" && c == ';' }
		parts := strings.FieldsFunc(value, separator)
		if variable == "LD_LIBRARY_PATH" && (strings.HasPrefix(value, ":") || strings.HasSuffix(value, ":") || strings.Contains(value, "::")) {
			parts = append(parts, ".") // an empty element is the current folder
		}
		for _, p := range parts {
			lib := Library{Variable: variable, Told: !strings.ContainsAny(p, "%$"), Weak: []string{}, Source: at}
			if lib.Told && strings.HasPrefix(p, "/") {
				prog, _ := r.program(p, owner, where+".loader")
				if variable == "LD_LIBRARY_PATH" {
					prog = r.folder(p, owner, where+".loader")
				}
				lib.Exists, lib.Weak = prog.Exists, append(lib.Weak, prog.Weak...)
			}
			into[facts.Text(p)] = lib
		}
	}
}
