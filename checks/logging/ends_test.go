package logging

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func TestEndsOfLogs(t *testing.T) {
	h := hosttest.TreeWith(t, []hosttest.File{
		{Path: "/etc/rsyslog.conf", Content: "module(load=\"imuxsock\")\nauth,authpriv.* /dev/null\n*.*;auth,authpriv.none /srv/log/all\n"},
		{Path: "/srv/log/all", Link: "../null"},
		{Path: "/srv/null", Link: "/dev/null"},
		{Path: "/var/log/wtmp", Link: "/dev/null"},
		{Path: "/var/log/btmp", Link: "wtmp"},
		{Path: "/var/log/auth.log", Link: "/data/auth.log"},
		{Path: "/data/auth.log", Content: "x"},
		{Path: "/var/log/secure", Link: "secure"},
		{Path: "/var/log/messages", Content: "x"},
	})
	gaps := facts.NewGaps("logging")
	f, err := Gather(t.Context(), hosttest.Fail(h, "/var/log/lastlog", host.ErrPermission), gaps)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]End{}
	for name, end := range f.Ends {
		if end.Exists {
			got[name] = end
		}
	}
	want := map[string]End{
		"/srv/log/all":      {Exists: true, Lost: true, To: "/dev/null"},
		"/var/log/wtmp":     {Exists: true, Lost: true, To: "/dev/null"},
		"/var/log/btmp":     {Exists: true, Lost: true, To: "/dev/null"},
		"/var/log/secure":   {Exists: true, Lost: true, To: "/var/log/secure"},
		"/var/log/auth.log": {Exists: true, To: "/data/auth.log"},
		"/var/log/messages": {Exists: true, To: "/var/log/messages"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if end, ok := f.Ends["/var/log/syslog"]; !ok || end.Exists {
		t.Errorf("a log that is not there: %+v, %v", end, ok)
	}
	denied := func(m facts.Missing) bool { return m.Path == `logging.ends["/var/log/lastlog"]` && m.Denied }
	if !slices.ContainsFunc(gaps.Missing(), denied) {
		t.Errorf("gaps %+v", gaps.Missing())
	}
	routes := f.Daemons["rsyslog"].Routes
	if r := routes["authpriv"]; !slices.Contains(r.Unkept, "info") || !slices.Contains(r.Unkept, "emerg") {
		t.Errorf("authpriv goes to /dev/null only: %+v", r)
	}
	if r := routes["cron"]; len(r.Unkept) != 0 {
		t.Errorf("cron goes to a file: %+v", r)
	}
}
