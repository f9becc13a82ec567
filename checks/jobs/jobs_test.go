package jobs

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

const accounts = "root:x:0:0:root:/root:/bin/bash\nalice:x:1001:1001::/home/alice:/bin/bash\n"

func tree(t *testing.T, more ...hosttest.File) host.Host {
	t.Helper()
	return hosttest.TreeWith(t, append([]hosttest.File{
		{Path: "/etc/passwd", Content: accounts}, {Path: "/var/lib/dpkg/status"}, {Path: "/usr/bin/tar", Mode: 0o755}, {Path: "/bin", Link: "usr/bin"},
	}, more...))
}

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("jobs")
	f, err := Gather(t.Context(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

// lines sums the jobs up: "SOURCE USER PROGRAMS", with what is weak.
func lines(f *Facts) []string {
	out := []string{}
	for _, k := range sortedKeys(f.Jobs) {
		j := f.Jobs[k]
		text := []string{}
		for _, p := range sortedKeys(j.Programs) {
			if w := j.Programs[p].Weak; len(w) > 0 {
				p += fmt.Sprintf("%q", w)
			}
			text = append(text, p)
		}
		out = append(out, fmt.Sprintf("%s %s %s", k, j.User, strings.Join(text, " ")))
	}
	return out
}

func TestJobsOfEveryTable(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/etc/crontab", Content: "PATH=:/srv/bin:/bin\n0 0 * * * root tar cf /x --passphrase=geheim\n0 1 * * * nobodyknows /bin/x\n"},
		hosttest.File{Path: "/srv/bin", Mode: fs.ModeDir | 0o777},
		hosttest.File{Path: "/etc/cron.d/app", Content: "* * * * * alice /home/alice/job\n* * * * * root /opt/app/run.sh\n", Mode: 0o666},
		hosttest.File{Path: "/etc/cron.d/old.bak", Content: "* * * * * root /opt/evil\n"},
		hosttest.File{Path: "/opt/app/run.sh", Mode: 0o777},
		hosttest.File{Path: "/home/alice/job", Mode: 0o755, UID: 1001},
		hosttest.File{Path: "/etc/cron.daily/good", Mode: 0o755},
		hosttest.File{Path: "/etc/cron.daily/off", Mode: 0o644},
		hosttest.File{Path: "/etc/cron.daily/gone", Link: "/nowhere"},
		hosttest.File{Path: "/etc/cron.daily/open", Mode: 0o757},
		hosttest.File{Path: "/var/spool/cron/crontabs/alice", Content: "@daily tar x\n", Mode: 0o600, UID: 1001},
		hosttest.File{Path: "/var/spool/cron/crontabs/ghost", Content: "@daily tar x\n", Mode: 0o600},
		hosttest.File{Path: "/var/spool/cron/atjobs/a0000101c2f3a4", Mode: 0o700, UID: 1001},
		hosttest.File{Path: "/var/spool/cron/atjobs/.SEQ"},
		hosttest.File{Path: "/etc/anacrontab", Content: "1 5 cron.daily run-parts /etc/special\n"},
		hosttest.File{Path: "/etc/special/one", Mode: 0o755},
	))
	want := []string{
		`/etc/anacrontab:1 root /etc/special run-parts`,
		`/etc/cron.d/app:1 alice /home/alice/job`,
		`/etc/cron.d/app:2 root /opt/app/run.sh["/opt/app/run.sh is writable by everybody"]`,
		`/etc/cron.daily/good root /etc/cron.daily/good`,
		`/etc/cron.daily/open root /etc/cron.daily/open["/etc/cron.daily/open is writable by everybody"]`,
		`/etc/crontab:2 root /bin/tar`,
		`/etc/special/one root /etc/special/one`,
		`/var/spool/cron/crontabs/alice:1 alice /usr/bin/tar`,
	}
	if d := cmp.Diff(want, lines(f)); d != "" || len(gaps) > 0 {
		t.Error(d, gaps)
	}
	wantPath := map[string]PathFolder{
		"":         {Relative: true, Weak: []string{}, Source: "/etc/crontab:1"},
		"/srv/bin": {Exists: true, Weak: []string{"/srv/bin is writable by everybody"}, Source: "/etc/crontab:1"},
		"/bin":     {Exists: true, Weak: []string{}, Source: "/etc/crontab:1"},
	}
	if d := cmp.Diff(wantPath, f.Tables["/etc/crontab"].Path); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"/etc/cron.d/app is writable by everybody"}, f.Tables["/etc/cron.d/app"].Weak); d != "" {
		t.Error(d)
	}
	ignored := sortedKeys(f.Ignored)
	if d := cmp.Diff([]string{"/etc/cron.d/app", "/etc/cron.d/old.bak", "/etc/cron.daily/gone", "/etc/cron.daily/off", "/etc/crontab:3", "/var/spool/cron/crontabs/ghost"}, ignored); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]AtJob{"/var/spool/cron/atjobs/a0000101c2f3a4": {Owner: 1001, Mode: "0700", Does: newObserver().done()}}, f.At); d != "" {
		t.Error(d)
	}
}

func TestServiceUnits(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/etc/systemd/system/app.service", Content: "[Service]\nExecStart=-@/opt/app/run name --token geheim\nExecStartPre=/bin/sh -c 'tar x; /opt/pre'\nEnvironmentFile=-/opt/app/env\n", Mode: 0o666},
		hosttest.File{Path: "/etc/systemd/system/app.service.d/x.conf", Content: "[Service]\nUser=alice\n"},
		hosttest.File{Path: "/etc/systemd/system/nightly.timer", Content: "[Timer]\nOnCalendar=daily\nUnit=app.service\n"},
		hosttest.File{Path: "/etc/systemd/system/dyn.service", Content: "[Service]\nExecStart=%h/run\n"},
		hosttest.File{Path: "/opt/app", Mode: fs.ModeDir | 0o777},
		hosttest.File{Path: "/opt/app/run", UID: 1001},
	))
	weak := "/opt/app is writable by everybody"
	want := map[string]Unit{
		"app.service": {
			User: "alice", Timers: []string{"nightly.timer"}, Does: newObserver().done(), Inside: map[string]Program{}, Loader: map[string]Library{}, Told: true, Source: "/etc/systemd/system/app.service",
			Programs: map[string]Program{
				"/opt/app/run": {Exists: true, Weak: []string{weak}},
				"/bin/sh":      {Weak: []string{}}, "/usr/bin/tar": {Exists: true, Weak: []string{}}, "/opt/pre": {Weak: []string{}},
			},
			Files: map[string]Program{
				"/etc/systemd/system/app.service":          {Exists: true, Weak: []string{"/etc/systemd/system/app.service is writable by everybody"}},
				"/etc/systemd/system/app.service.d/x.conf": {Exists: true, Weak: []string{}},
				"/opt/app/env": {Weak: []string{weak}},
			},
		},
		"dyn.service": {
			User: "root", Root: true, Timers: []string{}, Does: newObserver().done(), Inside: map[string]Program{}, Loader: map[string]Library{}, Why: "a variable or pattern is the command", Source: "/etc/systemd/system/dyn.service",
			Programs: map[string]Program{}, Files: map[string]Program{"/etc/systemd/system/dyn.service": {Exists: true, Weak: []string{}}},
		},
	}
	if d := cmp.Diff(want, f.Units); d != "" || len(gaps) > 0 {
		t.Error(d, gaps)
	}
}

// A sticky folder keeps a program that is there, and lets everybody make one
// that is not.
func TestStickyFolders(t *testing.T) {
	f, _ := gather(t, tree(t,
		hosttest.File{Path: "/tmp", Mode: fs.ModeDir | fs.ModeSticky | 0o777},
		hosttest.File{Path: "/tmp/there", Mode: 0o755},
		hosttest.File{Path: "/etc/crontab", Content: "PATH=/tmp:/bin\n* * * * * root /tmp/there\n* * * * * root /tmp/none\n* * * * * root run-parts /tmp\n"}))
	want := []string{
		`/etc/crontab:2 root /tmp/there`,
		`/etc/crontab:3 root /tmp/none["/tmp is writable by everybody, who can make none"]`,
		`/etc/crontab:4 root /tmp["/tmp is writable by everybody"] run-parts`,
		`/tmp/there root /tmp/there`,
	}
	if d := cmp.Diff(want, lines(f)); d != "" {
		t.Error(d)
	}
	if w := f.Tables["/etc/crontab"].Path["/tmp"].Weak; len(w) != 1 {
		t.Error(w)
	}
}

func TestNothingScheduled(t *testing.T) {
	f, gaps := gather(t, tree(t))
	if f.Cron == nil || f.Cron.Value || len(f.Jobs)+len(f.Tables) > 0 || f.Jobs == nil || len(gaps) > 0 {
		t.Errorf("%+v %v", f, gaps)
	}
}

func TestWhatCannotBeReadIsAGap(t *testing.T) {
	h := tree(t, hosttest.File{Path: "/etc/crontab", Content: "* * * * * root /opt/a/b\n"},
		hosttest.File{Path: "/etc/cron.d/x"}, hosttest.File{Path: "/opt/a/b"}, hosttest.File{Path: "/var/spool/cron/crontabs/root"})
	for deny, want := range map[string]string{
		"/etc/crontab":             `jobs.jobs["/etc/crontab"]`,
		"/etc/cron.d":              `jobs.jobs["/etc/cron.d/*"]`,
		"/opt/a":                   `jobs.jobs["/etc/crontab:1"].programs["/opt/a/b"]`,
		"/var/spool/cron/crontabs": `jobs.jobs["/var/spool/cron/crontabs/*"]`,
		"/etc/passwd":              `jobs.jobs[*].root`,
	} {
		_, gaps := gather(t, hosttest.Deny(h, deny))
		if !slices.ContainsFunc(gaps, func(m facts.Missing) bool { return m.Path == want && m.Denied }) {
			t.Errorf("%s: no gap %s in %v", deny, want, gaps)
		}
	}
}

func TestNoSecretOfACommandIsKept(t *testing.T) {
	f, _ := gather(t, tree(t, hosttest.File{Path: "/etc/crontab",
		Content: "* * * * * root mysqldump --password=geheim x > /b\n* * * * * root TOKEN=geheim curl https://u:geheim@h/\n* * * * * root echo geheim % geheim\n"}))
	if s := fmt.Sprintf("%+v", *f); strings.Contains(s, "geheim") {
		t.Error(s)
	}
}

// Debian's cron passes over a whole table for one line; others are not known to.
func TestATableThatCronCannotReadIsPassedOver(t *testing.T) {
	for text, want := range map[string]string{
		"0 3 * * * root /usr/bin/restic\n":                            "",
		"0 3 * * * root /usr/bin/restic\n0 24 * * * root /bin/true\n": "cron passes over the whole table: line 2: bad hour",
		"0 3 * * * root /usr/bin/restic":                              "cron passes over the whole table: line 1: no newline at the end",
	} {
		tree := map[string]string{"/etc/passwd": "root:x:0:0::/root:/bin/sh\n", "/etc/cron.d/backup": text, "/var/lib/dpkg/status": ""}
		f, err := Gather(context.Background(), hosttest.Tree(t, tree), facts.NewGaps("jobs"))
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Ignored["/etc/cron.d/backup"].Reason; got != want || len(f.Jobs) == 0 {
			t.Errorf("%q: %q, jobs %v", text, got, f.Jobs)
		}
		delete(tree, "/var/lib/dpkg/status")
		if f, err = Gather(context.Background(), hosttest.Tree(t, tree), facts.NewGaps("jobs")); err != nil || len(f.Ignored) != 0 {
			t.Errorf("%q: %v, %v", text, f.Ignored, err)
		}
	}
}
