package audit

import (
	"io/fs"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
)

// A FIFO in the place of a folder of configuration is a gap.
func TestRuinedPathsAreGaps(t *testing.T) {
	for name, want := range map[string]string{"/etc/audit/rules.d": "audit.rules", "/etc/audit/plugins.d": "audit.plugins"} {
		_, missing := gather(t, hosttest.TreeWith(t, []hosttest.File{
			{Path: name, Mode: fs.ModeNamedPipe | 0o600}, {Path: "/etc/audit/auditd.conf", Content: "log_file = /var/log/audit/audit.log\n"},
			{Path: "/etc/audit/audit.rules", Content: "-e 2\n"}, {Path: "/usr/sbin/auditd", Content: "x", Mode: 0o755}}))
		found := false
		for _, m := range missing {
			found = found || strings.HasPrefix(m.Path, want)
		}
		if !found {
			t.Errorf("%s: gaps %+v, want %s", name, missing, want)
		}
	}
}
