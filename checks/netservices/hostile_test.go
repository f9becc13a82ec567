package netservices

import (
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
)

// Files that are all one line, or all one nest, end in time linear in their size;
// a test that hangs shows that they do not.
func TestHostileLengths(t *testing.T) {
	const n = 300_000
	for name, c := range map[string]struct{ pkg, path, text string }{
		"exports, one line":   {"nfs-kernel-server 1", "/etc/exports", strings.Repeat("/srv \\\n", n)},
		"rsyncd, one line":    {"rsync 3.2.7-1", "/etc/rsyncd.conf", strings.Repeat("a = bcdef\\\n", n)},
		"rsyncd, blank lines": {"rsync 3.2.7-1", "/etc/rsyncd.conf", strings.Repeat("\\\n\n", n)},
		"proftpd, one line":   {"proftpd-core 1.3.8", "/etc/proftpd/proftpd.conf", strings.Repeat("Port 2\\\n", n)},
		"proftpd, nested":     {"proftpd-core 1.3.8", "/etc/proftpd/proftpd.conf", strings.Repeat("<IfModule mod_x.c>\n", n/2)},
		"samba, one line":     {"samba 4", "/etc/samba/smb.conf", "[global]\n" + strings.Repeat("a = bcdef\\\n", n)},
		"samba, blank lines":  {"samba 4", "/etc/samba/smb.conf", "[global]\n" + strings.Repeat("\\\n\n", n)},
	} {
		t.Run(name, func(t *testing.T) {
			f, missing := gather(t, hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": dpkg(c.pkg), c.path: c.text}))
			if f == nil {
				t.Fatal("nothing was gathered")
			}
			if name == "proftpd, nested" && (len(missing) != 1 || !strings.Contains(missing[0], "nested too deep")) {
				t.Errorf("gaps: %q", missing)
			}
		})
	}
}
