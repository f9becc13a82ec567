package ports

import (
	"context"
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// gatherHere reads h, which is this machine.
func gatherHere(t *testing.T, h host.Host, mode Mode) (*Facts, []facts.Missing) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	gaps := facts.NewGaps("ports")
	f, err := Gather(mode)(ctx, h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

// only is this machine with one listening port: what else runs here is not the
// test's to probe, and may be slow to answer.
type only struct {
	host.Host
	port int
}

func (h only) Sockets(ctx context.Context) ([]host.Socket, error) {
	list, err := h.Host.Sockets(ctx)
	return slices.DeleteFunc(list, func(s host.Socket) bool { return int(s.Port) != h.port }), err
}

// startSSHD starts the real daemon on a free port of loopback.
func startSSHD(t *testing.T) (port, pid int) {
	t.Helper()
	const sshd = "/usr/sbin/sshd"
	dir := t.TempDir()
	key := filepath.Join(dir, "key")
	run(t, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
	if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
		t.Fatal(err)
	}
	port = freePort(t)
	cmd := exec.Command(sshd, "-D", "-e", "-f", "/dev/null", "-h", key,
		"-o", "ListenAddress=127.0.0.1", "-o", "Port="+strconv.Itoa(port), "-o", "PidFile=none")
	start(t, cmd, port)
	return port, cmd.Process.Pid
}

func start(t *testing.T, cmd *exec.Cmd, port int) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for range 200 {
		if c, err := net.Dial("tcp4", "127.0.0.1:"+strconv.Itoa(port)); err == nil {
			c.Close()
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("%v never listened on %d", cmd.Args, port)
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func run(t *testing.T, argv ...string) string {
	t.Helper()
	out, err := exec.Command(argv[0], argv[1:]...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", argv, err, out)
	}
	return string(out)
}

// has tells whether a program is there; what a machine lacks, its test cannot
// show, and says so.
func has(t *testing.T, program string) bool {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Logf("%s is not installed on this machine", program)
		return false
	}
	return true
}

// TestRealDaemons has nmap recognise a real SSH server and a web server.
func TestRealDaemons(t *testing.T) {
	if os.Geteuid() != 0 || !has(t, "/usr/sbin/sshd") || !has(t, "nmap") {
		return
	}
	port, pid := startSSHD(t)
	key := "tcp/127.0.0.1/" + strconv.Itoa(port)
	f, missing := gatherHere(t, only{host.NewLocal(), port}, Auto)
	l, ok := f.Listeners[key]
	if !ok || l.Scope != "loopback" || l.Exposed || l.IPv6 || len(l.Processes) != 1 {
		t.Fatalf("%s: %+v", key, l)
	}
	if p := l.Processes[0]; p.PID != pid || p.Name != "sshd" || !strings.HasSuffix(*p.Exe, "/sshd") || p.UID != 0 || *p.Deleted {
		t.Errorf("owner: %+v; want sshd, process %d", p, pid)
	}
	s := f.Services[key]
	if !s.Identified || s.State != "open" || s.Name != "ssh" || s.Product != "OpenSSH" || s.Version == "" {
		t.Errorf("service: %+v; gaps %v", s, missing)
	}
	if f.Scanner.Version == nil || f.Scanner.Types[0] != "connect" {
		t.Errorf("scanner: %+v", f.Scanner)
	}
	if b, err := json.Marshal(f); err != nil || !json.Valid(b) {
		t.Error(err)
	}
}

// unlistedHere looks for ports that answer and are not listed by h.
func unlistedHere(t *testing.T, h host.Host) map[string]Service {
	t.Helper()
	f, _ := gatherHere(t, h, Off)
	local, err := localAddresses(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	n := &prober{host: h, types: map[string]bool{}}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	found, err := n.unlisted(ctx, f.Listeners, local)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestFullFindsNothingHiddenHere: every real listener is in the kernel's
// tables, so none may be called unlisted.
func TestFullFindsNothingHiddenHere(t *testing.T) {
	if testing.Short() || !has(t, "nmap") {
		return
	}
	if diff := cmp.Diff(map[string]Service{}, unlistedHere(t, host.NewLocal())); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

var ssRow = regexp.MustCompile(`^(tcp|udp)\s+\S+\s+\S+\s+\S+\s+(\S+):(\d+)\s`)

// TestAgreesWithSS compares the listeners with those of iproute2.
func TestAgreesWithSS(t *testing.T) {
	if !has(t, "ss") {
		return
	}
	for _, address := range []string{"127.0.0.1:0", "0.0.0.0:0", "[::1]:0", "[::]:0"} {
		l, err := net.Listen("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		u, err := net.ListenPacket("udp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer u.Close()
	}
	// Other programs of the machine come and go between the two looks.
	diff := ""
	for range 10 {
		want, got := ssListeners(t), map[string]bool{}
		f, _ := gatherHere(t, host.NewLocal(), Off)
		for key := range f.Listeners {
			got[key] = true
		}
		if len(want) < 8 {
			t.Fatalf("ss listed %d sockets only", len(want))
		}
		if diff = cmp.Diff(want, got); diff == "" {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("-ss +isoscan\n%s", diff)
}

func ssListeners(t *testing.T) map[string]bool {
	t.Helper()
	list := map[string]bool{}
	for line := range strings.Lines(run(t, "ss", "-lntuH")) {
		m := ssRow.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("ss: %q", line)
		}
		address, _, _ := strings.Cut(strings.Trim(m[2], "[]"), "%")
		if address == "*" { // an IPv6 socket that serves IPv4 as well
			address = "::"
		}
		list[m[1]+"/"+address+"/"+m[3]] = true
	}
	return list
}

// hiding is this machine without one port in its tables, as a rootkit has it.
type hiding struct {
	host.Host
	port uint16
}

func (h hiding) Sockets(ctx context.Context) ([]host.Socket, error) {
	list, err := h.Host.Sockets(ctx)
	return slices.DeleteFunc(list, func(s host.Socket) bool { return s.Port == h.port }), err
}

// TestFullFindsAHiddenServer hides a real SSH server from the tables.
func TestFullFindsAHiddenServer(t *testing.T) {
	if os.Geteuid() != 0 || testing.Short() || !has(t, "/usr/sbin/sshd") || !has(t, "nmap") {
		return
	}
	port, _ := startSSHD(t)
	found := unlistedHere(t, hiding{host.NewLocal(), uint16(port)})
	key := "tcp/127.0.0.1/" + strconv.Itoa(port)
	if s := found[key]; len(found) != 1 || s.Name != "ssh" || s.State != "open" {
		t.Errorf("unlisted: %+v; want %s", found, key)
	}
}

// BenchmarkGather is the check without nmap.
func BenchmarkGather(b *testing.B) {
	h := host.NewLocal()
	for b.Loop() {
		if _, err := Gather(Off)(b.Context(), h, facts.NewGaps("ports")); err != nil {
			b.Fatal(err)
		}
	}
}
