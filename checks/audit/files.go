package audit

import (
	"errors"
	"fmt"
	"path"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// files notes owner and mode of the configuration and of the records.
func (g *gatherer) files() {
	g.f.Files = map[string]Mode{}
	for _, p := range []string{"/etc/audit", rulesDir, "/etc/audit/plugins.d"} {
		g.folder(p, "config")
	}
	logs := "/var/log/audit"
	if c := g.f.Config; c != nil {
		if p := c.Settings["log_file"].Value; path.IsAbs(p) {
			logs = path.Dir(path.Clean(p))
		}
	}
	// A log straight in /var/log shares its folder with others.
	if logs != "/var/log" {
		g.folder(logs, "log")
	}
}

func (g *gatherer) folder(dir, kind string) {
	i, err := g.Stat(g.ctx, dir)
	if err == nil {
		g.note(dir, kind, i)
		var list []host.FileInfo
		if list, err = g.ReadDir(g.ctx, dir); err == nil {
			for n, e := range list {
				if n >= maxFiles {
					g.gaps.AddReason(fmt.Sprintf("files[%q]", facts.Text(dir)+"/*"), "too many files", false)
					break
				}
				if e.IsRegular() {
					g.note(path.Join(dir, e.Name), kind, e)
				}
			}
		}
	}
	if err != nil && !errors.Is(err, host.ErrNotExist) && !errors.Is(err, host.ErrIrregular) {
		g.gaps.Add(fmt.Sprintf("files[%q]", facts.Text(dir)), err)
	}
}

func (g *gatherer) note(p, kind string, i host.FileInfo) {
	perm := i.Perm()
	g.f.Files[facts.Text(p)] = Mode{
		Kind: kind, Folder: i.IsDir(), Owner: i.UID, Group: i.GID, Mode: fmt.Sprintf("%04o", perm),
		OthersWrite: i.UID != 0 || perm&0o002 != 0 || perm&0o020 != 0 && i.GID != 0,
		OthersRead:  perm&0o004 != 0,
	}
}
