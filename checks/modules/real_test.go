package modules

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// What "modprobe --showconfig" says in a tree of its own is what the check
// reads there: which modules have an install line and which are blacklisted.
func TestWhatModprobeSays(t *testing.T) {
	if os.Geteuid() != 0 {
		return // chroot(2) is for root
	}
	dir := hosttest.Write(t, hosttest.Files(map[string]string{
		"/etc/modprobe.d/10-usb.conf":           "install usb-storage /bin/false\nblacklist firewire-core\n\tblacklist\tfloppy \n",
		"/etc/modprobe.d/20-both.conf":          "install dccp /bin/true\nBLACKLIST sctp\nblacklist\n blacklist x25 and more\ninstall rds\ninstall  tipc \t/bin/false\n",
		"/etc/modprobe.d/30-join.conf":          "install atm \\\n  /bin/false\n# comment \\\nblacklist can\nblacklist ax\\\n25\n #blacklist netrom\n",
		"/etc/modprobe.d/40-odd.conf":           "blacklist a[b-c]d-e\nblacklist a]b\nblacklist a[b\ninstall hfs* /bin/false\nalias udf off\noptions jfs x=1\nblacklist rose",
		"/etc/modprobe.d/no-suffix":             "blacklist minix\n",
		"/etc/modprobe.d/.dot.conf":             "blacklist ufs\n",
		"/etc/modprobe.d/.conf":                 "blacklist bfs\n",
		"/etc/modprobe.d/folder.conf/x.conf":    "blacklist efs\n",
		"/etc/modprobe.d/masked.conf":           "-> /dev/null",
		"/etc/modprobe.d/dangling.conf":         "-> /nowhere",
		"/etc/modprobe.d/crlf.conf":             "blacklist qnx4\r\n",
		"/run/modprobe.d/10-usb.conf":           "blacklist befs\n",
		"/run/modprobe.d/25-run.conf":           "install dccp /sbin/insmod dccp\nblacklist affs\n",
		"/usr/local/lib/modprobe.d/05-loc.conf": "blacklist adfs\ninstall squashfs /bin/false\n",
		"/lib/modprobe.d/masked.conf":           "blacklist cramfs\n",
		"/lib/modprobe.d/60-dist.conf":          "blacklist pcspkr\ninstall squashfs /bin/true\n",
	}))
	plant(t, dir, "modprobe")
	cmd := exec.Command("chroot", dir, "/usr/bin/modprobe", "--showconfig")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("modprobe --showconfig: %v", err)
	}
	type answer struct{ Install, Blacklist string }
	want := map[string]answer{}
	for line := range strings.Lines(string(out)) {
		command, rest := word(strings.TrimRight(line, "\n"))
		name, rest := word(rest)
		name = facts.Text(name)
		a := want[name]
		switch {
		case command == "install" && a.Install == "":
			a.Install = installs(rest)
		case command == "blacklist":
			a.Blacklist = "yes"
		default:
			continue
		}
		want[name] = a
	}
	if len(want) < 15 {
		t.Fatalf("modprobe tells too little:\n%s", out)
	}
	// Patterns stand for themselves in modprobe's list.
	if _, ok := want["hfs*"]; !ok {
		t.Errorf("no pattern in\n%s", out)
	}
	delete(want, "hfs*")
	for _, name := range []string{"hfs", "hfsplus"} {
		want[name] = answer{Install: "nothing"}
	}
	f, missing := gather(t, hosttest.RootFS(t, dir))
	if missing != "" {
		t.Errorf("gaps: %s", missing)
	}
	got := map[string]answer{}
	for name, m := range f.Modules {
		var a answer
		if m.Install != nil {
			a.Install = m.Install.Value
		}
		if m.Blacklist != nil {
			a.Blacklist = "yes"
		}
		if a != (answer{}) {
			got[name] = a
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("modprobe (-) and the check (+):\n%s\n%s", d, out)
	}
}

var library = regexp.MustCompile(`(?m)(/[^ \n]+) \(0x`)

// plant copies a program and its libraries into a tree.
func plant(t *testing.T, dir, program string) {
	t.Helper()
	p, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%s is missing: install the Debian package kmod", program)
	}
	out, err := exec.Command("ldd", p).Output()
	if err != nil {
		t.Fatal(err)
	}
	copyTo := func(from, to string) {
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		to = filepath.Join(dir, to)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, b, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	copyTo(p, "/usr/bin/"+program)
	for _, m := range library.FindAllStringSubmatch(string(out), -1) {
		copyTo(m[1], m[1])
	}
}
