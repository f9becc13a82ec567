package databases

import (
	"io/fs"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
)

// What stands in the place of a folder of configuration is a gap: neither an
// empty folder nor an absent product.
func TestRuinedPathsAreGaps(t *testing.T) {
	fifo := fs.ModeNamedPipe | 0o600
	cnf := hosttest.File{Path: "/etc/mysql/my.cnf", Content: "[mysqld]\nbind-address=127.0.0.1\n!includedir /etc/mysql/mariadb.conf.d/\n"}
	for _, c := range []struct {
		want  string
		files []hosttest.File
	}{
		{`mysql.settings["unread"]`, []hosttest.File{cnf, {Path: "/etc/mysql/mariadb.conf.d", Mode: fifo}}},
		{`mysql.settings["unread"]`, []hosttest.File{cnf, {Path: "/etc/mysql/mariadb.conf.d", Content: "junk"}}},
		{`mysql.settings["unread"]`, []hosttest.File{{Path: "/etc/mysql/mariadb.conf.d", Mode: fifo}}},
		{`mysql.settings["unread"]`, []hosttest.File{{Path: "/etc/mysql", Mode: fifo}}},
		{"postgresql.", []hosttest.File{{Path: "/etc/postgresql", Mode: fifo}}},
		{"postgresql.", []hosttest.File{{Path: "/etc/postgresql", Content: "junk"}}},
		{"redis.", []hosttest.File{{Path: "/etc/redis", Mode: fifo}}},
	} {
		_, missing := gather(t, hosttest.TreeWith(t, append(hosttest.Files(map[string]string{
			"/var/lib/dpkg/status": dpkg("mariadb-server 1:10.11", "postgresql-15 15.3", "redis-server 5:7.0")}), c.files...)))
		if !strings.Contains(strings.Join(missing, "\n"), "databases."+c.want) {
			t.Errorf("%+v: gaps %q, want %s", c.files, missing, c.want)
		}
	}
}

// .mylogin.cnf is scrambled, so null bytes are no damage.
func TestLoginFileIsNoText(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{
		"/var/lib/dpkg/status": dpkg("base-files 12"), "/root/.mylogin.cnf": "\x00\x00\x00\x00\x1f"}))
	if c, ok := f.MySQL.ClientFiles["/root/.mylogin.cnf"]; !ok || len(missing) > 0 {
		t.Errorf("%+v %q", c, missing)
	}
}
