package homes

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

func TestHistoriesThatKeepNothing(t *testing.T) {
	tree := hosttest.TreeWith(t, []hosttest.File{
		{Path: "/etc/passwd", Content: "root:x:0:0::/root:/bin/bash\neve:x:1001:1001::/home/eve:/bin/bash\nbob:x:1002:1002::/home/bob:/bin/zsh\n"},
		{Path: "/root/.bash_history", Link: "/dev/null"}, {Path: "/root/.ash_history", Content: "ls\n"}, {Path: "/root/.viminfo", Link: "/dev/null"},
		{Path: "/home/eve/.bash_history", Link: "../../dev/null"}, {Path: "/home/eve/.sh_history", Mode: fs.ModeDir | 0o700},
		{Path: "/home/eve/.ksh_history", Mode: fs.ModeNamedPipe | 0o600},
		{Path: "/home/bob/.bash_history", Link: "shell/history"}, {Path: "/home/bob/shell/history"},
		{Path: "/home/bob/.zsh_history", Link: "/home/bob/nothing-yet"}, {Path: "/home/bob/.histfile", Link: "/home/bob/.hop"},
		{Path: "/home/bob/.hop", Link: "/home/bob/shell"},
	})
	gaps := facts.NewGaps("homes")
	f, err := Gather(context.Background(), tree, gaps)
	if err != nil || len(gaps.Missing()) > 0 {
		t.Fatal(err, gaps.Missing())
	}
	got := map[string]string{}
	for _, h := range f.Accounts {
		for p, what := range h.Lost {
			got[p] = what
		}
	}
	want := map[string]string{
		"/root/.bash_history":     "a link to /dev/null",
		"/home/eve/.bash_history": "a link to ../../dev/null",
		"/home/eve/.sh_history":   "a folder",
		"/home/eve/.ksh_history":  "a device or pipe",
		"/home/bob/.histfile":     "a link to /home/bob/.hop, which is no file",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	gaps = facts.NewGaps("homes")
	if _, err := Gather(context.Background(), hosttest.Fail(tree, "/home/bob/.histfile", errors.New("input/output error")), gaps); err != nil {
		t.Fatal(err)
	}
	if m := gaps.Missing(); len(m) != 1 || m[0].Path != `homes.accounts["bob"].lost_history` {
		t.Errorf("%v", m)
	}
}

// What is told of as lost is what bash keeps nothing in.
func TestHistoriesAsBashKeepsThem(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal("bash is not installed: it decides what this test expects; run `make test`, which installs it")
	}
	for name, c := range map[string]struct {
		plant func(p string) error
		kept  bool
	}{
		"none":      {func(string) error { return nil }, true},
		"a file":    {func(p string) error { return os.WriteFile(p, nil, 0o600) }, true},
		"dev null":  {func(p string) error { return os.Symlink("/dev/null", p) }, false},
		"a folder":  {func(p string) error { return os.Mkdir(p, 0o700) }, false},
		"elsewhere": {func(p string) error { return os.Symlink(p+".real", p) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			p := dir + "/.bash_history"
			if err := c.plant(p); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(bash, "--norc", "-i")
			cmd.Env = []string{"HOME=" + dir, "PATH=/usr/bin:/bin"}
			cmd.Stdin = strings.NewReader("echo kept\nexit\n")
			_ = cmd.Run()
			b, _ := os.ReadFile(p)
			if real := strings.Contains(string(b), "echo kept"); real != c.kept {
				t.Errorf("bash keeps it: %v, and %v was expected", real, c.kept)
			}
		})
	}
}
