package services

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// bound of super-server files and lines, past which there is a gap.
const (
	inetdFiles = 500
	inetdLines = 10_000
)

func (g *gatherer) inetd(ctx context.Context) {
	g.f.Inetd = map[string]Inetd{}
	keep := func(list []Inetd) {
		for _, s := range list {
			g.f.Inetd[fmt.Sprintf("%s/%s@%s", s.Name, s.Protocol, s.Source)] = s
		}
	}
	for _, p := range g.configs(ctx, "inetd", []string{"/etc/inetd.conf"}, []string{"/etc/inetd.d", "/etc/inetd.conf.d"}) {
		if data := g.config(ctx, "inetd", p); data != nil {
			g.binary("inetd", p, data)
			keep(parseInetd(p, string(data)))
		}
	}
	const xconf = "/etc/xinetd.conf"
	data, err := g.ReadFile(ctx, xconf, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		// The packages' own file includes the folder; without it xinetd does
		// not start, but what is switched on in the folder is worth knowing.
		data, err = []byte("includedir /etc/xinetd.d\n"), nil
	}
	if err != nil {
		g.part("inetd", xconf, err)
		return
	}
	g.binary("inetd", xconf, data)
	x := &xinetd{disabled: map[string]bool{}, enabled: map[string]bool{}}
	x.parse(xconf, string(data))
	// What is included may include more.
	for seen := map[string]bool{xconf: true}; len(x.files)+len(x.dirs) > 0; {
		files, dirs := x.files, x.dirs
		x.files, x.dirs = nil, nil
		for _, p := range g.configs(ctx, "inetd", files, dirs) {
			// includedir skips names with a dot or a tilde at the end.
			if name := path.Base(p); !slices.Contains(files, p) && (strings.Contains(name, ".") || strings.HasSuffix(name, "~")) {
				continue
			}
			if seen[p] {
				continue
			}
			if seen[p] = true; len(seen) > inetdFiles {
				g.part("inetd", "more", fmt.Errorf("more than %d files: %w", inetdFiles, host.ErrTooLarge))
				break
			}
			if data := g.config(ctx, "inetd", p); data != nil {
				g.binary("inetd", p, data)
				x.parse(p, string(data))
			}
		}
	}
	keep(x.list())
}

// configs lists files and the regular entries of folders.
func (g *gatherer) configs(ctx context.Context, gap string, files, dirs []string) []string {
	out := append([]string(nil), files...)
	for _, dir := range dirs {
		list, err := g.ReadDir(ctx, dir)
		if err != nil {
			if !errors.Is(err, host.ErrNotExist) {
				g.part(gap, dir, err)
			}
			continue
		}
		for _, e := range list {
			if !e.IsDir() {
				out = append(out, path.Join(dir, e.Name))
			}
		}
	}
	if len(out) > inetdFiles {
		g.part(gap, "more", fmt.Errorf("more than %d files: %w", inetdFiles, host.ErrTooLarge))
		out = out[:inetdFiles]
	}
	return out
}

// config reads a file; nil when it does not exist or could not be read, which
// is a gap.
func (g *gatherer) config(ctx context.Context, gap, p string) []byte {
	data, err := g.ReadFile(ctx, p, host.ConfigLimit)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) {
			g.part(gap, p, err)
		}
		return nil
	}
	if data == nil {
		data = []byte{}
	}
	return data
}

// binary records that what stands in place of a configuration file is no text:
// it holds bytes that no editor leaves in one.
func (g *gatherer) binary(of, p string, data []byte) {
	if bytes.ContainsFunc(data, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\v\f\r", r) }) {
		g.part(of, p, fmt.Errorf("%s: no text", facts.Text(p)))
	}
}

// parseInetd reads inetd.conf(5): "service socket-type protocol wait user
// server args". Debian's update-inetd turns a service off with "#<off># ".
func parseInetd(p, text string) []Inetd {
	var out []Inetd
	n := 0
	for line := range strings.Lines(text) {
		n++
		if n > inetdLines {
			break
		}
		line = strings.TrimSpace(line)
		enabled := true
		if off, ok := strings.CutPrefix(line, "#<off>#"); ok {
			line, enabled = strings.TrimSpace(off), false
		}
		f := strings.Fields(line)
		if len(f) < 6 || f[0][0] == '#' || f[0] == "-" {
			continue
		}
		s := Inetd{Protocol: facts.Text(f[2]), User: some(f[4]), Enabled: enabled, Super: "inetd", Source: facts.FileLine(p, n)}
		// "address:service" and "address,address:service" bind to addresses.
		name := f[0][strings.LastIndexByte(f[0], ':')+1:]
		s.Name = facts.Text(strings.ToLower(name))
		server := f[5]
		if path.Base(server) == "tcpd" && len(f) > 6 {
			s.Wrapped, server = true, f[6]
		}
		s.Server = facts.Text(server)
		out = append(out, s)
	}
	return out
}
