package hostinfo

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// capacity measures what is used of what there is.
func (g *gatherer) capacity(ctx context.Context) {
	c := &Capacity{}
	g.f.Capacity = c
	if l, err := g.Load(ctx); err != nil {
		g.gaps.Add("capacity.load", err)
		g.gaps.Add("capacity.memory", err)
		g.gaps.Add("capacity.swap", err)
		g.gaps.Add("hardware.memory_bytes", err)
	} else {
		at := facts.SystemAPI("load")
		c.Load = &Load{l.One, l.Five, l.Fifteen, l.CPUs, at}
		at = facts.SystemAPI("memory")
		c.Memory = &Space{l.MemoryTotal, l.MemoryTotal - min(l.MemoryAvailable, l.MemoryTotal), at}
		c.Swap = &Space{l.SwapTotal, l.SwapTotal - min(l.SwapFree, l.SwapTotal), at}
		g.f.Hardware.MemoryBytes = facts.AtPtr(l.MemoryTotal, at)
	}
	const nr = "/proc/sys/fs/file-nr"
	if v, ok := g.needed(ctx, nr, "capacity.handles"); ok {
		f := strings.Fields(v)
		if len(f) == 3 {
			used, err1 := strconv.ParseUint(f[0], 10, 64)
			most, err2 := strconv.ParseUint(f[2], 10, 64)
			if err1 == nil && err2 == nil {
				c.Handles = &Handles{used, most, facts.File(nr)}
			}
		}
		if c.Handles == nil {
			g.gaps.AddReason("capacity.handles", nr+": not three numbers", false)
		}
	}
	c.FileSystems = g.fileSystems(ctx)
}

// fileSystems asks df(1) twice, for space and for inodes.
func (g *gatherer) fileSystems(ctx context.Context) map[string]FileSystem {
	const gap = "capacity.file_systems"
	space, argv, err := g.df(ctx, "-k")
	if err != nil {
		g.gaps.Add(gap, err)
	}
	if space == nil {
		return nil
	}
	inodes, _, err := g.df(ctx, "-i")
	if err != nil {
		g.gaps.Add(gap+"[*].inodes", err)
	}
	mounts, err := g.Mounts(ctx)
	if err != nil {
		g.gaps.Add(gap, err)
	}
	byPoint := map[string]host.Mount{}
	for _, m := range mounts {
		byPoint[m.Point] = m // the last one mounted hides the others
	}
	out := map[string]FileSystem{}
	for _, row := range space {
		if row.percent < 0 || row.total == 0 {
			continue // no size: nothing can fill up
		}
		m := byPoint[row.point]
		fs := FileSystem{
			Device: facts.Text(row.device), Type: some(m.Type), TotalBytes: row.total * 1024,
			ReadOnly: contains(m.Options, "ro"), UsedPercent: row.percent, Source: facts.Command(argv...),
		}
		for _, i := range inodes {
			if i.point == row.point {
				fs.Inodes = &Inodes{Limited: i.total > 0 && i.percent >= 0, UsedPercent: max(i.percent, 0)}
			}
		}
		if fs.Inodes == nil {
			g.gaps.AddReason(gap+"[*].inodes", "df -i does not list "+facts.Text(row.point), false)
		}
		out[facts.Text(row.point)] = fs
	}
	return out
}

// df runs df for local file systems. Rows and an error both: some could not be
// looked at. BusyBox has no -l.
func (g *gatherer) df(ctx context.Context, unit string) ([]dfRow, []string, error) {
	var err error
	for _, argv := range [][]string{{"df", "-P", unit, "-l"}, {"df", "-P", unit}} {
		var out host.Output
		out, err = g.Run(ctx, argv...)
		if err != nil {
			return nil, argv, err
		}
		rows := parseDF(string(out.Stdout))
		if out.ExitCode != 0 {
			first, _, _ := strings.Cut(strings.TrimSpace(string(out.Stderr)), "\n")
			err = fmt.Errorf("%s: exit status %d: %s", strings.Join(argv, " "), out.ExitCode, facts.Text(first))
		}
		if len(rows) > 0 {
			return rows, argv, err
		}
	}
	if err == nil {
		err = fmt.Errorf("df lists no file system")
	}
	return nil, nil, err
}

type dfRow struct {
	device, point string
	total         uint64
	// percent is -1 for "-".
	percent int64
}

// dfForm is a line of POSIX df -P: device, size, used, available, percentage,
// mount point. Device and mount point may hold blanks.
var dfForm = regexp.MustCompile(`^(.+?)\s+(\d+)\s+(-?\d+|-)\s+(-?\d+|-)\s+(\d+%|-)\s+(/.*)$`)

func parseDF(text string) []dfRow {
	var out []dfRow
	for line := range strings.Lines(text) {
		m := dfForm.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			continue
		}
		row := dfRow{device: m[1], point: m[6], percent: -1}
		row.total, _ = strconv.ParseUint(m[2], 10, 64)
		if p, err := strconv.ParseInt(strings.TrimSuffix(m[5], "%"), 10, 64); err == nil {
			row.percent = p
		}
		out = append(out, row)
	}
	return out
}
