package startup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"isoscan/internal/host"
)

// Job is one scheduled run of a program that was looked for.
type Job struct {
	// Program is the name that matched, without its folder.
	Program string
	// Args are the words after it on its line. They may hold anything: they
	// are for a decision, not to be kept.
	Args []string
	// Kind is "cron", "timer" or "periodic" (Alpine).
	Kind string
	// Schedule is cron's time fields, "@daily", "daily" or the timer's name.
	Schedule string
	// File names the table, script or timer; Line is 0 for a whole file.
	File string
	Line int
	// Via is a script between the table and the program, or empty.
	Via string
}

// scriptLimit bounds a script that is searched for programs, in bytes, and
// fileCount the files of one folder.
const (
	scriptLimit = 1 << 20
	fileCount   = 500
)

// Finder looks for programs in everything that runs on a schedule.
type Finder struct {
	h        host.Files
	programs map[string]bool
	// Jobs in the order found.
	Jobs []Job
	// Errs are the tables that could not be read: what was found stands, what
	// was not found is not known to be absent.
	Errs []error
}

// Find reads cron's tables and folders, users' crontabs, Alpine's periodic
// folders and the enabled timers, and returns each line that runs one of the
// programs, directly or through one script.
func Find(ctx context.Context, h host.Files, units *Table, programs ...string) *Finder {
	f := &Finder{h: h, programs: map[string]bool{}}
	for _, p := range programs {
		f.programs[p] = true
	}
	f.table(ctx, "/etc/crontab", true)
	f.folder(ctx, "/etc/cron.d", func(file string) { f.table(ctx, file, true) })
	for _, dir := range []string{"/var/spool/cron/crontabs", "/var/spool/cron", "/var/spool/cron/tabs", "/etc/crontabs"} {
		f.folder(ctx, dir, func(file string) { f.table(ctx, file, false) })
	}
	for _, period := range []string{"hourly", "daily", "weekly", "monthly"} {
		f.folder(ctx, "/etc/cron."+period, func(file string) { f.script(ctx, file, Job{Kind: "cron", Schedule: period}) })
	}
	for _, period := range []string{"15min", "hourly", "daily", "weekly", "monthly"} {
		f.folder(ctx, "/etc/periodic/"+period, func(file string) { f.script(ctx, file, Job{Kind: "periodic", Schedule: period}) })
	}
	if units != nil {
		f.timers(ctx, units)
	}
	return f
}

func (f *Finder) fail(err error) {
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		f.Errs = append(f.Errs, err)
	}
}

func (f *Finder) folder(ctx context.Context, dir string, use func(file string)) {
	entries, err := f.h.ReadDir(ctx, dir)
	if err != nil {
		f.fail(err)
		return
	}
	for i, e := range entries {
		if ctx.Err() != nil || i >= fileCount {
			f.fail(fmt.Errorf("%s: more than %d files: %w", dir, fileCount, errors.Join(ctx.Err(), host.ErrTooLarge)))
			return
		}
		// cron(8) and run-parts(8) leave out hidden files, backups and what a
		// package manager set aside.
		if e.IsDir() || strings.HasPrefix(e.Name, ".") || strings.HasSuffix(e.Name, "~") || strings.Contains(e.Name, ".dpkg-") ||
			strings.HasSuffix(e.Name, ".rpmsave") || strings.HasSuffix(e.Name, ".rpmnew") {
			continue
		}
		use(path.Join(dir, e.Name))
	}
}

// table reads one crontab(5); system tables have a user before the command.
func (f *Finder) table(ctx context.Context, file string, system bool) {
	b, err := f.h.ReadFile(ctx, file, scriptLimit)
	if err != nil {
		f.fail(err)
		return
	}
	for i, line := range strings.Split(string(b), "\n") {
		schedule, command, ok := CronLine(line, system)
		if !ok {
			continue
		}
		job := Job{Kind: "cron", Schedule: schedule, File: file, Line: i + 1}
		if !f.command(command, job) {
			f.follow(ctx, command, job)
		}
	}
}

// CronLine splits a line of a crontab into its time fields and the command;
// ok is false for comments, settings and what is no entry.
func CronLine(line string, system bool) (schedule, command string, ok bool) {
	fields := strings.Fields(line)
	if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
		return "", "", false
	}
	n := 5
	if strings.HasPrefix(fields[0], "@") {
		n = 1
	} else if !strings.ContainsAny(fields[0][:1], "0123456789*-") {
		return "", "", false // NAME=value
	}
	skip := n
	if system {
		skip++
	}
	if len(fields) <= skip {
		return "", "", false
	}
	return strings.Join(fields[:n], " "), strings.Join(fields[skip:], " "), true
}

// script searches a script that is run on a schedule, line by line.
func (f *Finder) script(ctx context.Context, file string, job Job) {
	info, err := f.h.Stat(ctx, file)
	if err != nil {
		f.fail(err)
		return
	}
	// run-parts(8) and busybox's run nothing that is not executable.
	if !info.IsRegular() || info.Perm()&0o111 == 0 {
		return
	}
	job.File = file
	f.search(ctx, file, job, false)
}

func (f *Finder) search(ctx context.Context, file string, job Job, via bool) {
	b, err := f.h.ReadFile(ctx, file, scriptLimit)
	if errors.Is(err, host.ErrTooLarge) && via || errors.Is(err, host.ErrIrregular) {
		return // a program rather than a script
	}
	if err != nil {
		f.fail(err)
		return
	}
	if !bytes.HasPrefix(b, []byte("#!")) && bytes.IndexByte(b, 0) >= 0 {
		return
	}
	for i, line := range joinShell(string(b)) {
		j := job
		if via {
			j.Via = file
		} else {
			j.Line = i + 1
		}
		if f.command(line, j) && via {
			return
		}
	}
}

// joinShell keeps one element a line, with a continued command on the line
// where it begins.
func joinShell(s string) []string {
	lines := strings.Split(s, "\n")
	for i := len(lines) - 2; i >= 0; i-- {
		if cut, ok := strings.CutSuffix(strings.TrimRight(lines[i], "\r"), "\\"); ok {
			lines[i], lines[i+1] = cut+" "+lines[i+1], ""
		}
	}
	return lines
}

// command adds a job when the line runs a program that is looked for.
func (f *Finder) command(line string, job Job) bool {
	words := Words(line)
	for i, w := range words {
		if f.programs[path.Base(w)] && (i == 0 || !onlyNames(words[i-1])) {
			job.Program, job.Args = path.Base(w), words[i+1:]
			f.Jobs = append(f.Jobs, job)
			return true
		}
	}
	return false
}

// onlyNames tells whether the word before a program means that it is asked
// after or printed, not run.
func onlyNames(w string) bool {
	switch w {
	case "-x", "-e", "-f", "-v", "-V", "which", "type", "hash", "echo", "printf", "pgrep", "pkill", "killall", "pidof":
		return true
	}
	return false
}

// Words cuts a shell line at blanks, quotes and separators; a comment ends it.
func Words(line string) []string {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "#") {
		return nil
	}
	if i := strings.Index(line, " #"); i >= 0 {
		line = line[:i]
	}
	return strings.FieldsFunc(line, func(r rune) bool {
		return strings.ContainsRune(" \t\r;&|()`\"'<>{}", r)
	})
}

// follow searches the first script that a command names by its full path.
func (f *Finder) follow(ctx context.Context, command string, job Job) {
	for _, w := range Words(command) {
		if strings.HasPrefix(w, "/") && !strings.HasPrefix(w, "/dev/") && !strings.HasPrefix(w, "/proc/") {
			switch path.Base(w) {
			case "sh", "bash", "nice", "ionice", "env", "timeout", "flock", "run-parts":
				continue
			}
			info, err := f.h.Stat(ctx, w)
			if err != nil {
				f.fail(err)
				return
			}
			if info.IsRegular() && info.Size <= scriptLimit {
				f.search(ctx, w, job, true)
			}
			return
		}
	}
}

func (f *Finder) timers(ctx context.Context, units *Table) {
	for _, name := range units.Names(func(n string) bool { return strings.HasSuffix(n, ".timer") }) {
		u, err := units.Unit(ctx, name)
		if err != nil {
			f.fail(err)
			continue
		}
		if u.State != Enabled {
			continue
		}
		for _, c := range units.Exec(ctx, name) {
			job := Job{Kind: "timer", Schedule: name, File: u.Source()}
			if !f.command(c, job) {
				f.follow(ctx, c, job)
			}
		}
	}
}
