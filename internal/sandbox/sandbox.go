// Package sandbox lets tests run real daemons where they can do no harm: in
// namespaces of their own for the network, mounts and processes. Whatever was
// started ends with the test, even with one that is killed, and nothing of the
// machine changes, but that a killed test may leave an empty file or folder where
// something was to be replaced. It needs root on Linux; only tests import it.
package sandbox

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// The addresses of a sandbox besides 127.0.0.1 and ::1. Client is for those
// who ask from another machine, as far as a server can tell.
const (
	Server  = "198.51.100.1"
	Server6 = "2001:db8::1"
	Client  = "198.51.100.9"
	Client6 = "2001:db8::9"
)

// Patience bounds every wait: generous, for machines are slow at times, and
// never the time that a test takes when all is well.
const Patience = 30 * time.Second

// Sandbox is one set of namespaces, held by its first process.
type Sandbox struct {
	t   testing.TB
	pid int
}

// New makes a sandbox that ends with the test. Replaced files stand over those
// of the machine, by path: their content is seen inside the sandbox alone.
// Folders (a path that ends in '/') are replaced by empty ones.
func New(t testing.TB, replaced map[string]string) *Sandbox {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Fatal("a network of its own needs root; hint: sudo make test")
	}
	dir := t.TempDir()
	script := "set -e; mount --make-rprivate /; mount -t proc proc /proc; ip link set lo up\n"
	for _, a := range []string{Server + "/32", Client + "/32"} {
		script += "ip addr add " + a + " dev lo\n"
	}
	for _, a := range []string{Server6 + "/128", Client6 + "/128"} {
		script += "ip addr add " + a + " dev lo nodad 2>/dev/null || :\n" // no IPv6 in some containers
	}
	paths := make([]string, 0, len(replaced))
	for p := range replaced {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for i, p := range paths {
		placeholder(t, p)
		from := filepath.Join(dir, strconv.Itoa(i))
		if strings.HasSuffix(p, "/") {
			script += fmt.Sprintf("mount -t tmpfs -o mode=755 none '%s'\n", p)
			continue
		}
		if err := os.WriteFile(from, []byte(replaced[p]), 0o644); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(p, "shadow") {
			_ = os.Chmod(from, 0o600)
		}
		script += fmt.Sprintf("mount --bind '%s' '%s'\n", from, p)
	}
	cmd := exec.Command("sh", "-c", script+"echo ready; exec cat >/dev/null")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID}
	var errors bytes.Buffer
	cmd.Stderr = &errors
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("namespaces of its own: %v; hint: run as root, in a container with CAP_SYS_ADMIN", err)
	}
	// When the first process goes, the kernel ends all others.
	t.Cleanup(func() { _ = in.Close(); _ = cmd.Process.Kill(); _ = cmd.Wait() })
	if line, _ := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("the sandbox is not ready: %s; hint: it needs mount, ip (iproute2) and the right to mount", errors.String())
	}
	return &Sandbox{t, cmd.Process.Pid}
}

// Need returns the path of a program, or fails with the package that has it.
func Need(t testing.TB, program, pkg string) string {
	t.Helper()
	p, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%v; hint: apt-get install %s, or make test-setup", err, pkg)
	}
	return p
}

// Command is a program inside the sandbox.
func (s *Sandbox) Command(ctx context.Context, argv ...string) *exec.Cmd {
	args := append([]string{"-t", strconv.Itoa(s.pid), "-n", "-m", "-p", "--"}, argv...)
	cmd := exec.CommandContext(ctx, "nsenter", args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	return cmd
}

// Run runs a program to its end and returns what it said on both channels, and
// its exit code.
func (s *Sandbox) Run(argv ...string) (string, int) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	cmd := s.Command(ctx, argv...)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil || ctx.Err() != nil {
		s.t.Fatalf("%v: %v: %s", argv, err, out)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// Daemon is a program that goes on running.
type Daemon struct {
	s    *Sandbox
	done chan struct{}
	mu   sync.Mutex
	said bytes.Buffer
	cmd  *exec.Cmd
}

// Write keeps what the daemon says.
func (d *Daemon) Write(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.said.Write(b)
}

// Said is what the daemon wrote so far.
func (d *Daemon) Said() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.said.String()
}

// Start starts a program that stays in the foreground; it ends with the test,
// or with Stop.
func (s *Sandbox) Start(argv ...string) *Daemon {
	s.t.Helper()
	d := &Daemon{s: s, done: make(chan struct{}), cmd: s.Command(context.Background(), argv...)}
	d.cmd.Stdout, d.cmd.Stderr = d, d
	d.cmd.WaitDelay = 50 * time.Millisecond
	if err := d.cmd.Start(); err != nil {
		s.t.Fatalf("%v: %v", argv, err)
	}
	go func() { _ = d.cmd.Wait(); close(d.done) }()
	s.t.Cleanup(d.Stop)
	return d
}

// Ended tells whether the program is no longer there.
func (d *Daemon) Ended() bool {
	select {
	case <-d.done:
		return true
	default:
		return false
	}
}

// Stop ends the program and what it started, and waits for it.
func (d *Daemon) Stop() {
	// nsenter forks for the namespace of processes: its child is the program.
	if !d.Ended() {
		for _, p := range d.Processes() {
			_ = syscall.Kill(p, syscall.SIGKILL)
		}
		_ = d.cmd.Process.Kill()
	}
	<-d.done
}

// Processes are the daemon and all that it started, by their ids on the
// machine, the daemon first.
func (d *Daemon) Processes() []int {
	out := children(d.cmd.Process.Pid)
	for i := 0; i < len(out); i++ {
		out = append(out, children(out[i])...)
	}
	return out
}

func children(pid int) []int {
	var out []int
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", pid))
	for _, f := range strings.Fields(string(data)) {
		if n, err := strconv.Atoi(f); err == nil {
			out = append(out, n)
		}
	}
	return out
}

// Ready waits until the daemon listens ("tcp:873", "udp:161"), and returns
// false when it ended before.
func (d *Daemon) Ready(what string) bool {
	d.s.t.Helper()
	for start := time.Now(); time.Since(start) < Patience; time.Sleep(5 * time.Millisecond) {
		for _, l := range d.s.Listeners() {
			if l.String() == what || strings.HasPrefix(what, l.Protocol+":") && strings.HasSuffix(what, ":"+strconv.Itoa(int(l.Address.Port()))) && strings.Count(what, ":") == 1 {
				return true
			}
		}
		if d.Ended() {
			return false
		}
	}
	d.s.t.Fatalf("%v does not listen on %s after %v: %s", d.cmd.Args, what, Patience, d.Said())
	return false
}

// Listener is a socket that takes requests from everyone.
type Listener struct {
	Protocol string // tcp or udp
	Address  netip.AddrPort
}

// String writes it as tcp:127.0.0.1:873.
func (l Listener) String() string { return l.Protocol + ":" + l.Address.String() }

// Listeners are the listening sockets of the sandbox, sorted and each once.
func (s *Sandbox) Listeners() []Listener {
	s.t.Helper()
	var out []Listener
	for _, table := range []string{"tcp", "tcp6", "udp", "udp6"} {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s", s.pid, table))
		if err != nil && !os.IsNotExist(err) {
			s.t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			f := strings.Fields(line)
			if i == 0 || len(f) < 4 || f[3] != map[bool]string{true: "0A", false: "07"}[table[0] == 't'] {
				continue
			}
			l := Listener{table[:3], address(f[1])}
			if !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	slices.SortFunc(out, func(a, b Listener) int { return strings.Compare(a.String(), b.String()) })
	return out
}

// address reads "0100007F:1F90": words of 32 bits in the machine's order.
func address(text string) netip.AddrPort {
	host, port, _ := strings.Cut(text, ":")
	b, _ := hex.DecodeString(host)
	for i := 0; i+4 <= len(b); i += 4 {
		slices.Reverse(b[i : i+4])
	}
	a, _ := netip.AddrFromSlice(b)
	n, _ := strconv.ParseUint(port, 16, 16)
	return netip.AddrPortFrom(a, uint16(n))
}

// IPv6 tells whether the kernel has it: in some containers it has not.
func (s *Sandbox) IPv6() bool {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/if_inet6", s.pid))
	return err == nil && strings.Contains(string(data), "20010db8")
}

// Dial connects to a server inside the sandbox; from is the client's address,
// empty for whichever the kernel takes.
func (s *Sandbox) Dial(network, from, to string) (net.Conn, error) {
	var conn net.Conn
	err := s.inside(func() (err error) {
		d := net.Dialer{Timeout: Patience}
		if from != "" {
			ip := net.ParseIP(from)
			if network == "tcp" {
				d.LocalAddr = &net.TCPAddr{IP: ip}
			} else {
				d.LocalAddr = &net.UDPAddr{IP: ip}
			}
		}
		conn, err = d.Dial(network, to)
		return err
	})
	if err == nil {
		_ = conn.SetDeadline(time.Now().Add(Patience))
	}
	return conn, err
}

// Packets is a socket for UDP at an address inside the sandbox, which takes
// answers from every port.
func (s *Sandbox) Packets(from string) (net.PacketConn, error) {
	var conn net.PacketConn
	err := s.inside(func() (err error) {
		conn, err = net.ListenPacket("udp", net.JoinHostPort(from, "0"))
		return err
	})
	if err == nil {
		_ = conn.SetDeadline(time.Now().Add(Patience))
	}
	return conn, err
}

// inside opens a socket in the sandbox's network, where it stays.
func (s *Sandbox) inside(open func() error) error {
	c := make(chan error)
	go func() {
		// The thread joins the network and is never given back.
		runtime.LockOSThread()
		ns, err := os.Open(fmt.Sprintf("/proc/%d/ns/net", s.pid))
		if err == nil {
			err = unix.Setns(int(ns.Fd()), unix.CLONE_NEWNET)
			_ = ns.Close()
		}
		if err == nil {
			err = open()
		}
		c <- err
	}()
	return <-c
}
