// Package rpmtest makes rpm databases for tests with rpm and rpmbuild.
package rpmtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Build makes a package from a spec file's text and returns where it is. The
// test fails when rpmbuild is missing.
func Build(t testing.TB, spec string) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "t.spec")
	if err := os.WriteFile(file, []byte(spec), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "rpmbuild", "-bb", "--quiet", "--define", "_topdir "+dir, "--define", "_build_id_links none", "--dbpath", dir, file)
	found, err := filepath.Glob(filepath.Join(dir, "RPMS", "*", "*.rpm"))
	if err != nil || len(found) != 1 {
		t.Fatalf("rpmbuild left %v, %v", found, err)
	}
	return found[0]
}

// Install enters packages in the database below root, at /var/lib/rpm, and
// writes no file of theirs. args are options or packages of rpm --install.
func Install(t testing.TB, root string, args ...string) {
	t.Helper()
	run(t, root, append([]string{"rpm", "--install", "--justdb", "--nodeps", "--noscripts", "--dbpath", Path(root)}, args...)...)
}

// Path is where the database below root lies.
func Path(root string) string { return filepath.Join(root, "var/lib/rpm") }

// Query gives the lines of rpm --query with these arguments.
func Query(t testing.TB, root string, args ...string) []string {
	t.Helper()
	out := run(t, root, append([]string{"rpm", "--query", "--dbpath", Path(root)}, args...)...)
	return strings.Split(strings.TrimRight(out, "\n"), "\n")
}

func run(t testing.TB, home string, argv ...string) string {
	t.Helper()
	if _, err := exec.LookPath(argv[0]); err != nil {
		t.Fatalf("%v; install rpm, or run: make test", err)
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = append(os.Environ(), "HOME="+home, "LC_ALL=C", "SOURCE_DATE_EPOCH=1700000000")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%q: %v: %s", argv, err, stderr.String())
	}
	return string(out)
}
