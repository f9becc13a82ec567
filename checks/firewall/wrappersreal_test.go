package firewall

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// wrapperFiles are pairs of hosts.allow and hosts.deny (hosts_access(5),
// hosts_options(5)), and whether a stranger gets into a service that no line names.
var wrapperFiles = []struct {
	name, allow, deny string
	granted           bool
	// strict: we ask for more than that this stranger stays out.
	strict bool
}{
	{"nothing", "", "", true, false},
	{"deny all", "", "ALL: ALL\n", false, false},
	{"deny all without blanks", "", "ALL:ALL\n", false, false},
	{"deny all in small letters", "", "all: all\n", false, false},
	{"deny all but some clients", "", "ALL: ALL EXCEPT 192.0.2.1\n", false, true},
	{"deny all but some services", "", "ALL EXCEPT sshd: ALL\n", false, true},
	{"deny all but everyone", "", "ALL: ALL EXCEPT ALL\n", true, false},
	{"no end of the line", "", "ALL: ALL", false, true},
	{"no end of the line behind another", "", "sshd: ALL\nALL: ALL", false, true},
	{"crlf", "", "ALL: ALL\r\n", false, false},
	{"comment", "", "# ALL: ALL\n#ALL: ALL\n", true, false},
	{"blanks before", "", "   ALL : ALL\n", false, false},
	{"continuation", "", "ALL: \\\n  ALL\n", false, false},
	{"continuation within a word", "", "ALL: AL\\\nL\n", false, false},
	{"a continued comment", "", "# x \\\nALL: ALL\n", true, false},
	{"no colon", "", "ALL ALL\n", true, false},
	{"no client", "", "ALL:\n", true, false},
	{"one service", "", "sshd: ALL\n", true, false},
	{"services by commas", "", "sshd, ALL: ALL\n", false, false},
	{"clients by commas", "", "ALL: 192.0.2.1,ALL\n", false, false},
	{"a network", "", "ALL: 192.0.2.\n", true, false},
	{"names that are not known", "", "ALL: UNKNOWN\n", false, true},
	{"a pattern for all", "", "ALL: *\n", false, true},
	{"all addresses", "", "ALL: 0.0.0.0/0.0.0.0\n", false, true},
	{"a domain", "", "ALL: .example.org\n", true, false},
	{"deny all with a command", "", "ALL: ALL: spawn (/bin/true)\n", false, false},
	{"deny all with an option that allows", "", "ALL: ALL: ALLOW\n", true, false},
	{"allow all", "ALL: ALL\n", "ALL: ALL\n", true, false},
	{"allow all in small letters", "all: all\n", "ALL: ALL\n", true, false},
	{"allow all but deny in the option", "ALL: ALL: DENY\n", "", false, false},
	{"allow all but deny in a small option", "ALL: ALL: deny\n", "", false, false},
	{"allow all by a pattern", "ALL: *\n", "ALL: ALL\n", true, false},
	{"allow all addresses", "ALL: 0.0.0.0/0.0.0.0\n", "ALL: ALL\n", true, false},
	{"allow all addresses by bits", "ALL: 0.0.0.0/0\n", "ALL: ALL\n", false, true},
	{"allow all but some clients", "ALL: ALL EXCEPT 192.0.2.1\n", "ALL: ALL\n", true, false},
	{"allow all but some services", "ALL EXCEPT in.telnetd: ALL\n", "ALL: ALL\n", true, false},
	{"allow some", "sshd: ALL\nALL: 192.0.2.\n", "ALL: ALL\n", false, false},
	{"allow local", "ALL: LOCAL 127.\n", "ALL: ALL\n", false, false},
	{"allow all without an end", "ALL: ALL", "ALL: ALL\n", false, false},
	{"allow all behind a denial", "ALL: ALL: DENY\nALL: ALL\n", "", false, false},
	{"deny all behind an allowance", "ALL: ALL: ALLOW\nALL: ALL: DENY\n", "", true, false},
	{"IPv6 in brackets", "ALL: [2001:db8::]/32\n", "ALL: ALL\n", false, false},
	{"a long line", "", "ALL: " + strings.Repeat("192.0.2.1 ", 210) + "ALL\n", false, false},
	{"a blank and a comment is none", "", " # ALL: ALL\n", false, false},
}

func TestWrappersAsTcpdmatchReadsThem(t *testing.T) {
	program, err := exec.LookPath("tcpdmatch")
	if err != nil {
		t.Fatalf("%v; hint: apt-get install tcpd, or make test-setup", err)
	}
	for _, c := range wrapperFiles {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range map[string]string{"hosts.allow": c.allow, "hosts.deny": c.deny, "inetd.conf": "anyd stream tcp nowait root /usr/sbin/tcpd /usr/sbin/anyd\n"} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.Command(program, "-d", "-i", filepath.Join(dir, "inetd.conf"), "anyd", "203.0.113.77")
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			// It shows what it takes for all names of the client.
			granted := strings.Contains(string(out), "access:   granted")
			if !granted && !strings.Contains(string(out), "access:   denied") {
				t.Fatalf("%s", out)
			}
			w := wrapperFacts("allow", c.allow, "deny", c.deny)
			ours := w.AllowAll.Value || !w.DenyAll.Value
			if ours != (granted || c.strict) {
				t.Errorf("tcpdmatch: granted %v; ours: %v, %+v\n%s", granted, ours, w, out)
			}
			if granted != c.granted {
				t.Errorf("the manual: granted %v; tcpdmatch: %v\n%s", c.granted, granted, out)
			}
		})
	}
}
