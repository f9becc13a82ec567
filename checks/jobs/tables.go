package jobs

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"isoscan/internal/crontab"
	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// userTables are the folders with one table for each account: Debian's, those
// of cronie and SUSE, and BusyBox's.
var userTables = []string{"/var/spool/cron/crontabs", "/var/spool/cron/tabs", "/var/spool/cron", "/etc/crontabs"}

// cronPath is what cron sets when a table does not (crontab(5), "PATH").
const cronPath = "/usr/bin:/bin"

func (r *reader) tables() {
	r.table("/etc/crontab", "system", "")
	r.table("/etc/anacrontab", "anacron", "root")
	for _, e := range r.listDir("/etc/cron.d", "jobs") {
		name := path.Join("/etc/cron.d", e.Name)
		if e.IsDir() || e.Name == ".placeholder" {
			continue
		}
		if !r.runs(e.Name) {
			r.ignore(name, "its name: only letters, digits, - and _ are read", false)
			continue
		}
		r.table(name, "system", "")
	}
	seen := map[[2]uint64]bool{}
	for _, dir := range userTables {
		info, err := r.h.Stat(r.ctx, dir)
		if err != nil || !info.IsDir() || seen[[2]uint64{info.Dev, info.Inode}] {
			if err != nil && !errors.Is(err, host.ErrNotExist) {
				r.gaps.Add(keyed("jobs", dir+"/*"), err)
			}
			continue
		}
		seen[[2]uint64{info.Dev, info.Inode}] = true
		for _, e := range r.listDir(dir, "jobs") {
			if !e.IsRegular() || strings.HasPrefix(e.Name, ".") || e.Name == "cron.update" || e.Name == "lastrun" {
				continue
			}
			if _, ok := r.users[e.Name]; !ok && len(r.users) > 0 {
				r.ignore(path.Join(dir, e.Name), "no account has this name", false)
				continue
			}
			r.table(path.Join(dir, e.Name), "user", e.Name)
		}
	}
}

func (r *reader) ignore(name, reason string, unsafe bool) {
	r.f.Ignored[facts.Text(name)] = Ignored{Reason: reason, Unsafe: unsafe}
}

// runs tells whether cron or run-parts takes a file of this name. Debian's and
// BusyBox's take no dot; that of cronie leaves out what editors and packages
// leave behind (run-parts(4)).
func (r *reader) runs(name string) bool {
	if !r.dotted {
		return strictName.MatchString(name)
	}
	return !leftBehind.MatchString(name)
}

var (
	strictName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
	leftBehind = regexp.MustCompile(`(^\.)|~$|,$|^#.*#$|\.(rpmsave|rpmorig|rpmnew|swp|cfsaved|dpkg-[a-z]+)$|,v$`)
)

func (r *reader) table(name, kind, user string) {
	info, err := r.h.Stat(r.ctx, name)
	if errors.Is(err, host.ErrNotExist) {
		if l, err := r.h.Lstat(r.ctx, name); err == nil && l.IsLink() {
			r.ignore(name, "a link to nothing", false)
		}
		return
	}
	var b []byte
	if err == nil {
		b, err = r.h.ReadFile(r.ctx, name, host.ConfigLimit)
	}
	if err != nil {
		r.gaps.Add(keyed("tables", name), err)
		r.gaps.Add(keyed("jobs", name), err)
		return
	}
	uid := r.users[user].uid
	p := info.Perm()
	t := Table{
		Kind: kind, User: facts.Text(user), Root: uid == 0, Owner: info.UID, Group: info.GID, Mode: fmt.Sprintf("%04o", p),
		Read: p&0o004 != 0, Path: map[string]PathFolder{},
	}
	if kind == "system" && (info.UID != 0 || p&0o022 != 0) {
		// Its jobs are listed all the same: they run as soon as the mode is
		// put right, and some daemons do not look.
		r.ignore(name, "cron refuses it: others than root can change it", true)
	}
	if n, err := crontab.Check(string(b), kind == "system"); err != nil && r.debian && kind != "anacron" {
		// Its jobs are listed too: one word makes them run.
		r.ignore(name, fmt.Sprintf("cron passes over the whole table: line %d: %v", n, err), false)
	}
	prog, _ := r.program(name, uid, "tables")
	t.Weak = prog.Weak
	tab := parseTable(string(b), kind)
	if tab.cut {
		r.gaps.AddReason(keyed("jobs", name), fmt.Sprintf("%s: more than %d lines", name, maxLines), false)
	}
	for _, l := range tab.lines {
		r.job(name, kind, user, tab, l, &t)
	}
	r.f.Tables[facts.Text(name)] = t
}

// job reads one line of a table.
func (r *reader) job(name, kind, user string, tab table, l tableLine, t *Table) {
	if l.user != "" {
		user = l.user
	}
	acc, known := r.users[user]
	search, source := cronPath, facts.Default("cron")
	if l.pathLine > 0 {
		search, source = l.path, facts.FileLine(facts.Text(name), l.pathLine)
	}
	at := facts.FileLine(facts.Text(name), l.number)
	scheduler := "cron"
	if kind == "anacron" {
		scheduler = "anacron"
	}
	if !known && len(r.users) > 0 {
		r.ignore(string(at), "no account has the name of its user", false)
		return
	}
	folders := r.search(search, acc.uid, source, t.Path)
	home := acc.home
	if tab.home != "" {
		home = tab.home
	}
	if kind == "anacron" {
		home = "/"
	}
	var p programs
	does := shellText(l.command)
	if tab.shell != "" && !isShell(path.Base(tab.shell)) || strings.HasSuffix(tab.shell, "csh") {
		p = programs{names: []string{tab.shell}, why: "the table's shell is " + facts.Text(tab.shell)}
		does.Why = p.why
	} else {
		p = analyse(parseShell(l.command), home, 0)
	}
	for _, d := range p.folders {
		r.parts[path.Clean(d)] = true
	}
	where := keyed("jobs", string(at))
	progs := r.resolve(&p, folders, acc.uid, where+".programs")
	r.f.Jobs[string(at)] = Job{
		Scheduler: scheduler, User: facts.Text(user), Root: acc.uid == 0, Programs: progs,
		Inside: r.inside(progs, acc.uid, where, does),
		Told:   p.why == "", Why: facts.Text(p.why), Source: at, Does: does,
	}
}

// search notes the folders of a PATH and returns those to look in.
func (r *reader) search(text string, owner uint32, source facts.Source, into map[string]PathFolder) []string {
	var out []string
	for i, dir := range strings.Split(text, ":") {
		if i >= 50 {
			break
		}
		if !strings.HasPrefix(dir, "/") {
			into[facts.Text(dir)] = PathFolder{Relative: true, Weak: []string{}, Source: source}
			continue
		}
		out = append(out, dir)
		p := r.folder(dir, owner, "tables[*].path")
		into[facts.Text(dir)] = PathFolder{Exists: p.Exists, Weak: p.Weak, Source: source}
	}
	return out
}

// folders reads what run-parts runs: the folders that the tables name, and
// those that anacron, cronie and SUSE use without naming them in a table.
func (r *reader) folders() {
	for _, d := range strings.Fields(`/etc/cron.hourly /etc/cron.daily /etc/cron.weekly /etc/cron.monthly /etc/cron.yearly
		/etc/periodic/15min /etc/periodic/hourly /etc/periodic/daily /etc/periodic/weekly /etc/periodic/monthly`) {
		r.parts[d] = true
	}
	for _, dir := range sortedKeys(r.parts) {
		for _, e := range r.listDir(dir, "jobs") {
			r.part(dir, e)
		}
	}
}

func (r *reader) part(dir string, e host.FileInfo) {
	name := path.Join(dir, e.Name)
	if e.IsDir() || e.Name == ".placeholder" {
		return
	}
	if !r.runs(e.Name) {
		r.ignore(name, "its name: run-parts leaves it out", false)
		return
	}
	info, err := r.h.Stat(r.ctx, name)
	switch {
	case errors.Is(err, host.ErrNotExist):
		r.ignore(name, "a link to nothing", false)
		return
	case err != nil:
		r.gaps.Add(keyed("jobs", name), err)
		return
	case !info.IsRegular():
		return
	case info.Perm()&0o111 == 0:
		r.ignore(name, "it is not executable", false)
		return
	}
	where := keyed("jobs", name)
	prog, _ := r.program(name, 0, where+".programs")
	programs, does := map[string]Program{facts.Text(name): prog}, newObserver().done()
	r.f.Jobs[facts.Text(name)] = Job{
		Scheduler: "run-parts", User: "root", Root: true, Told: true,
		Programs: programs, Inside: r.inside(programs, 0, where, does), Source: facts.File(facts.Text(name)), Does: does,
	}
}

var atName = regexp.MustCompile(`^[a-zA-Z=][0-9a-f]{13}$`)

// at reads the spool of atd: a queue's letter, a number and a time make the name.
func (r *reader) at() {
	for _, dir := range []string{"/var/spool/cron/atjobs", "/var/spool/at", "/var/spool/atjobs"} {
		for _, e := range r.listDir(dir, "at") {
			if !e.IsRegular() || !atName.MatchString(e.Name) {
				continue
			}
			p, name := e.Perm(), path.Join(dir, e.Name)
			r.f.At[facts.Text(name)] = AtJob{
				Does: r.atDoes(name), Owner: e.UID, Group: e.GID, Mode: fmt.Sprintf("%04o", p),
				GroupWritable: p&0o020 != 0, WorldWritable: p&0o002 != 0, WorldReadable: p&0o004 != 0,
			}
		}
	}
}

// atDoes reads what a job of atd runs. Debian's puts the commands into a here
// document for the account's own shell; others leave them as they are.
func (r *reader) atDoes(name string) *Behaviour {
	b, err := r.h.ReadFile(r.ctx, name, host.ConfigLimit)
	if err != nil {
		r.gaps.Add(keyed("at", name)+".does", err)
		return nil
	}
	text := string(b)
	if m := atDocument.FindStringSubmatchIndex(text); m != nil {
		inner, _, _ := strings.Cut(text[m[1]:], "\n"+text[m[2]:m[3]])
		text = inner
	}
	return shellText(text)
}

var atDocument = regexp.MustCompile(`(?m)^\$\{SHELL:-/bin/sh\} << '([A-Za-z0-9]+)'\n`)
