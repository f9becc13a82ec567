package services

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
	box "isoscan/internal/sandbox"
)

// chronyFiles are files of chrony.conf(5), with the names of their sources.
var chronyFiles = []struct{ name, text, want string }{
	{"one", "server 192.0.2.1\n", "192.0.2.1"},
	{"as installed", "pool 2.debian.pool.ntp.org iburst\nkeyfile /etc/chrony/chrony.keys\ndriftfile /var/lib/chrony/chrony.drift\nmakestep 1 3\n", "2.debian.pool.ntp.org"},
	{"capitals", "SERVER 192.0.2.1 IBURST\nPool a.example MINPOLL 4\n", "192.0.2.1 a.example"},
	{"comments", "# server a\n! server b\n; server c\n% server d\n  # server e\nserver 192.0.2.1\n", "192.0.2.1"},
	{"a comment behind", "server 192.0.2.1 # main\n", "refused"},
	{"a comment behind an option", "server 192.0.2.1 iburst # main\n", "refused"},
	{"blanks", "  server\t192.0.2.1   iburst  \n", "192.0.2.1"},
	{"crlf", "server 192.0.2.1 iburst\r\n", "192.0.2.1"},
	{"no last newline", "server 192.0.2.1", "192.0.2.1"},
	{"an unknown option", "server 192.0.2.1 iburts\n", "refused"},
	{"a number that is missing", "server 192.0.2.1 minpoll\n", "refused"},
	{"a word for a number", "server 192.0.2.1 minpoll iburst\n", "refused"},
	{"numbers", "server 192.0.2.1 minpoll -2 maxpoll 4 offset 0.25 key 7 version 3 maxdelay .5\n", "192.0.2.1"},
	{"an extension", "server 192.0.2.1 extfield F323 xleave\n", "192.0.2.1"},
	{"a peer", "peer 192.0.2.1 prefer trust require noselect\n", "192.0.2.1"},
	{"secured", "server a.example nts ntsport 4460 certset 1\n", "a.example"},
	{"two names", "server 192.0.2.1 192.0.2.2\n", "refused"},
	{"of the machine itself", "local stratum 10\nserver 192.0.2.1\n", "192.0.2.1"},
	{"IPv6", "server 2001:db8::1 iburst\n", "2001:db8::1"},
}

// chronyd -p prints what it reads, or says why it does not start.
func TestSourcesAsChronydReadsThem(t *testing.T) {
	box.Need(t, "chronyd", "chrony")
	for _, c := range chronyFiles {
		conf := t.TempDir() + "/chrony.conf"
		if err := os.WriteFile(conf, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("chronyd", "-p", "-f", conf).Output()
		theirs := "refused"
		if err == nil {
			var names []string
			for line := range strings.Lines(string(out)) {
				if f := strings.Fields(line); len(f) > 1 && slices.Contains([]string{"server", "pool", "peer"}, strings.ToLower(f[0])) {
					names = append(names, f[1])
				}
			}
			slices.Sort(names)
			theirs = strings.Join(names, " ")
		}
		f, missing := gather(t, hosttest.Tree(t, map[string]string{"/etc/chrony/chrony.conf": c.text}))
		ours := "refused"
		if !strings.Contains(paths(missing), "clock.sources") {
			var names []string
			for _, s := range f.Clock.Sources {
				names = append(names, s.Name)
			}
			slices.Sort(names)
			ours = strings.Join(names, " ")
		}
		if theirs != ours || theirs != c.want {
			t.Errorf("%s: the manual: %q; chronyd: %q; ours: %q", c.name, c.want, theirs, ours)
		}
	}
}
