package host_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host"
)

// chrootEnv names the directory that a child of the test makes its root.
const chrootEnv = "ISOSCAN_TEST_CHROOT"

// TestResolvesAsChroot compares the walker with the kernel: trees full of
// random links, each path read by us and by a process that was locked into the
// tree with chroot(2).
func TestResolvesAsChroot(t *testing.T) {
	if os.Geteuid() != 0 {
		return // chroot(2) is for root; TestUnprivileged does not need it again
	}
	const trees, pathsEach = 40, 150
	found, loops := 0, 0
	for seed := range uint64(trees) {
		r := rand.New(rand.NewPCG(seed, 17799))
		dir := t.TempDir()
		plantRandom(t, r, dir)
		paths := make([]string, pathsEach)
		for i := range paths {
			paths[i] = "/" + randomPath(r, 6)
		}
		want := askKernel(t, dir, paths)
		for name, open := range adapters {
			h, err := open(dir)
			if err != nil {
				t.Fatal(err)
			}
			got := make([]string, len(paths))
			for i, p := range paths {
				b, err := h.ReadFile(t.Context(), p, 1000)
				got[i] = outcome(string(b), err)
			}
			for i := range paths {
				if got[i] != want[i] {
					t.Errorf("%s, seed %d: %q is %q, the kernel says %q", name, seed, paths[i], got[i], want[i])
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.FailNow()
			}
		}
		for _, w := range want {
			if strings.HasPrefix(w, "content") {
				found++
			}
			if w == "loop" {
				loops++
			}
		}
	}
	t.Logf("%d paths found, %d loops of %d", found, loops, trees*pathsEach)
	if found < 100 || loops < 20 {
		t.Errorf("too little was compared: %d found, %d loops", found, loops)
	}
}

var randomNames = []string{"a", "b", "c", "d"}

// plantRandom makes about 40 directories, files and links of random text.
func plantRandom(t *testing.T, r *rand.Rand, dir string) {
	t.Helper()
	dirs := []string{dir}
	for i := range 40 {
		name := filepath.Join(dirs[r.IntN(len(dirs))], randomNames[r.IntN(len(randomNames))])
		if _, err := os.Lstat(name); err == nil {
			continue
		}
		var err error
		switch r.IntN(4) {
		case 0:
			if err = os.Mkdir(name, 0o755); err == nil {
				dirs = append(dirs, name)
			}
		case 1:
			err = os.WriteFile(name, []byte(fmt.Sprint("content ", i)), 0o644)
		default:
			text := randomPath(r, 4)
			if r.IntN(2) == 0 {
				text = "/" + text
			}
			err = os.Symlink(text, name)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func randomPath(r *rand.Rand, longest int) string {
	elems := make([]string, 1+r.IntN(longest))
	for i := range elems {
		switch n := r.IntN(12); {
		case n == 0:
			elems[i] = "."
		case n <= 3:
			elems[i] = ".."
		default:
			elems[i] = randomNames[r.IntN(len(randomNames))]
		}
	}
	sep := "/"
	if r.IntN(8) == 0 {
		sep = "//"
	}
	p := strings.Join(elems, sep)
	if r.IntN(8) == 0 {
		p += "/"
	}
	return p
}

// outcome is what a read gave, in words that both sides share.
func outcome(content string, err error) string {
	switch {
	case err == nil:
		return content
	case errors.Is(err, host.ErrNotExist):
		return "absent"
	case errors.Is(err, host.ErrNotDir), errors.Is(err, syscall.ENOTDIR):
		return "through a file"
	case errors.Is(err, host.ErrLoop), errors.Is(err, syscall.ELOOP):
		return "loop"
	case errors.Is(err, host.ErrIrregular), errors.Is(err, syscall.EISDIR):
		return "directory"
	default:
		return err.Error()
	}
}

// askKernel reads the paths in a child whose root is dir.
func askKernel(t *testing.T, dir string, paths []string) []string {
	t.Helper()
	in, err := json.Marshal(paths)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/proc/self/exe", "-test.run", "^TestChrootChild$")
	cmd.Env = []string{chrootEnv + "=" + dir}
	cmd.Stdin = strings.NewReader(string(in))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("the child: %v %s", err, out)
	}
	var got []string
	line, _, _ := strings.Cut(string(out), "\n")
	if err := json.Unmarshal([]byte(line), &got); err != nil {
		t.Fatalf("the child said %q: %v", out, err)
	}
	return got
}

// TestChrootChild is the child of TestResolvesAsChroot; alone it does nothing.
func TestChrootChild(t *testing.T) {
	dir := os.Getenv(chrootEnv)
	if dir == "" {
		return
	}
	var paths []string
	if err := json.NewDecoder(os.Stdin).Decode(&paths); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(syscall.Chroot(dir), os.Chdir("/")); err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(paths))
	for i, p := range paths {
		b, err := os.ReadFile(p)
		out[i] = outcome(string(b), err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		t.Fatal(err)
	}
}
