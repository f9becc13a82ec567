package hosttest

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"isoscan/internal/host"
)

// Deny returns h as someone without privilege would see it: each path cannot
// be read or listed, and nothing below it can be reached; Stat, Lstat and
// ReadLink of the path itself work, as they ask its folder. Paths are compared
// as they are asked for, before links are followed.
func Deny(h host.Host, paths ...string) host.Host {
	return &broken{Host: h, at: func(name string, itself bool) error {
		for _, p := range paths {
			if name == path.Clean(p) && !itself || below(name, p) {
				return host.ErrPermission
			}
		}
		return nil
	}}
}

// Fail returns h with every question about path, or below it, answered by err.
func Fail(h host.Host, name string, err error) host.Host {
	return &broken{Host: h, at: func(asked string, _ bool) error {
		if asked == path.Clean(name) || below(asked, name) {
			return err
		}
		return nil
	}}
}

func below(name, dir string) bool {
	dir = path.Clean(dir)
	return dir == "/" && name != "/" || strings.HasPrefix(name, dir+"/")
}

// broken asks at before it lets a question through. itself tells that the
// question is about the entry and not about what it holds.
type broken struct {
	host.Host
	at func(name string, itself bool) error
}

func (b *broken) err(name string, itself bool) error {
	if err := b.at(path.Clean(name), itself); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (b *broken) ReadFile(ctx context.Context, name string, limit int64) ([]byte, error) {
	if err := b.err(name, false); err != nil {
		return nil, err
	}
	return b.Host.ReadFile(ctx, name, limit)
}

func (b *broken) ReadDir(ctx context.Context, name string) ([]host.FileInfo, error) {
	if err := b.err(name, false); err != nil {
		return nil, err
	}
	return b.Host.ReadDir(ctx, name)
}

func (b *broken) Stat(ctx context.Context, name string) (host.FileInfo, error) {
	if err := b.err(name, true); err != nil {
		return host.FileInfo{}, err
	}
	return b.Host.Stat(ctx, name)
}

func (b *broken) Lstat(ctx context.Context, name string) (host.FileInfo, error) {
	if err := b.err(name, true); err != nil {
		return host.FileInfo{}, err
	}
	return b.Host.Lstat(ctx, name)
}

func (b *broken) ReadLink(ctx context.Context, name string) (string, error) {
	if err := b.err(name, true); err != nil {
		return "", err
	}
	return b.Host.ReadLink(ctx, name)
}

// Walk shows what the inner walk does, but for what is broken: a folder that
// cannot be listed is one error, as in a real walk.
func (b *broken) Walk(ctx context.Context, root string, o host.WalkOptions) (host.WalkReport, error) {
	if err := b.err(root, false); err != nil {
		return host.WalkReport{}, err
	}
	var mu sync.Mutex
	hidden, failed := 0, map[string]error{}
	fail := func(name string, err error) {
		mu.Lock()
		defer mu.Unlock()
		failed[name] = err
	}
	inner := o
	inner.Visit = func(batch host.WalkBatch) {
		if b.err(batch.Dir, false) != nil {
			mu.Lock()
			hidden += len(batch.Entries)
			mu.Unlock()
			return
		}
		shown := make([]host.FileInfo, 0, len(batch.Entries))
		for _, e := range batch.Entries {
			full := path.Join(batch.Dir, e.Name)
			if err := b.err(full, true); err != nil {
				fail(full, err)
				continue
			}
			if e.IsDir() {
				if err := b.err(full, false); err != nil {
					fail(full, err)
				}
			}
			shown = append(shown, e)
		}
		mu.Lock()
		hidden += len(batch.Entries) - len(shown)
		mu.Unlock()
		batch.Entries = shown
		o.Visit(batch)
	}
	report, err := b.Host.Walk(ctx, root, inner)
	report.Entries -= hidden
	for name, err := range failed {
		report.Failed++
		report.Errors = append(report.Errors, host.WalkError{Path: name, Err: err})
	}
	slices.SortFunc(report.Errors, func(a, b host.WalkError) int { return strings.Compare(a.Path, b.Path) })
	return report, err
}
