package sandbox_test

import (
	"io"
	"os"
	"strings"
	"testing"

	"isoscan/internal/sandbox"
)

func TestASandboxIsApart(t *testing.T) {
	s := sandbox.New(t, map[string]string{"/etc/hosts": "127.0.0.1 localhost\n# mark\n"})
	if out, code := s.Run("cat", "/etc/hosts"); code != 0 || !strings.Contains(out, "# mark") {
		t.Errorf("inside: %d %q", code, out)
	}
	if data, err := os.ReadFile("/etc/hosts"); err != nil || strings.Contains(string(data), "# mark") {
		t.Errorf("outside: %v %q", err, data)
	}
	if got := s.Listeners(); len(got) != 0 {
		t.Errorf("a new network has listeners: %v", got)
	}
	if out, code := s.Run("sh", "-c", "exit 3"); code != 3 {
		t.Errorf("code %d, %q", code, out)
	}
}

// A daemon is seen, reached from the address that a test names, and ends.
func TestADaemonInASandbox(t *testing.T) {
	sandbox.Need(t, "python3", "python3")
	s := sandbox.New(t, nil)
	d := s.Start("python3", "-c", `
import socket
l = socket.create_server(("127.0.0.1", 99))
while True:
    c, a = l.accept()
    c.sendall(a[0].encode())
    c.close()
`)
	if !d.Ready("tcp:99") {
		t.Fatal(d.Said())
	}
	if got := s.Listeners(); len(got) != 1 || got[0].String() != "tcp:127.0.0.1:99" {
		t.Errorf("listeners: %v", got)
	}
	conn, err := s.Dial("tcp", sandbox.Client, "127.0.0.1:99")
	if err != nil {
		t.Fatal(err)
	}
	if who, err := io.ReadAll(conn); err != nil || string(who) != sandbox.Client {
		t.Errorf("the server saw %q, %v", who, err)
	}
	d.Stop()
	if got := s.Listeners(); len(got) != 0 || !d.Ended() {
		t.Errorf("after its end: %v", got)
	}
	if ended := s.Start("false"); ended.Ready("tcp:99") {
		t.Error("a program that ended counts as ready")
	}
}
