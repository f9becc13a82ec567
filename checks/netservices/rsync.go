package netservices

import (
	"errors"
	"maps"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/service"
)

func (g *gatherer) rsync() *Rsync {
	const name = "rsync"
	const conf = "/etc/rsyncd.conf"
	files := []string{conf}
	execs, err := g.Execs(service.Runs("rsync"))
	for _, e := range execs {
		for i, a := range e.Args {
			if v, ok := strings.CutPrefix(a, "--config="); ok {
				files = append(files, v)
			} else if a == "--config" && i+1 < len(e.Args) {
				files = append(files, e.Args[i+1])
			}
		}
	}
	r := &Rsync{}
	if err != nil {
		g.gaps.Add(name+".present", err)
		return r
	}
	// The program is on every host; the daemon does nothing without a file.
	r.Present = g.present(name, service.Product{Configs: files, Binaries: []string{conf}})
	if r.Present == nil {
		return r
	}
	if !r.Present.Value {
		r.Present.Source = facts.File(conf)
	}
	r.Modules = map[string]RsyncModule{}
	seen := map[string]bool{}
	for _, file := range files {
		if seen[file] {
			continue
		}
		seen[file] = true
		f := &iniFile{files: g, directive: rsyncDirective}
		if _, err := f.read(file, 0); err != nil {
			g.gaps.Add(in(name+".modules", file), err)
			continue
		}
		maps.Copy(r.Modules, rsyncModules(f))
	}
	return r
}

// rsyncDirective follows "&include" and "&merge": a file, or the *.conf (with
// merge the *.inc) files of a folder. What an included file sets globally ends
// with it; rsyncd.conf(5).
func rsyncDirective(f *iniFile, text, file string, line, depth int) error {
	word, target, _ := strings.Cut(strings.TrimSpace(text), " ")
	target = strings.TrimSpace(target)
	pattern, ok := map[string]string{"include": "*.conf", "merge": "*.inc"}[word]
	if !ok || target == "" {
		return lineError(file, line, "unknown directive")
	}
	found, err := f.files.Glob(path.Join(target, pattern))
	switch {
	case errors.Is(err, host.ErrIrregular): // no folder, so a file
		found = []string{target}
	case err != nil:
		return err
	case len(found) == 0:
		there, err := f.files.Glob(target)
		if err != nil {
			return err
		}
		if len(there) == 0 {
			return lineError(file, line, "what it includes is missing")
		}
	}
	for _, t := range found {
		now := f.now
		global := f.section("global", at(file, line))
		before := maps.Clone(global.values)
		if word == "include" {
			f.now = nil
		}
		if there, err := f.read(t, depth+1); err != nil {
			return err
		} else if !there {
			return lineError(file, line, "%s is missing", facts.Text(t))
		}
		if word == "include" {
			f.now, global.values = now, before
		}
	}
	return nil
}

func rsyncModules(f *iniFile) map[string]RsyncModule {
	out := map[string]RsyncModule{}
	var global map[string]iniValue
	for _, s := range f.sections {
		if s.name == "global" {
			global = s.values
		}
	}
	product := facts.Default("rsync")
	for _, s := range f.sections {
		if s.name == "global" {
			continue
		}
		get := func(names ...string) (iniValue, bool) {
			for _, from := range []map[string]iniValue{s.values, global} {
				for _, n := range names {
					if v, ok := from[n]; ok {
						return v, true
					}
				}
			}
			return iniValue{}, false
		}
		flag := func(fallback bool, names ...string) facts.Sourced[bool] {
			if v, ok := get(names...); ok {
				if on, ok := iniBool(v.value); ok {
					return facts.At(on, v.source)
				}
			}
			return facts.At(fallback, product)
		}
		readOnly := flag(true, "readonly")
		m := RsyncModule{
			Auth: facts.At(false, product), Write: facts.At(!readOnly.Value, readOnly.Source), Limited: facts.At(false, product),
			Chroot: flag(true, "usechroot"), Source: s.source,
		}
		if v, ok := get("path"); ok {
			m.Path = facts.Text(v.value)
		}
		if v, ok := get("authusers"); ok {
			m.Auth = facts.At(v.value != "", v.source)
		}
		if v, ok := get("hostsallow"); ok && v.value != "" {
			limited := true
			for _, w := range strings.FieldsFunc(v.value, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
				limited = limited && service.ClientScope(w) != service.All
			}
			m.Limited = facts.At(limited, v.source)
		}
		if v, ok := get("uid"); ok {
			m.Root = v.value == "root" || v.value == "0"
		}
		out[facts.Text(s.name)] = m
	}
	return out
}
