package scan

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"isoscan/checks"
	"isoscan/internal/assessment"
	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// recorder notes which files and folders a check reads.
type recorder struct {
	host.Host
	mu   sync.Mutex
	read map[string]bool
}

func (r *recorder) note(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.read[path.Clean(name)] = true
}

func (r *recorder) ReadFile(ctx context.Context, name string, limit int64) ([]byte, error) {
	r.note(name)
	return r.Host.ReadFile(ctx, name, limit)
}

func (r *recorder) ReadDir(ctx context.Context, name string) ([]host.FileInfo, error) {
	r.note(name)
	return r.Host.ReadDir(ctx, name)
}

// unreadable are the ruins that no program gets anything from, so that nothing
// may pass for them. The others some programs do read as something: sshd takes a
// directory for an empty configuration, and chance can write a host name.
var unreadable = []string{"fifo", "sparse", "device"}

// ruins are what a hostile or broken host has in place of a file.
var ruins = map[string]func(name string) error{
	"fifo":      func(name string) error { return syscall.Mkfifo(name, 0o644) },
	"directory": func(name string) error { return os.Mkdir(name, 0o755) },
	"loop":      func(name string) error { return os.Symlink(path.Base(name), name) },
	"sparse": func(name string) error {
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			return err
		}
		return os.Truncate(name, 1<<30)
	},
	"random": func(name string) error {
		var b bytes.Buffer
		for g := rand.New(rand.NewPCG(7, 7)); b.Len() < 3000; {
			b.WriteByte(byte(g.Uint32()))
		}
		return os.WriteFile(name, b.Bytes(), 0o644)
	},
	"zeros":  func(name string) error { return os.WriteFile(name, make([]byte, 3000), 0o644) },
	"device": func(name string) error { return syscall.Mknod(name, syscall.S_IFCHR|0o644, 1<<8|5) },
}

// corpusTree is the corpus' compliant host, on a nearly empty tree.
func corpusTree(t *testing.T) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "root")
	if err := os.MkdirAll(filepath.Join(root, "etc"), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("sh", "../../testdata/corpus/00-baseline.sh", root).CombinedOutput(); err != nil {
		t.Fatalf("the baseline of the corpus needs root: %v: %s", err, out)
	}
	return root
}

// Whatever stands in place of all that checks read, they end soon and do not
// panic, and where nothing could be read no rule passes that did not.
func TestARuinedHostIsNoPass(t *testing.T) {
	list := checks.All(checks.Options{Nmap: "off"})
	scanTree := func(root string) (*facts.Document, map[string]assessment.Rule, []string) {
		h, err := host.NewRootFS(root)
		if err != nil {
			t.Fatal(err)
		}
		rec := &recorder{Host: h, read: map[string]bool{}}
		doc := Gatherer{Checks: list, Timeout: 30 * time.Second}.Gather(t.Context(), rec, root)
		rules := map[string]assessment.Rule{}
		for _, r := range evaluate(t, doc).Rules {
			rules[r.ID] = r
		}
		var read []string
		for name := range rec.read {
			read = append(read, name)
		}
		slices.Sort(read)
		return doc, rules, read
	}
	_, before, read := scanTree(corpusTree(t))
	if len(read) < 200 {
		t.Fatalf("only %d places are read", len(read))
	}
	for kind, ruin := range ruins {
		t.Run(kind, func(t *testing.T) {
			root := corpusTree(t)
			n, last := 0, "none"
			for _, name := range read {
				file := filepath.Join(root, name)
				st, err := os.Lstat(file)
				if err == nil && st.IsDir() || strings.HasPrefix(name, last+"/") {
					continue // what lies in a folder is ruined, and below a ruin lies nothing
				}
				if err == nil {
					err = os.Remove(file)
				} else {
					err = os.MkdirAll(filepath.Dir(file), 0o755)
				}
				if err == nil && ruin(file) == nil {
					n, last = n+1, name
				}
			}
			if n < 20 {
				t.Fatalf("only %d places could be ruined: run the test as root", n)
			}
			begin := time.Now()
			doc, after, _ := scanTree(root)
			if d := time.Since(begin); d > 30*time.Second {
				t.Errorf("it took %v", d)
			}
			for id, st := range doc.Checks {
				if strings.Contains(st.Reason, "panic") || strings.Contains(st.Reason, "in time") {
					t.Errorf("%s: %s", id, st.Reason)
				}
			}
			for id, r := range after {
				if slices.Contains(unreadable, kind) && r.Verdict == assessment.Pass && before[id].Verdict != assessment.Pass {
					b, _ := json.Marshal(r.Evidence)
					t.Errorf("%s turned from %s to pass: %s", id, before[id].Verdict, b)
				}
			}
		})
	}
}

// What stands in the place of a folder hides what the folder held: that nothing
// of it was found is no sign that it is not there.
func TestARuinedFolderIsNoAbsence(t *testing.T) {
	list := checks.All(checks.Options{Nmap: "off"})
	judge := func(root string) map[string]assessment.Rule {
		h, err := host.NewRootFS(root)
		if err != nil {
			t.Fatal(err)
		}
		rules := map[string]assessment.Rule{}
		for _, r := range evaluate(t, Gatherer{Checks: list, Timeout: 30 * time.Second}.Gather(t.Context(), h, root)).Rules {
			rules[r.ID] = r
		}
		return rules
	}
	before := judge(corpusTree(t))
	for _, dir := range []string{"etc/ssh", "etc/apt", "etc/pam.d", "etc/modprobe.d", "etc/sudoers.d", "etc/audit", "etc/sysctl.d", "etc/security", "etc/systemd", "var/lib/dpkg"} {
		t.Run(strings.ReplaceAll(dir, "/", "-"), func(t *testing.T) {
			root := corpusTree(t)
			at := filepath.Join(root, dir)
			if err := os.RemoveAll(at); err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := syscall.Mkfifo(at, 0o644); err != nil {
				t.Fatal(err)
			}
			for id, r := range judge(root) {
				was := before[id].Verdict
				if (r.Verdict == assessment.Pass || r.Verdict == assessment.NotApplicable) && r.Verdict != was {
					t.Errorf("%s turned from %s to %s: %s", id, was, r.Verdict, r.Reason)
				}
			}
		})
	}
}
