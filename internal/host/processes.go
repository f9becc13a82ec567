package host

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// clockTick is the kernel's USER_HZ, which proc_pid_stat(5) counts in. It is
// 100 on every platform that Go runs Linux on.
const clockTick = 100

// Processes implements System. It reads four small files a process; gopsutil
// reads more, tells neither cgroups nor deleted executables, and looks the same
// file up again for each answer.
func (s system) Processes(ctx context.Context) ([]Process, error) {
	boot, err := s.bootTime()
	if err != nil {
		return nil, fmt.Errorf("processes: %w", err)
	}
	pids, err := s.pids()
	if err != nil {
		return nil, fmt.Errorf("processes: %w", err)
	}
	list := make([]Process, 0, len(pids))
	for _, pid := range pids {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := s.process(pid, boot)
		if gone(err) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("process %d: %w", pid, err)
		}
		list = append(list, p)
	}
	return list, nil
}

func (s system) process(pid int32, boot time.Time) (Process, error) {
	dir := filepath.Join(s.proc, strconv.Itoa(int(pid)))
	stat, err := os.ReadFile(dir + "/stat")
	if err != nil {
		return Process{}, err
	}
	p, err := parseStat(stat, boot)
	if err != nil {
		return Process{}, err
	}
	status, err := os.ReadFile(dir + "/status")
	if err != nil {
		return Process{}, err
	}
	if p.UID, err = parseUID(status); err != nil {
		return Process{}, err
	}
	// A kernel thread has no executable; another's cannot be read without
	// privilege: Process.Exe says so by being empty.
	if exe, err := os.Readlink(dir + "/exe"); err == nil {
		p.Exe, p.Deleted = strings.CutSuffix(exe, " (deleted)")
	}
	if cgroup, err := os.ReadFile(dir + "/cgroup"); err == nil {
		p.Unit = unitOf(cgroup)
	}
	return p, nil
}

// pids lists the processes in ascending order.
func (s system) pids() ([]int32, error) {
	d, err := os.Open(s.proc)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	var pids []int32
	for _, name := range names {
		if pid, err := strconv.ParseInt(name, 10, 32); err == nil {
			pids = append(pids, int32(pid))
		}
	}
	sort.Slice(pids, func(i, j int) bool { return pids[i] < pids[j] })
	return pids, nil
}

func (s system) bootTime() (time.Time, error) {
	b, err := os.ReadFile(filepath.Join(s.proc, "stat"))
	if err != nil {
		return time.Time{}, err
	}
	for line := range bytes.Lines(b) {
		if v, ok := bytes.CutPrefix(line, []byte("btime ")); ok {
			sec, err := strconv.ParseInt(string(bytes.TrimSpace(v)), 10, 64)
			return time.Unix(sec, 0).UTC(), err
		}
	}
	return time.Time{}, errors.New("/proc/stat has no btime")
}

// gone tells that a process ended while it was looked at.
func gone(err error) bool {
	return errors.Is(err, ErrNotExist) || errors.Is(err, unix.ESRCH)
}

// parseStat reads proc_pid_stat(5). The name stands in parentheses and may hold
// any byte, parentheses and blanks included: the last one closes it.
func parseStat(b []byte, boot time.Time) (Process, error) {
	open, shut := bytes.IndexByte(b, '('), bytes.LastIndexByte(b, ')')
	if open < 1 || shut < open {
		return Process{}, fmt.Errorf("malformed stat %q", b)
	}
	pid, err := strconv.ParseInt(string(bytes.TrimSpace(b[:open])), 10, 32)
	if err != nil {
		return Process{}, err
	}
	// From field 3 on: state, ppid ... starttime is the 22nd of all.
	f := bytes.Fields(b[shut+1:])
	if len(f) < 20 {
		return Process{}, fmt.Errorf("malformed stat %q", b)
	}
	ppid, err := strconv.ParseInt(string(f[1]), 10, 32)
	if err != nil {
		return Process{}, err
	}
	ticks, err := strconv.ParseInt(string(f[19]), 10, 64)
	if err != nil {
		return Process{}, err
	}
	return Process{
		PID: int32(pid), PPID: int32(ppid), Name: string(b[open+1 : shut]),
		Started: boot.Add(time.Duration(ticks) * (time.Second / clockTick)),
	}, nil
}

// parseUID returns the effective UID: the second of the line Uid in
// proc_pid_status(5).
func parseUID(status []byte) (uint32, error) {
	for line := range bytes.Lines(status) {
		if v, ok := bytes.CutPrefix(line, []byte("Uid:")); ok {
			if f := bytes.Fields(v); len(f) >= 2 {
				uid, err := strconv.ParseUint(string(f[1]), 10, 32)
				return uint32(uid), err
			}
		}
	}
	return 0, errors.New("status has no Uid")
}

// unitOf returns the systemd unit that a cgroup path names: its innermost
// element with the suffix of a unit that holds processes, or a slice when there
// is no such. It looks at the unified hierarchy (0::) and at systemd's own of
// version 1 (name=systemd), see cgroups(7).
func unitOf(cgroup []byte) string {
	for line := range bytes.Lines(cgroup) {
		f := strings.SplitN(strings.TrimSuffix(string(line), "\n"), ":", 3)
		if len(f) != 3 || f[1] != "" && f[1] != "name=systemd" {
			continue
		}
		for dir := f[2]; dir != "/" && dir != "." && dir != ""; dir = path.Dir(dir) {
			base := path.Base(dir)
			switch path.Ext(base) {
			case ".service", ".scope", ".socket", ".mount", ".swap":
				return unescapeUnit(base)
			}
		}
	}
	return ""
}

// unescapeUnit drops the underscore that systemd puts before a cgroup's name
// that could be mistaken for one of the kernel's files.
func unescapeUnit(name string) string { return strings.TrimPrefix(name, "_") }
