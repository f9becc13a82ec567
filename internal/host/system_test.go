package host_test

import (
	"context"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	gopsnet "github.com/shirou/gopsutil/v3/net"

	"isoscan/internal/host"
)

func TestSocketsOfThisProcess(t *testing.T) {
	tcp4 := listen(t, "tcp4", "127.0.0.1:0")
	tcp6 := listen(t, "tcp6", "[::1]:0")
	any4 := listen(t, "tcp4", "0.0.0.0:0")
	udp, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	// A connected UDP socket is a client's, not a service.
	client, err := net.Dial("udp4", udp.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	pid := int32(os.Getpid())
	mine := map[string]bool{}
	list, err := host.NewLocal().Sockets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if s.PID == pid {
			mine[s.Protocol+" "+netip.AddrPortFrom(s.Address, s.Port).String()] = true
		}
	}
	want := map[string]bool{
		"tcp " + tcp4: true, "tcp " + tcp6: true, "tcp " + any4: true, "udp " + udp.LocalAddr().String(): true,
	}
	if diff := cmp.Diff(want, mine); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func listen(t *testing.T, network, address string) string {
	t.Helper()
	l, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().String()
}

// TestSocketsAgreeWithGopsutil compares with an independent reader of the same
// tables.
func TestSocketsAgreeWithGopsutil(t *testing.T) {
	listen(t, "tcp4", "127.0.0.1:0")
	listen(t, "tcp6", "[::]:0")
	conns, err := gopsnet.ConnectionsWithoutUids("inet")
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		address string
		port    uint32
		tcp     bool
	}
	want := map[row]bool{}
	for _, c := range conns {
		if c.Status == "LISTEN" || c.Type == syscall.SOCK_DGRAM && c.Raddr.Port == 0 {
			a := netip.MustParseAddr(c.Laddr.IP).Unmap()
			want[row{a.String(), c.Laddr.Port, c.Type == syscall.SOCK_STREAM}] = true
		}
	}
	list, err := host.NewLocal().Sockets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := map[row]bool{}
	for _, s := range list {
		got[row{s.Address.String(), uint32(s.Port), s.Protocol == "tcp"}] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-gopsutil +isoscan\n%s", diff)
	}
}

// TestSocketsUnprivileged: another's socket is there, and its owner is not told.
func TestSocketsUnprivileged(t *testing.T) {
	if os.Geteuid() == 0 {
		return // TestUnprivileged runs it as nobody
	}
	list, err := host.NewLocal().Sockets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if s.PID == 1 {
			t.Errorf("%+v: nobody cannot know that", s)
		}
	}
}

func TestProcesses(t *testing.T) {
	// A copy of a program, so that it can be deleted while it runs.
	dir := t.TempDir()
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(sleep)
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "a (b) sleep")
	if err := os.WriteFile(program, b, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "60")
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { cancel(); _ = cmd.Wait() }()
	h := host.NewLocal()
	find := func() host.Process {
		list, err := h.Processes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range list {
			if i > 0 && list[i-1].PID >= p.PID {
				t.Fatalf("not sorted: %d before %d", list[i-1].PID, p.PID)
			}
			if p.PID == int32(cmd.Process.Pid) {
				return p
			}
		}
		t.Fatal("the process is not listed")
		return host.Process{}
	}
	p := find()
	if p.Name != "a (b) sleep" || p.Exe != program || p.Deleted || p.UID != uint32(os.Geteuid()) || p.PPID != int32(os.Getpid()) {
		t.Errorf("%+v", p)
	}
	if d := p.Started.Sub(begin).Abs(); d > 3*time.Second {
		t.Errorf("started %v, that is %v off", p.Started, d)
	}
	if err := os.Remove(program); err != nil {
		t.Fatal(err)
	}
	if p := find(); p.Exe != program || !p.Deleted {
		t.Errorf("after the removal: %+v", p)
	}
}

func TestRunningSystem(t *testing.T) {
	ctx := t.Context()
	h := host.NewLocal()
	name, err := h.Hostname(ctx)
	want, _ := os.Hostname()
	if err != nil || name != want {
		t.Errorf("Hostname = %q, %v; want %q", name, err, want)
	}
	boot, err := h.Boot(ctx)
	if err != nil || boot.After(time.Now()) || boot.Year() < 2000 {
		t.Errorf("Boot = %v, %v", boot, err)
	}
	mounts, err := h.Mounts(ctx)
	if err != nil || !hasMount(mounts, "/proc", "proc") {
		t.Errorf("Mounts = %v, %v; want /proc", mounts, err)
	}
	load, err := h.Load(ctx)
	if err != nil || load.CPUs < 1 || load.MemoryTotal == 0 || load.MemoryAvailable > load.MemoryTotal {
		t.Errorf("Load = %+v, %v", load, err)
	}
	// HOST_PROC of the caller's environment leads nowhere.
	t.Setenv("HOST_PROC", t.TempDir())
	if again, err := h.Load(ctx); err != nil || again.MemoryTotal != load.MemoryTotal {
		t.Errorf("Load with HOST_PROC set = %+v, %v", again, err)
	}
	if _, err := h.Processes(ctx); err != nil {
		t.Error(err)
	}
}

func hasMount(list []host.Mount, point, kind string) bool {
	for _, m := range list {
		if m.Point == point && m.Type == kind {
			return true
		}
	}
	return false
}

func BenchmarkReadFile(b *testing.B) {
	h := host.NewLocal()
	for b.Loop() {
		if _, err := h.ReadFile(b.Context(), "/etc/passwd", host.ConfigLimit); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLstat(b *testing.B) {
	h := host.NewLocal()
	for b.Loop() {
		if _, err := h.Lstat(b.Context(), "/etc/passwd"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadDir(b *testing.B) {
	h := host.NewLocal()
	for b.Loop() {
		if _, err := h.ReadDir(b.Context(), "/usr/bin"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSockets(b *testing.B) {
	h := host.NewLocal()
	for b.Loop() {
		if _, err := h.Sockets(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSocketsGopsutil is what Sockets would cost through the library.
func BenchmarkSocketsGopsutil(b *testing.B) {
	for b.Loop() {
		if _, err := gopsnet.ConnectionsWithoutUids("inet"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProcesses(b *testing.B) {
	h := host.NewLocal()
	for b.Loop() {
		if _, err := h.Processes(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
