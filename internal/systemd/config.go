package systemd

import (
	"context"
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"

	"isoscan/internal/host"
)

// configDirs hold journald.conf, logind.conf and their like, first wins.
var configDirs = []string{"/etc/systemd", "/run/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd", "/lib/systemd"}

// Config is one of systemd's own configuration files with its drop-ins.
type Config struct {
	// Files that were read, in order.
	Files []string
	// Settings in order; the last one of a key with one value holds.
	Settings []Assignment
	// Problems: what could not be read.
	Problems []error
}

// ReadConfig reads a configuration file such as "journald.conf": the first
// main file of the directories, then the *.conf of NAME.d in all of them by
// file name, but hidden ones, where the first directory's file of one name counts. A link to
// /dev/null or an empty file takes a file out.
func ReadConfig(ctx context.Context, files host.Files, name string) Config {
	var c Config
	t := &Tree{files: files}
	for _, dir := range configDirs {
		p := path.Join(dir, name)
		if _, err := files.Lstat(ctx, p); errors.Is(err, host.ErrNotExist) {
			continue
		}
		c.add(ctx, t, p)
		break
	}
	chosen := map[string]string{}
	for _, dir := range configDirs {
		folder := path.Join(dir, name+".d")
		list, err := files.ReadDir(ctx, folder)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				c.Problems = append(c.Problems, err)
			}
			continue
		}
		for _, e := range list {
			if !strings.HasPrefix(e.Name, ".") && strings.HasSuffix(e.Name, ".conf") && chosen[e.Name] == "" {
				chosen[e.Name] = path.Join(folder, e.Name)
			}
		}
	}
	names := make([]string, 0, len(chosen))
	for n := range chosen {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		c.add(ctx, t, chosen[n])
	}
	return c
}

func (c *Config) add(ctx context.Context, t *Tree, p string) {
	if _, masked := t.chase(ctx, p); masked {
		return
	}
	data, err := t.files.ReadFile(ctx, p, fileLimit)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) {
			c.Problems = append(c.Problems, err)
		}
		return
	}
	if err := unreadable(data); err != nil {
		c.Problems = append(c.Problems, fmt.Errorf("%s: %w", printable(p), err))
		return
	}
	c.Files = append(c.Files, p)
	c.Settings = append(c.Settings, Parse(p, data)...)
}

// Last returns the assignment that holds for a key and that valid accepts: the
// daemons ignore a value that they cannot read.
func (c Config) Last(section, key string, valid func(string) bool) (Assignment, bool) {
	for i := len(c.Settings) - 1; i >= 0; i-- {
		a := c.Settings[i]
		if a.Section == section && a.Key == key && (valid == nil || valid(a.Value)) {
			return a, true
		}
	}
	return Assignment{}, false
}
