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

// What was missing stands for as long as one sandbox stands on it, and nothing of
// it is left.
func TestSandboxesShareWhatIsMissing(t *testing.T) {
	dir := t.TempDir()
	file, folder := dir+"/a/b/file", dir+"/a/c/"
	replaced := func(text string) map[string]string { return map[string]string{file: text, folder: ""} }
	t.Run("all", func(t *testing.T) {
		for i := range 12 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				text := strings.Repeat("x", i+1)
				s := sandbox.New(t, replaced(text))
				for range i {
					if out, code := s.Run("cat", file); code != 0 || out != text {
						t.Fatalf("%d %q, want %q", code, out, text)
					}
					if out, code := s.Run("ls", folder); code != 0 || out != "" {
						t.Fatalf("%d %q", code, out)
					}
				}
			})
		}
	})
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left: %v %v", left, err)
	}
	// What was there before stays.
	if err := os.WriteFile(dir+"/mine", []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("there", func(t *testing.T) { sandbox.New(t, map[string]string{dir + "/mine": "x"}) })
	if b, err := os.ReadFile(dir + "/mine"); err != nil || string(b) != "mine" {
		t.Errorf("%q %v", b, err)
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
