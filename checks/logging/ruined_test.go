package logging

import (
	"context"
	"io/fs"
	"testing"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// A FIFO in the place of a file or a folder of configuration is a gap.
func TestRuinedPathsAreGaps(t *testing.T) {
	for name, want := range map[string]string{
		"/etc/rsyslog.conf": "logging.daemons", "/etc/rsyslog.d": "logging.daemons", "/etc/logrotate.conf": "logging.rotation", "/etc/logrotate.d": "logging.rotation",
	} {
		files := []hosttest.File{{Path: name, Mode: fs.ModeNamedPipe | 0o600}}
		for p, content := range map[string]string{
			"/etc/rsyslog.conf":   "$IncludeConfig /etc/rsyslog.d/*.conf\n*.* /var/log/syslog\n",
			"/etc/logrotate.conf": "weekly\nrotate 4\ninclude /etc/logrotate.d\n",
		} {
			if p != name {
				files = append(files, hosttest.File{Path: p, Content: content})
			}
		}
		gaps := facts.NewGaps("logging")
		if _, err := Gather(context.Background(), hosttest.TreeWith(t, files), gaps); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, m := range gaps.Missing() {
			p, _ := facts.ParsePath(m.Path)
			found = found || p[0].Key+"."+p[1].Key == want
		}
		if !found {
			t.Errorf("%s: gaps %+v, want %s", name, gaps.Missing(), want)
		}
	}
}
