package databases

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/parse/service"
	"isoscan/internal/sandbox"
)

// memcachedFiles are files as Debian's unit has them read. Of each is wanted how far
// the sockets reach, the UDP port and whether clients authenticate.
var memcachedFiles = []struct{ name, text, want string }{
	{"nothing", "", "all udp 0 open"},
	{"Debian's", "-d\nlogfile /var/log/memcached.log\n-m 64\n-p 11211\n-u root\n-l 127.0.0.1\n-P /run/m.pid\n", "loopback udp 0 open"},
	{"two addresses", "-l 127.0.0.1\n-l ::1\n", "loopback udp 0 open"},
	{"by commas", "-l 127.0.0.1,::1\n", "loopback udp 0 open"},
	{"a wider one behind", "-l 127.0.0.1\n-l 198.51.100.1\n", "network udp 0 open"},
	{"a wider one before", "-l 198.51.100.1\n-l 127.0.0.1\n", "network udp 0 open"},
	{"all in words", "-l 0.0.0.0\n", "all udp 0 open"},
	{"with a port", "-l 127.0.0.1:11212\n", "loopback udp 0 open"},
	{"six with a port", "-l [::1]:11212\n", "loopback udp 0 open"},
	{"a name", "-l localhost\n", "loopback udp 0 open"},
	{"without a blank", "-l127.0.0.1\n", "loopback udp 0 open"},
	{"long", "--listen=127.0.0.1\n", "loopback udp 0 open"},
	{"long with a blank", "--listen 127.0.0.1\n", "loopback udp 0 open"},
	{"long and short of it", "--udp=11211\n", "all udp 11211 open"},
	{"long and too short", "--lis=127.0.0.1\n", "refused"},
	{"the value on the next line", "-l\n127.0.0.1\n", "loopback udp 0 open"},
	{"two options on a line", "-m 64 -l 127.0.0.1\n", "loopback udp 0 open"},
	{"options in one word", "-vl 127.0.0.1\n", "loopback udp 0 open"},
	{"options in one word with UDP", "-kU 11211\n", "all udp 11211 open"},
	{"behind -d", "-d -l 127.0.0.1\n", "all udp 0 open"},
	{"comment", "#-l 127.0.0.1\n", "all udp 0 open"},
	{"comment behind", "-l 127.0.0.1 # only here\n", "loopback udp 0 open"},
	{"two comments behind", "-l 127.0.0.1 # a # -l 0.0.0.0\n", "loopback udp 0 open"},
	{"blanks before", "   -l 127.0.0.1\n", "loopback udp 0 open"},
	{"crlf", "-l 127.0.0.1\r\n", "loopback udp 0 open"},
	{"another word", "listen 127.0.0.1\n", "all udp 0 open"},
	{"quotes", "-l \"127.0.0.1\"\n", "loopback udp 0 open"},
	{"UDP", "-l 127.0.0.1\n-U 11211\n", "loopback udp 11211 open"},
	{"UDP off", "-U 0\n", "all udp 0 open"},
	{"UDP twice", "-U 11211\n-U 0\n", "all udp 0 open"},
	{"UDP long", "--udp-port=11211\n", "all udp 11211 open"},
	{"a socket", "-s /tmp/isoscan-memcached.sock\n", "none udp 0 open"},
	{"a socket and an address", "-l 0.0.0.0\n-s /tmp/isoscan-memcached.sock\n", "none udp 0 open"},
	{"a file of passwords", "-Y /etc/hosts.allow\n", "all udp 0 asks"},
	{"a file of passwords, long", "--auth-file=/etc/hosts.allow\n", "all udp 0 asks"},
	{"an option that wants a value", "-Y\n-l 0.0.0.0\n", "refused"},
	{"an unknown option", "-l 127.0.0.1\n-Q\n", "refused"},
}

func TestMemcachedAsTheServerReadsIt(t *testing.T) {
	sandbox.Need(t, "memcached", "memcached")
	const wrapper = "/usr/share/memcached/scripts/systemd-memcached-wrapper"
	dir := t.TempDir()
	s := sandbox.New(t, map[string]string{"/etc/hosts.allow": "joe:secret\n", "/tmp/": ""})
	_, version := service.Open(t.Context(), hosttest.RootFS(t, "/")).Package("memcached")
	for i, c := range memcachedFiles {
		t.Run(c.name, func(t *testing.T) {
			conf := fmt.Sprintf("/run/isoscan-memcached-%d-%d.conf", os.Getpid(), i)
			write(t, conf, c.text+"\n-u root\n") // the script wants it
			defer func() { _ = os.Remove(conf) }()
			g := &gatherer{Host: service.Open(t.Context(), hosttest.RootFS(t, dir)), gaps: facts.NewGaps("databases")}
			ours := "refused"
			if m, err := g.memcachedInstance("x", memcachedFile("/etc/memcached.conf", []byte(c.text)), version); err == nil {
				ours = fmt.Sprintf("%s udp %d %s", m.Scope.Value, m.UDP.Value, map[bool]string{true: "asks", false: "open"}[m.SASL.Value])
			}
			d := s.Start(wrapper, conf)
			defer d.Stop()
			theirs := memcachedProbe(t, s, d, strings.Contains(c.text, "-s "))
			if theirs != ours || theirs != c.want {
				t.Errorf("the manual: %s; memcached: %s; ours: %s; it said: %s", c.want, theirs, ours, d.Said())
			}
		})
	}
}

// memcachedProbe waits until the server answers, when all of its sockets are open.
func memcachedProbe(t *testing.T, s *sandbox.Sandbox, d *sandbox.Daemon, socket bool) string {
	t.Helper()
	for start := time.Now(); time.Since(start) < sandbox.Patience; time.Sleep(5 * time.Millisecond) {
		if d.Ended() {
			return "refused"
		}
		if socket {
			if _, code := s.Run("test", "-S", "/tmp/isoscan-memcached.sock"); code == 0 {
				_, _ = s.Run("rm", "/tmp/isoscan-memcached.sock")
				if len(s.Listeners()) > 0 {
					t.Fatalf("%v", s.Listeners())
				}
				return "none udp 0 open"
			}
			continue
		}
		all := s.Listeners()
		for _, l := range all {
			if l.Protocol != "tcp" {
				continue
			}
			to := l.Address.String()
			if l.Address.Addr().IsUnspecified() {
				to = fmt.Sprintf("127.0.0.1:%d", l.Address.Port())
			}
			conn, err := s.Dial("tcp", "", to)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = fmt.Fprint(conn, "get x\r\n")
			answer, err := bufio.NewReader(conn).ReadString('\n')
			_ = conn.Close()
			if err != nil {
				t.Fatal(err)
			}
			scope, udp, auth := service.None, 0, "open"
			if strings.Contains(answer, "unauthenticated") {
				auth = "asks"
			}
			for _, l := range s.Listeners() {
				scope = service.Widest(scope, service.Scope(l.Address.Addr().String()))
				if l.Protocol == "udp" {
					udp = int(l.Address.Port())
				}
			}
			return fmt.Sprintf("%s udp %d %s", scope, udp, auth)
		}
	}
	t.Fatalf("it does not answer: %s", d.Said())
	return ""
}

// Addresses without end take no longer than reading them.
func TestMemcachedAddressesAreReadOnce(t *testing.T) {
	tree := hosttest.Tree(t, map[string]string{
		"/var/lib/dpkg/status": "Package: memcached\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.6.18-1\n",
		"/etc/memcached.conf":  strings.Repeat("-l 10.0.0.1\n", 300_000),
	})
	f, _ := gather(t, tree)
	for _, i := range f.Memcached.Instances {
		if i.Scope.Value != "network" {
			t.Errorf("scope: %q", i.Scope.Value)
		}
		return
	}
	t.Error("no instance")
}
