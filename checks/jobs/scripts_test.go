package jobs

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
)

func TestWhatScriptsRun(t *testing.T) {
	for text, want := range map[string]string{
		"#!/bin/sh\n/opt/a\n/opt/b -x | /opt/c\n":                                                       "/opt/a /opt/b /opt/c",
		"#! /usr/bin/env bash\nset -e\nif [ -x /opt/no ]; then\n  exec /opt/a \"$@\"\nfi\n":             "/opt/a",
		"#!/usr/bin/python3\n/opt/a\n":                                                                  "none",
		"/opt/a\n":                                                                                      "none",
		"#!/bin/sh\ncd /opt && ./a\n":                                                                   "/opt/a",
		"#!/bin/sh\n. /etc/default/x\nX=/opt/no\ntar cf /srv/no /home\n$X/y\n/opt/a\n":                  "/etc/default/x /opt/a",
		"#!/bin/sh\nA=$(/opt/a)\necho `/opt/b`\n":                                                       "/opt/a /opt/b",
		"#!/bin/sh\ncat <<EOF\n/opt/no\nEOF\n/opt/a\n":                                                  "/opt/a",
		"#!/bin/sh\ncat <<-'END' | /opt/b\n\t/opt/no\n\tEND\n/opt/a\n":                                  "/opt/a /opt/b",
		"#!/bin/sh\ncat <<A <<B\n/opt/no\nA\n/opt/no2\nB\n/opt/a\n":                                     "/opt/a",
		"#!/bin/sh\nx=$((1<<y))\n/opt/a\n":                                                              "/opt/a",
		"#!/bin/sh\nf() {\n  /opt/a\n}\nfor i in /opt/no; do /opt/b $i; done\nwhile :; do /opt/c; done": "/opt/a /opt/b /opt/c",
		"#!/bin/sh\nsu - bob -c /home/bob/no\nsudo -u bob /home/bob/no\n":                               "",
		"#!/bin/sh\nsh /opt/a\nnice -n 5 /opt/b\nbash -c '/opt/c; x'\nfind / -exec /opt/no \\;\n":       "/opt/a /opt/b /opt/c",
		"#!/bin/sh\n# /opt/no\necho /opt/no > /opt/no2 # /opt/no\n/opt/a\n":                             "/opt/a",
		"#!/bin/sh\ncat <<EOF\n/opt/a":                                                                  "",
	} {
		got := "none"
		if s := parseScript(text); s != nil {
			got = strings.Join(s.names, " ")
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What a script of root runs in turn counts as what the crontab names.
func TestInsideOfScripts(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/etc/crontab", Content: "0 1 * * * root /opt/first\n0 2 * * * root /opt/loop\n"},
		hosttest.File{Path: "/etc/cron.daily/x", Content: "#!/bin/sh\n/home/alice/y\n", Mode: 0o755},
		hosttest.File{Path: "/etc/systemd/system/a.service", Content: "[Service]\nExecStart=/opt/first now\n"},
		hosttest.File{Path: "/opt/first", Content: "#!/bin/sh\n/opt/second\n/opt/missing\ncase $1 in\n/tmp) exit;;\nesac\n", Mode: 0o755},
		hosttest.File{Path: "/opt/second", Content: "#!/bin/bash\n. /srv/lib.sh\nwget -qO- x | bash\n", Mode: 0o755},
		hosttest.File{Path: "/opt/loop", Content: "#!/bin/sh\n/opt/loop\n/opt/first\n", Mode: 0o755},
		hosttest.File{Path: "/srv/lib.sh", Content: "A=1\n", Mode: 0o666},
		hosttest.File{Path: "/home/alice/y", Content: "x", UID: 1001, Mode: 0o755},
		hosttest.File{Path: "/tmp", Mode: fs.ModeDir | fs.ModeSticky | 0o777},
	))
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	lib := Program{Exists: true, Weak: []string{"/srv/lib.sh is writable by everybody"}}
	good := Program{Exists: true, Weak: []string{}}
	fetches := []string{"wget into bash in /opt/second"}
	for name, c := range map[string]struct {
		inside  map[string]Program
		does    *Behaviour
		want    map[string]Program
		fetches []string
	}{
		"crontab": {f.Jobs["/etc/crontab:1"].Inside, f.Jobs["/etc/crontab:1"].Does, map[string]Program{"/opt/second": good, "/srv/lib.sh": lib}, fetches},
		"unit":    {f.Units["a.service"].Inside, f.Units["a.service"].Does, map[string]Program{"/opt/second": good, "/srv/lib.sh": lib}, fetches},
		"loop":    {f.Jobs["/etc/crontab:2"].Inside, f.Jobs["/etc/crontab:2"].Does, map[string]Program{"/opt/first": good, "/opt/second": good, "/srv/lib.sh": lib}, fetches},
		"part": {f.Jobs["/etc/cron.daily/x"].Inside, f.Jobs["/etc/cron.daily/x"].Does, map[string]Program{
			"/home/alice/y": {Exists: true, Weak: []string{"/home/alice/y is owned by user id 1001"}},
		}, []string{}},
	} {
		if d := cmp.Diff(c.want, c.inside); d != "" {
			t.Error(name, d)
		}
		if d := cmp.Diff(c.fetches, c.does.Fetches); d != "" {
			t.Error(name, d)
		}
	}
}

// Scripts that run scripts are followed to the last.
func TestScriptsAreFollowedToTheLast(t *testing.T) {
	files := []hosttest.File{{Path: "/etc/crontab", Content: "0 1 * * * root /opt/0\n"}, {Path: "/opt/20", Content: "x", Mode: 0o777}}
	for i := range 20 {
		files = append(files, hosttest.File{Path: fmt.Sprintf("/opt/%d", i), Content: fmt.Sprintf("#!/bin/sh\n/opt/%d\n", i+1), Mode: 0o755})
	}
	f, gaps := gather(t, tree(t, files...))
	if p := f.Jobs["/etc/crontab:1"].Inside["/opt/20"]; len(p.Weak) != 1 || len(gaps) > 0 {
		t.Errorf("%+v %v", p, gaps)
	}
}

// A script that cannot be read is a gap; one that is no text of a shell is none.
func TestUnreadableScriptsAreGaps(t *testing.T) {
	h := hosttest.Deny(tree(t,
		hosttest.File{Path: "/etc/crontab", Content: "0 1 * * * root /opt/first; /opt/second\n"},
		hosttest.File{Path: "/opt/first", Content: "#!/bin/sh\n/opt/x\n", Mode: 0o755},
		hosttest.File{Path: "/opt/second", Content: "\x7fELF", Mode: 0o755},
	), "/opt/first")
	_, gaps := gather(t, h)
	found := false
	for _, g := range gaps {
		found = found || strings.HasPrefix(g.Path, `jobs.jobs["/etc/crontab:1"].inside["/opt/first"]`)
		if strings.Contains(g.Path, "second") {
			t.Error(g)
		}
	}
	if !found {
		t.Errorf("gaps: %+v", gaps)
	}
}

// Documents without end take no longer than reading them.
func TestDocumentsAreReadOnce(t *testing.T) {
	if s := parseScript("#!/bin/sh\n" + strings.Repeat("cat <<EOF\n", 25_000) + "x\n"); s == nil {
		t.Error("no script")
	}
	if s := parseScript("#!/bin/sh\n" + strings.Repeat("cat <<EOF\nEOF\n", 15_000) + "/opt/a\n"); len(s.names) != 1 {
		t.Errorf("%q", s.names)
	}
}
