// Package unpacked gives tests the programs of Debian packages that cannot be
// installed beside others, from the folder into which scripts/debian-unpack.sh put them.
package unpacked

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Root is the folder that holds the files of a package and of what it depends on,
// as below "/". Where the package itself is installed it is "/".
func Root(t testing.TB, pkg, program string) string {
	t.Helper()
	if _, err := os.Stat(program); err == nil {
		return "/"
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			root := filepath.Join(dir, ".cache", "debian")
			if _, err := os.Stat(filepath.Join(root, program)); err == nil {
				return root
			}
			break
		}
	}
	t.Fatalf("%s is missing: run make test, or: sh scripts/debian-unpack.sh %s", program, pkg)
	return ""
}

// Command runs a program of such a folder with the libraries and Python modules
// that lie there.
func Command(root string, argv ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(root, argv[0]), argv[1:]...)
	c.Env = append(os.Environ(), "LC_ALL=C")
	if root == "/" {
		return c
	}
	libraries := ""
	for _, pattern := range []string{"usr/lib/*-linux-gnu*", "lib/*-linux-gnu*", "usr/lib/syslog-ng", "usr/lib/syslog-ng/*", "usr/lib/*-linux-gnu*/xrdp"} {
		found, _ := filepath.Glob(filepath.Join(root, pattern))
		for _, f := range found {
			libraries += f + ":"
		}
	}
	c.Env = append(c.Env, "LD_LIBRARY_PATH="+libraries, "PYTHONPATH="+filepath.Join(root, "usr/lib/python3/dist-packages"))
	return c
}
