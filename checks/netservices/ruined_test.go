package netservices

import (
	"io/fs"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
)

// What stands in the place of a file or folder of a product, or of its program,
// is a gap: neither an empty configuration nor an absent product.
func TestRuinedPathsAreGaps(t *testing.T) {
	const noise = "\x8f\x02q=\x1b\n\xfe\xffz\n\x07junk\nk\xc3\n"
	fifo := fs.ModeNamedPipe | 0o600
	for _, c := range []struct {
		want  string
		files []hosttest.File
	}{
		{"rsync.modules", []hosttest.File{{Path: "/etc/rsyncd.conf", Content: noise}}},
		{"rsync.modules", []hosttest.File{{Path: "/etc/rsyncd.conf", Content: "junk\x00"}}},
		{"rsync.modules", []hosttest.File{{Path: "/etc/rsyncd.conf", Content: "[m]\npath=/srv\n&include /etc/r.d\n"}, {Path: "/etc/r.d", Mode: fifo}}},
		{"rsync.modules", []hosttest.File{{Path: "/etc/rsyncd.conf", Content: "[m]\npath=/srv\n&include /etc/r.d\n"}}},
		{"containerd.present", []hosttest.File{{Path: "/usr/bin/containerd", Mode: fs.ModeDir}}},
		{"containerd.present", []hosttest.File{{Path: "/usr/bin/containerd", Link: "containerd"}}},
		{"containerd.listens", []hosttest.File{{Path: "/etc/containerd/config.toml", Mode: fs.ModeDir}}},
		{"containerd.listens", []hosttest.File{{Path: "/etc/containerd/config.toml", Link: "config.toml"}}},
		{"containerd.listens", []hosttest.File{{Path: "/etc/containerd/config.toml", Content: noise}}},
		{"samba.", []hosttest.File{{Path: "/etc/samba/smb.conf", Content: noise}}},
		{"samba.present", []hosttest.File{{Path: "/etc/samba", Mode: fifo}}},
	} {
		_, missing := gather(t, hosttest.TreeWith(t, append(hosttest.Files(map[string]string{"/var/lib/dpkg/status": dpkg("base-files 12")}), c.files...)))
		if !strings.Contains(strings.Join(missing, "\n"), "netservices."+c.want) {
			t.Errorf("%+v: gaps %q, want %s", c.files, missing, c.want)
		}
	}
	// An empty folder of snippets is no ruin.
	f, missing := gather(t, hosttest.TreeWith(t, append(hosttest.Files(map[string]string{"/var/lib/dpkg/status": dpkg("base-files 12"),
		"/etc/rsyncd.conf": "[m]\npath=/srv\n&include /etc/r.d\n"}), hosttest.File{Path: "/etc/r.d", Mode: fs.ModeDir})))
	if len(missing) > 0 || len(f.Rsync.Modules) != 1 {
		t.Errorf("%+v %q", f.Rsync, missing)
	}
}
