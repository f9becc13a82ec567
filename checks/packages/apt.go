package packages

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// apt is everything that apt's own files say, read once.
type apt struct {
	conf    aptConf
	read    []string
	confErr error

	sources []aptSource
	// sourceProblems are lines and files that could not be understood or read.
	sourceProblems []string

	pins        []pin
	pinProblems []string
}

// readApt reads apt's configuration, sources and preferences. Nothing fails as
// a whole: what could not be read is in the problems.
func readApt(ctx context.Context, h host.Files) *apt {
	a := &apt{}
	a.confErr = a.readConf(ctx, h)
	a.eachPart(ctx, h, "/etc/apt/sources.list", "/etc/apt/sources.list.d", []string{".list", ".sources"},
		func(file string, b []byte) {
			parse := parseOneLine
			if strings.HasSuffix(file, ".sources") {
				parse = parseDeb822Sources
			}
			s, p := parse(file, b)
			a.sources = append(a.sources, s...)
			a.sourceProblems = append(a.sourceProblems, p...)
		}, &a.sourceProblems)
	a.eachPart(ctx, h, "/etc/apt/preferences", "/etc/apt/preferences.d", []string{"", ".pref"},
		func(file string, b []byte) {
			p, problems := parsePreferences(file, b)
			a.pins = append(a.pins, p...)
			a.pinProblems = append(a.pinProblems, problems...)
		}, &a.pinProblems)
	return a
}

// confParts are read in this order, the main file last: apt.conf(5).
func (a *apt) readConf(ctx context.Context, h host.Files) error {
	var files []string
	entries, err := h.ReadDir(ctx, "/etc/apt/apt.conf.d")
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() && validListName(e.Name) && (path.Ext(e.Name) == "" || path.Ext(e.Name) == ".conf") {
			files = append(files, path.Join("/etc/apt/apt.conf.d", e.Name))
		}
	}
	files = append(files, "/etc/apt/apt.conf")
	for _, f := range files {
		if err := a.readConfFile(ctx, h, f, 0); err != nil {
			return err
		}
	}
	for _, key := range []string{"Dir", "Dir::Etc", "Dir::Etc::sourcelist", "Dir::Etc::sourceparts", "Dir::Etc::preferences",
		"Dir::Etc::preferencesparts", "Dir::State", "Dir::State::lists", "Dir::State::status"} {
		if _, src, ok := a.conf.get(key); ok {
			return fmt.Errorf("%s: %s moves apt's files, which is not followed", src, key)
		}
	}
	return nil
}

func (a *apt) readConfFile(ctx context.Context, h host.Files, file string, depth int) error {
	if depth > aptLimit {
		return fmt.Errorf("%s: files are included too deep", file)
	}
	b, err := h.ReadFile(ctx, file, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	a.read = append(a.read, file)
	return a.conf.parse(file, b, func(arg string) error {
		if !strings.HasPrefix(arg, "/") {
			return fmt.Errorf("%s: #include of a relative path", file)
		}
		if strings.HasSuffix(arg, "/") {
			return fmt.Errorf("%s: #include of a folder is not followed", file)
		}
		return a.readConfFile(ctx, h, arg, depth+1)
	})
}

// eachPart reads a main file and the files of its folder that apt would take,
// in name order.
func (a *apt) eachPart(ctx context.Context, h host.Files, main, dir string, exts []string, use func(string, []byte), problems *[]string) {
	files := []string{main}
	entries, err := h.ReadDir(ctx, dir)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		*problems = append(*problems, facts.Reason(err))
	}
	for _, e := range entries {
		if e.IsDir() || !validListName(e.Name) {
			continue
		}
		for _, ext := range exts {
			if path.Ext(e.Name) == ext {
				files = append(files, path.Join(dir, e.Name))
			}
		}
	}
	for _, file := range files {
		b, err := h.ReadFile(ctx, file, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			*problems = append(*problems, facts.Reason(err))
			continue
		}
		use(file, b)
	}
}
