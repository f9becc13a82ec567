package jobs

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/custody"
	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/passwd"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "jobs",
		Title: "Scheduled jobs and what services run",
		Description: "Crontabs of the system and of users, anacron, the folders of run-parts, at jobs and the service units of systemd: " +
			"which programs they run, and who can change these.",
	}
}

// reader carries one run's state.
type reader struct {
	ctx   context.Context
	h     host.Host
	gaps  *facts.Gaps
	f     *Facts
	ways  *custody.Walker
	users map[string]account
	// dotted: run-parts also runs files with a dot in their name.
	dotted bool
	// debian: the cron of Debian, which passes over a whole table for one line.
	debian  bool
	scripts map[string]*shellScript // by path; nil for what is none
	parts   map[string]bool         // folders that run-parts works through
}

type account struct {
	uid  uint32
	home string
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	if _, err := h.Stat(ctx, "/etc"); err != nil {
		return nil, err
	}
	r := &reader{
		ctx: ctx, h: h, gaps: gaps, ways: custody.New(h), users: map[string]account{}, parts: map[string]bool{},
		f: &Facts{Tables: map[string]Table{}, Jobs: map[string]Job{}, Ignored: map[string]Ignored{}, At: map[string]AtJob{}},
	}
	if err := r.accounts(); err != nil {
		gaps.Add("jobs[*].root", err)
	}
	_, dpkg := h.Stat(ctx, "/var/lib/dpkg/status")
	_, alpine := h.Stat(ctx, "/etc/alpine-release")
	r.dotted, r.debian = dpkg != nil && alpine != nil, dpkg == nil
	r.tables()
	r.folders()
	r.at()
	r.cron()
	r.units()
	return r.f, nil
}

func (r *reader) accounts() error {
	b, err := r.h.ReadFile(r.ctx, "/etc/passwd", host.ConfigLimit)
	if err != nil {
		return err
	}
	defer func() {
		// Whatever the file says, the kernel knows this one.
		if _, ok := r.users["root"]; !ok {
			r.users["root"] = account{0, "/root"}
		}
	}()
	list, err := passwd.Parse(b)
	for _, a := range list {
		if _, dup := r.users[a.Name]; !dup {
			r.users[a.Name] = account{a.UID, a.Home}
		}
	}
	return err
}

// keyed is the fact path of one element of a map.
func keyed(field, name string) string { return fmt.Sprintf("%s[%q]", field, facts.Text(name)) }

// daemons of cron, as the distributions call them.
var daemons = strings.Fields("/usr/sbin/cron /usr/sbin/crond /usr/bin/crond /sbin/crond /usr/sbin/fcron /usr/sbin/anacron /usr/libexec/cronie/crond")

// cron tells whether there is anything that could run a job.
func (r *reader) cron() {
	for _, p := range daemons {
		if _, err := r.h.Stat(r.ctx, p); err == nil {
			r.f.Cron = facts.AtPtr(true, facts.File(p))
			return
		} else if !errors.Is(err, host.ErrNotExist) {
			r.gaps.Add("cron", err)
			return
		}
	}
	for _, p := range sortedKeys(r.f.Tables) {
		r.f.Cron = facts.AtPtr(true, facts.File(p))
		return
	}
	if len(r.f.Jobs) > 0 {
		r.f.Cron = facts.AtPtr(true, r.f.Jobs[sortedKeys(r.f.Jobs)[0]].Source)
		return
	}
	r.f.Cron = facts.AtPtr(false, facts.File("/etc/crontab"))
}

// listDir lists a folder; absent folders are empty.
func (r *reader) listDir(dir, field string) []host.FileInfo {
	list, err := r.h.ReadDir(r.ctx, dir)
	if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrIrregular) {
		return nil
	}
	if err != nil {
		r.gaps.Add(keyed(field, dir+"/*"), err)
		return nil
	}
	if len(list) > maxFiles {
		r.gaps.AddReason(keyed(field, dir+"/*"), fmt.Sprintf("%s: more than %d files", dir, maxFiles), false)
		list = list[:maxFiles]
	}
	return list
}

const maxFiles = 5000

// program follows a path; a step that cannot be looked at is a gap below where.
func (r *reader) program(name string, owner uint32, where string) (Program, custody.Chain) {
	c, err := r.ways.Follow(r.ctx, name, owner)
	if err != nil {
		r.gaps.Add(where+fmt.Sprintf("[%q]", facts.Text(name)), err)
	}
	return Program{Exists: c.Exists, Weak: c.Weak}, c
}

// folder is program for a folder whose every file may run: who can add to it
// counts, though a sticky bit keeps what is there.
func (r *reader) folder(name string, owner uint32, where string) Program {
	p, c := r.program(name, owner, where)
	if c.Exists && custody.Changeable(c.Info, owner) == "" {
		if why := custody.Addable(c.Info, owner); why != "" {
			p.Weak = append(p.Weak, facts.Text(c.Real+" is "+why))
		}
	}
	return p
}

// resolve looks a command's programs up and adds them. PATH is searched in its
// order, relative folders left out: the PATH itself shows them.
func (r *reader) resolve(p *programs, search []string, owner uint32, where string) map[string]Program {
	out := map[string]Program{}
	for _, name := range p.folders {
		out[facts.Text(name)] = r.folder(name, owner, where)
	}
	for _, name := range p.names {
		if len(out) >= 100 {
			p.unclear("more than 100 programs")
			break
		}
		if strings.HasPrefix(name, "/") {
			out[facts.Text(name)], _ = r.program(name, owner, where)
			continue
		}
		found := false
		for _, dir := range search {
			full := path.Join(dir, name)
			prog, c := r.program(full, owner, where)
			if found = prog.Exists && c.Info.IsRegular(); found {
				out[facts.Text(full)] = prog
				break
			}
		}
		if !found {
			// Nothing runs. Who could put it into a folder of PATH is seen there.
			out[facts.Text(name)] = Program{Weak: []string{}}
		}
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
