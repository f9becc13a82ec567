package startup_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/pkgdb/startup"
)

const service = "[Service]\nExecStart=/usr/sbin/x\n[Install]\nWantedBy=multi-user.target\n"

func load(t *testing.T, files ...hosttest.File) *startup.Table {
	t.Helper()
	units, err := startup.Load(context.Background(), hosttest.TreeWith(t, files))
	if err != nil {
		t.Fatal(err)
	}
	return units
}

func TestStateOfAUnit(t *testing.T) {
	const wants = "/etc/systemd/system/multi-user.target.wants/x.service"
	native := hosttest.File{Path: "/usr/lib/systemd/system/x.service", Content: service}
	script := hosttest.File{Path: "/etc/init.d/x", Content: "#!/bin/sh\n"}
	level := hosttest.File{Path: "/etc/rc2.d/S01x", Link: "../init.d/x"}
	systemd := hosttest.File{Path: "/usr/lib/systemd/systemd", Content: "x"}
	for name, c := range map[string]struct {
		files []hosttest.File
		want  startup.State
	}{
		"absent":                             {nil, startup.Absent},
		"disabled":                           {[]hosttest.File{native}, startup.Disabled},
		"enabled, in a tree without targets": {[]hosttest.File{native, {Path: wants, Link: native.Path}}, startup.Enabled},
		"masked, although linked":            {[]hosttest.File{native, {Path: wants, Link: native.Path}, {Path: "/etc/systemd/system/x.service", Link: "/dev/null"}}, startup.Masked},
		"script in a run level":              {[]hosttest.File{script, level}, startup.Enabled},
		"script in none":                     {[]hosttest.File{script}, startup.Disabled},
		"unit beats script on systemd":       {[]hosttest.File{native, script, level, systemd}, startup.Disabled},
		"script counts without systemd":      {[]hosttest.File{native, script, level}, startup.Enabled},
		"openrc":                             {[]hosttest.File{script, {Path: "/etc/runlevels/default/x", Link: "/etc/init.d/x"}}, startup.Enabled},
	} {
		u, err := load(t, c.files...).Unit(context.Background(), "x.service")
		if err != nil || u.State != c.want {
			t.Errorf("%s: %+v, %v; want %s", name, u, err, c.want)
		}
		if !strings.HasPrefix(u.Source(), "/etc") && !strings.HasPrefix(u.Source(), "/usr") {
			t.Errorf("%s: source %q", name, u.Source())
		}
	}
}

func TestExecOfATimerIsThatOfItsService(t *testing.T) {
	units := load(t, hosttest.File{Path: "/etc/systemd/system/a.timer", Content: "[Timer]\nOnCalendar=daily\n"},
		hosttest.File{Path: "/etc/systemd/system/a.service", Content: "[Service]\nExecStart=-/bin/one\nExecStart=/bin/two x\n"},
		hosttest.File{Path: "/etc/systemd/system/a.service.d/10.conf", Content: "[Service]\nExecStart=\nExecStart=@/bin/three y\n"})
	if diff := cmp.Diff([]string{"/bin/three y"}, units.Exec(context.Background(), "a.timer")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCronLines(t *testing.T) {
	for line, want := range map[string]string{
		"0 1 * * * root /bin/x -a":      "0 1 * * *|/bin/x -a",
		"@daily root /bin/x":            "@daily|/bin/x",
		"*/5 * * * 1-5 www-data /bin/x": "*/5 * * * 1-5|/bin/x",
		"# 0 1 * * * root /bin/x":       "|",
		"SHELL=/bin/sh":                 "|",
		"PATH = /bin":                   "|",
		"0 1 * * *":                     "|",
		"":                              "|",
	} {
		schedule, command, _ := startup.CronLine(line, true)
		if got := schedule + "|" + command; got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	run := hosttest.File{Path: "/etc/cron.daily/wrapper", Mode: 0o755, Content: "#!/bin/sh\n# tool\ntest -x /usr/bin/tool || exit 0\nnice \\\n tool --all\n"}
	for name, c := range map[string]struct {
		files []hosttest.File
		want  []string
	}{
		"daily script":         {[]hosttest.File{run}, []string{"tool --all cron daily /etc/cron.daily/wrapper"}},
		"a backup of it":       {[]hosttest.File{{Path: "/etc/cron.d/x.dpkg-old", Content: "0 1 * * * root tool\n"}}, nil},
		"separators":           {[]hosttest.File{{Path: "/etc/crontab", Content: "0 1 * * * root cd / && (/usr/bin/tool -x;true)\n"}}, []string{"tool -x true cron 0 1 * * * /etc/crontab"}},
		"part of a name":       {[]hosttest.File{{Path: "/etc/crontab", Content: "0 1 * * * root mytool tool2\n"}}, nil},
		"a program, no script": {[]hosttest.File{{Path: "/etc/crontab", Content: "0 1 * * * root /usr/bin/bin\n"}, {Path: "/usr/bin/bin", Content: "\x7fELF\x00 tool"}}, nil},
	} {
		f := startup.Find(context.Background(), hosttest.TreeWith(t, c.files), nil, "tool")
		var got []string
		for _, j := range f.Jobs {
			got = append(got, strings.Join(append(append([]string{j.Program}, j.Args...), j.Kind, j.Schedule, j.File), " "))
		}
		if diff := cmp.Diff(c.want, got); diff != "" || len(f.Errs) > 0 {
			t.Errorf("%s (-want +got):\n%s%v", name, diff, f.Errs)
		}
	}
	f := startup.Find(context.Background(), hosttest.Deny(hosttest.TreeWith(t, []hosttest.File{run}), "/etc/cron.daily"), nil, "tool")
	if len(f.Errs) != 1 || len(f.Jobs) != 0 {
		t.Errorf("denied: %v, errors %v", f.Jobs, f.Errs)
	}
}

func FuzzCronLine(f *testing.F) {
	f.Add("0 1 * * * root /bin/x", true)
	f.Fuzz(func(t *testing.T, line string, system bool) {
		if _, command, ok := startup.CronLine(line, system); ok && command == "" {
			t.Errorf("%q: an entry with no command", line)
		}
		startup.Words(line)
	})
}
