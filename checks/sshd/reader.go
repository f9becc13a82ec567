package sshd

import (
	"context"
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"

	"isoscan/internal/host"
)

// hostFiles reads a configuration's files, once each, and remembers them.
type hostFiles struct {
	ctx   context.Context
	host  host.Host
	files map[string]fileResult
	globs map[string]globResult
}

type fileResult struct {
	data []byte
	err  error
}

type globResult struct {
	names []string
	err   error
}

func newHostFiles(ctx context.Context, h host.Host) *hostFiles {
	return &hostFiles{ctx: ctx, host: h, files: map[string]fileResult{}, globs: map[string]globResult{}}
}

// Read returns a file. A folder reads as an empty file, as sshd opens one
// without complaint and finds no line in it.
func (f *hostFiles) Read(name string) ([]byte, error) {
	if r, ok := f.files[name]; ok {
		return r.data, r.err
	}
	data, err := f.host.ReadFile(f.ctx, name, host.ConfigLimit)
	if errors.Is(err, host.ErrIrregular) {
		if info, serr := f.host.Stat(f.ctx, name); serr == nil && info.IsDir() {
			data, err = nil, nil
		}
	}
	f.files[name] = fileResult{data, err}
	return data, err
}

// Glob matches an absolute pattern as glob(3) does without flags: * and ? and
// brackets match within one path element, none matches a leading dot, what is
// not there matches nothing, and the result is in byte order.
func (f *hostFiles) Glob(pattern string) ([]string, error) {
	if r, ok := f.globs[pattern]; ok {
		return r.names, r.err
	}
	names, err := f.glob(pattern)
	f.globs[pattern] = globResult{names, err}
	return names, err
}

func (f *hostFiles) glob(pattern string) ([]string, error) {
	found := []string{"/"}
	for _, element := range strings.Split(strings.Trim(pattern, "/"), "/") {
		if element == "" {
			continue
		}
		var next []string
		for _, dir := range found {
			if err := f.ctx.Err(); err != nil {
				return nil, err
			}
			more, err := f.matchIn(dir, element)
			if err != nil {
				return nil, err
			}
			next = append(next, more...)
		}
		if found = next; len(found) > maxIncludes {
			return nil, fmt.Errorf("more than %d matches", maxIncludes)
		}
	}
	sort.Strings(found)
	return found, nil
}

func (f *hostFiles) matchIn(dir, element string) ([]string, error) {
	if !strings.ContainsAny(element, `*?[\`) {
		name := path.Join(dir, element)
		_, err := f.host.Lstat(f.ctx, name)
		switch {
		case err == nil:
			return []string{name}, nil
		case errors.Is(err, host.ErrNotExist), errors.Is(err, host.ErrIrregular):
			return nil, nil
		}
		return nil, err
	}
	entries, err := f.host.ReadDir(f.ctx, dir)
	switch {
	case errors.Is(err, host.ErrNotExist), errors.Is(err, host.ErrIrregular):
		return nil, nil
	case err != nil:
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name, ".") && !strings.HasPrefix(element, ".") {
			continue
		}
		if globMatch(element, e.Name) {
			out = append(out, path.Join(dir, e.Name))
		}
	}
	return out, nil
}

// globMatch is fnmatch(3) for one path element; glob(3) negates brackets with
// ! as well as with ^, and a malformed bracket matches itself.
func globMatch(pattern, name string) bool {
	ok, err := path.Match(strings.ReplaceAll(pattern, "[!", "[^"), name)
	if err != nil {
		return pattern == name
	}
	return ok
}
