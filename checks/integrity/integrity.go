package integrity

import (
	"context"
	"errors"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:          "integrity",
		Title:       "Records of file integrity",
		Description: "Reads where AIDE's configuration says that its database is, and whether that is there.",
	}
}

// programs and configs are where the distributions put them: Debian's
// configuration is in a folder of its own, those of RHEL, SUSE and Alpine are not.
var (
	programs = []string{"/usr/bin/aide", "/usr/sbin/aide", "/usr/local/bin/aide", "/usr/local/sbin/aide"}
	configs  = []string{"/etc/aide/aide.conf", "/etc/aide.conf", "/usr/local/etc/aide.conf"}
)

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	if _, err := h.Stat(ctx, "/etc"); err != nil {
		return nil, err
	}
	f := &Facts{}
	program, err := first(ctx, h, programs)
	if err != nil {
		gaps.Add("aide", err)
		return f, nil
	}
	f.AIDE = &AIDE{Present: facts.At(program != "", facts.File(programs[0]))}
	if program == "" {
		return f, nil
	}
	f.AIDE.Present.Source = facts.File(program)
	config, err := first(ctx, h, configs)
	if err != nil {
		gaps.Add("aide.config", err)
		return f, nil
	}
	if config == "" {
		return f, nil
	}
	f.AIDE.Config = &config
	found, err := database(ctx, h, config)
	if err != nil {
		gaps.Add("aide.named", err)
		return f, nil
	}
	named := found != nil
	f.AIDE.Named = &named
	if !named {
		return f, nil
	}
	d := &Database{Kind: found.kind, Source: facts.FileLine(facts.Text(found.file), found.line)}
	f.AIDE.Database = d
	if d.Kind != "file" {
		return f, nil
	}
	d.Path = facts.Text(found.path)
	info, err := h.Stat(ctx, found.path)
	if err != nil && !errors.Is(err, host.ErrNotExist) && !errors.Is(err, host.ErrIrregular) {
		gaps.Add("aide.database.exists", err)
		return f, nil
	}
	there := err == nil && info.IsRegular()
	d.Exists = &there
	if there {
		at := info.ModTime.UTC().Truncate(time.Second)
		d.Bytes, d.Modified = &info.Size, &at
	}
	return f, nil
}

// first is the first path at which something is, or "".
func first(ctx context.Context, h host.Host, paths []string) (string, error) {
	for _, p := range paths {
		_, err := h.Stat(ctx, p)
		if err == nil {
			return p, nil
		}
		if !errors.Is(err, host.ErrNotExist) && !errors.Is(err, host.ErrIrregular) {
			return "", err
		}
	}
	return "", nil
}
