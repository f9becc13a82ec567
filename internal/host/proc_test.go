package host

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var boot = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func TestParseStat(t *testing.T) {
	const tail = " S 7 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 250 2461696 220 1844 1 1 0\n"
	for name, c := range map[string]struct {
		in   string
		want Process
	}{
		"plain":         {"42 (sshd)" + tail, Process{PID: 42, PPID: 7, Name: "sshd", Started: boot.Add(2500 * time.Millisecond)}},
		"parentheses":   {"42 (a) S 1 (b)" + tail, Process{PID: 42, PPID: 7, Name: "a) S 1 (b", Started: boot.Add(2500 * time.Millisecond)}},
		"line break":    {"42 (a\nb)" + tail, Process{PID: 42, PPID: 7, Name: "a\nb", Started: boot.Add(2500 * time.Millisecond)}},
		"without bytes": {"42 ()" + tail, Process{PID: 42, PPID: 7, Started: boot.Add(2500 * time.Millisecond)}},
	} {
		got, err := parseStat([]byte(c.in), boot)
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v -want +got\n%s", name, err, diff)
		}
	}
	for _, in := range []string{"", "42", "42 (x)", "x (x)" + tail, ")42(", "42 (x) S a" + tail[4:]} {
		if p, err := parseStat([]byte(in), boot); err == nil {
			t.Errorf("parseStat(%q) = %+v; want an error", in, p)
		}
	}
}

func TestParseUID(t *testing.T) {
	status := "Name:\tsu\nUid:\t1000\t0\t0\t0\nGid:\t1000\t1000\t1000\t1000\n"
	if uid, err := parseUID([]byte(status)); err != nil || uid != 0 {
		t.Errorf("%d, %v; want the effective UID 0", uid, err)
	}
	if _, err := parseUID([]byte("Name:\tx\n")); err == nil {
		t.Error("no Uid line and no error")
	}
}

func TestUnitOf(t *testing.T) {
	for in, want := range map[string]string{
		"0::/system.slice/ssh.service\n":                                         "ssh.service",
		"0::/system.slice/system-getty.slice/getty@tty1.service\n":               "getty@tty1.service",
		"0::/user.slice/user-0.slice/session-3.scope\n":                          "session-3.scope",
		"0::/user.slice/user-1000.slice/user@1000.service/app.slice/x.service\n": "x.service",
		"0::/system.slice/docker-0a1b.scope/inner\n":                             "docker-0a1b.scope",
		"0::/init.scope\n": "init.scope",
		"0::/\n":           "",
		"9:name=systemd:/system.slice/cron.service\n8:pids:/x\n0::/\n": "cron.service",
		"8:pids:/system.slice/cron.service\n":                          "",
		"0::/system.slice/_cpu.service\n":                              "cpu.service",
		"0::/system.slice/a:b.service\n":                               "a:b.service",
		"":                                                             "",
		"junk":                                                         "",
	} {
		if got := unitOf([]byte(in)); got != want {
			t.Errorf("unitOf(%q) = %q; want %q", in, got, want)
		}
	}
}

// The tables are written in the machine's byte order; these are little-endian.
const (
	tcpTable = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0019 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 100 1 0 100 0 0 10 0
   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1 0 100 0 0 10 0
   2: 00000000:0801 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 0 1 0 100 0 0 10 0
   3: 0100007F:0016 0100007F:D000 01 00000000:00000000 00:00000000 00000000     0        0 999 1 0 100 0 0 10 0
   4: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 102 1 0 100 0 0 10 0
   5: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 103 1 0 100 0 0 10 0
`
	tcp6Table = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 104 1 0 100 0 0 10 0
   1: 0000000000000000FFFF00000100007F:2328 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 105 1 0 100 0 0 10 0
`
	udpTable = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  10: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 106 2 0 0
  11: 0F02000A:8000 08080808:0035 01 00000000:00000000 00:00000000 00000000     0        0 107 2 0 0
`
)

// plantProc makes a /proc with these files and with links for descriptors.
func plantProc(t *testing.T, files, fds map[string]string) system {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		p := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o755), os.WriteFile(p, []byte(content), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range fds {
		p := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o755), os.Symlink(text, p)); err != nil {
			t.Fatal(err)
		}
	}
	return system{proc: dir}
}

func TestSockets(t *testing.T) {
	if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
		t.Fatal("the fixture is little-endian; this machine is not: " + runtime.GOARCH)
	}
	s := plantProc(t, map[string]string{"net/tcp": tcpTable, "net/tcp6": tcp6Table, "net/udp": udpTable}, map[string]string{
		// systemd holds the socket that sshd serves, and one that nobody took yet.
		"1/fd/40": "socket:[101]", "1/fd/41": "socket:[104]", "1/fd/3": "/dev/null",
		"700/fd/3": "socket:[101]",
		// A server and its worker share one; two servers share a port.
		"300/fd/6": "socket:[102]", "301/fd/6": "socket:[102]", "400/fd/3": "socket:[103]",
		"500/fd/9": "socket:[106]", "500/fd/10": "socket:[107]", "500/fd/11": "socket:[x]",
		"510/fd/4": "socket:[105]",
	})
	got, err := s.Sockets(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	any4 := netip.MustParseAddr("0.0.0.0")
	loop := netip.MustParseAddr("127.0.0.1")
	want := []Socket{
		{"tcp", any4, 22, 700, false},
		{"tcp", loop, 25, 0, false},
		{"tcp", netip.MustParseAddr("::1"), 631, 1, false},
		{"tcp", any4, 2049, 0, true},
		{"tcp", any4, 8080, 300, false},
		{"tcp", any4, 8080, 400, false},
		{"tcp", loop, 9000, 510, false},
		{"udp", any4, 68, 500, false},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateComparable(netip.Addr{})); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// Only who sees every process may say that a socket has none.
func TestUnownedSockets(t *testing.T) {
	const all, none = "CapEff:\t000001ffffffffff\n", "CapEff:\t0000000000000000\n"
	for name, c := range map[string]struct {
		status, namespace string
		want              bool
	}{
		"whole machine": {all, initialPIDNamespace, true},
		"a container":   {all, "pid:[4026532301]", false},
		"not root":      {none, initialPIDNamespace, false},
		"nothing told":  {"", initialPIDNamespace, false},
	} {
		files := map[string]string{"net/tcp": tcpTable, "net/udp": udpTable, "self/status": c.status}
		fds := map[string]string{"self/ns/pid": c.namespace, "1/fd/3": "socket:[101]"}
		list, err := plantProc(t, files, fds).Sockets(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			if want := s.PID == 0 && (c.want || s.Port == 2049); s.Unowned != want {
				t.Errorf("%s: %+v; want Unowned %v", name, s, want)
			}
		}
	}
}

func TestSocketsThatCannotBeRead(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"no table":      {"net/udp": udpTable},
		"short row":     {"net/tcp": "heading\n 0: 0100007F:0019 0A\n", "net/udp": udpTable},
		"bad address":   {"net/tcp": "heading\n 0: 0100007:0019 0:0 0A 0 0 0 0 0 7 1\n", "net/udp": udpTable},
		"bad port":      {"net/tcp": "heading\n 0: 0100007F:zz19 0:0 0A 0 0 0 0 0 7 1\n", "net/udp": udpTable},
		"bad inode":     {"net/tcp": "heading\n 0: 0100007F:0019 0:0 0A 0 0 0 0 0 z 1\n", "net/udp": udpTable},
		"bad ipv6 file": {"net/tcp": tcpTable, "net/tcp6": "heading\n 0: zz", "net/udp": udpTable},
	} {
		if list, err := plantProc(t, files, nil).Sockets(context.Background()); err == nil {
			t.Errorf("%s: %v; want an error, not fewer listeners", name, list)
		}
	}
	// IPv6 switched off is no failure.
	list, err := plantProc(t, map[string]string{"net/tcp": tcpTable, "net/udp": udpTable}, nil).Sockets(context.Background())
	if err != nil || len(list) != 6 {
		t.Errorf("without IPv6: %v, %v", list, err)
	}
}

func FuzzParseStat(f *testing.F) {
	f.Add([]byte("42 (a) b) S 7 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 250 2461696 220"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := parseStat(b, boot); err == nil && !bytes.Contains(b, []byte(p.Name)) {
			t.Errorf("%q: the name %q is not in it", b, p.Name)
		}
	})
}

func FuzzParseTable(f *testing.F) {
	f.Add([]byte(tcpTable))
	f.Add([]byte(tcp6Table))
	f.Fuzz(func(t *testing.T, b []byte) {
		rows, err := parseTable(b, stateListen)
		if err != nil {
			return
		}
		for _, r := range rows {
			if !r.address.IsValid() || r.address.Is4In6() {
				t.Errorf("%q: address %v", b, r.address)
			}
		}
	})
}

func FuzzUnitOf(f *testing.F) {
	f.Add([]byte("0::/system.slice/ssh.service\n"))
	f.Fuzz(func(_ *testing.T, b []byte) { unitOf(b) })
}
