package audit

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// needProgram ends the test where a program that it compares with is missing.
func needProgram(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is missing; install the package auditd, or run: make test", name)
	}
}

// What we merge is what augenrules writes, byte for byte.
func TestMergesAsAugenrules(t *testing.T) {
	needProgram(t, "augenrules")
	awk, err := filepath.EvalSymlinks("/usr/bin/awk")
	if err != nil {
		t.Fatal(err)
	}
	for name, files := range map[string]map[string]string{
		"one":             {"a.rules": "-w /etc/passwd -p wa\n"},
		"order":           {"10-b.rules": "-w /b\n", "9-a.rules": "-w /a\n", "100-c.rules": "-w /c\n"},
		"natural order":   {"a10.rules": "-w /10\n", "a9.rules": "-w /9\n", "a09.rules": "-w /09\n", "a.rules": "-w /none\n", "A.rules": "-w /A\n"},
		"signs in names":  {"a-1.rules": "-w /1\n", "a_1.rules": "-w /2\n", "a.1.rules": "-w /3\n", "a~.rules": "-w /4\n", "a1b2.rules": "-w /5\n", "a1b10.rules": "-w /6\n", "+.rules": "-w /7\n"},
		"other names":     {"a.rules": "-w /a\n", "b.rules.bak": "-w /b\n", "c.conf": "-w /c\n", ".d.rules": "-w /d\n", "rules": "-w /e\n"},
		"moved":           {"a.rules": "-w /a\n-e 1\n-b 8192\n-f 1\n-D\n-w /b\n"},
		"last of each":    {"a.rules": "-e 2\n-b 1\n-f 0\n-D\n", "b.rules": "-w /b\n-e 1\n-b 2\n-f 2\n-D\n"},
		"-D with a key":   {"a.rules": "-w /a -k x\n-D -k x\n-w /b\n"},
		"comments":        {"a.rules": "# one\n-w /a\n  # two\n\t# three\n\n#\n-w /b # four\n"},
		"blanks before":   {"a.rules": "  -e 2\n\t-b 3\n -D \n -f 1\n-w /a\n"},
		"no newline":      {"a.rules": "-w /a", "b.rules": "-w /b\n"},
		"empty":           {"a.rules": ""},
		"no files":        {},
		"long options":    {"a.rules": "--backlog_wait_time 60000\n--loginuid-immutable\n-i\n-c\n"},
		"CRLF":            {"a.rules": "-w /a\r\n-e 2\r\n-D\r\n"},
		"-e and the like": {"a.rules": "-e2\n-b8192\n-failure\n-w /a\n-Dx\n"},
		"not UTF-8":       {"a.rules": "-w /\xff\xfe -k x\n"},
	} {
		dir := t.TempDir()
		if err := os.MkdirAll(dir+"/rules.d", 0o755); err != nil {
			t.Fatal(err)
		}
		var names []string
		for n, text := range files {
			if err := os.WriteFile(dir+"/rules.d/"+n, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(n, ".rules") && n[0] != '.' {
				names = append(names, n)
			}
		}
		cmd := exec.Command("unshare", "-m", "sh", "-c", `mount --bind "$1" /etc/audit && exec augenrules`, "sh", dir)
		cmd.Env = append(os.Environ(), "LC_ALL=C")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s (a mount namespace needs root)", name, err, out)
		}
		want, err := os.ReadFile(dir + "/audit.rules")
		if err != nil {
			t.Fatal(err)
		}
		sortNames(names)
		var list []file
		for _, n := range names {
			list = append(list, file{"/etc/audit/rules.d/" + n, []byte(files[n])})
		}
		var got strings.Builder
		for _, l := range merge(list, filepath.Base(awk) == "mawk") {
			got.WriteString(l.text + "\n")
		}
		if got.String() != string(want) {
			t.Errorf("%s:\naugenrules %q\nwe         %q", name, want, got.String())
		}
	}
}

// realLines are lines of rules with whether auditctl takes them for a rule that
// can be sent. What the manual page says comes first, then the program.
var realLines = map[string]bool{
	"-w /etc/passwd -p wa -k identity": true,
	" -w /etc/group":                   true,
	"-w /etc/passwd -pwa -kx":          true,
	"-w /etc/passwd -p WA":             true,
	"-w /etc/passwd -p wq":             false,
	"-w /etc/passwd -p rwxaw":          false,
	"-p wa -w /etc/passwd":             false,
	"-k x -w /etc/passwd":              false,
	"-w etc/passwd":                    false,
	"-w":                               false,
	"-w /etc/passwd # comment":         false,
	"-w /etc/a\\ b -p wa":              true,
	"-w \"/etc/a b\" -p wa":            false,
	"-w /etc/passwd\t-p wa":            false,
	"-w /etc/passwd -F auid>=1000":     true,
	"-W /etc/passwd -p wa":             true,
	"-a always,exit -F arch=b64 -S open -F auid>=1000 -F auid!=unset -k x": true,
	"-a exit,always -F path=/etc/passwd":                                   true,
	"-A always,exit -F path=/etc/passwd -F perm=wa":                        true,
	"-a always,exit":               true,
	"-a exit":                      false,
	"-a always,exit,x":             false,
	"-a sometimes,exit -S open":    false,
	"-a always,entry -S open":      false,
	"-a always,exit -a never,exit": false,
	"-a never,task":                true,
	"-a always,task -S open":       false,
	"-a always,exit -S all":        true,
	"-a always,exit -F arch=b64 -S open,close,nosuchcall": false,
	"-a always,exit -F arch=b64 -S stime":                 false,
	"-a always,exit -F arch=b32 -S stime":                 true,
	"-a always,exit -F arch=b32 -S nosuchcall":            false,
	"-a always,exit -S open -F arch=b64":                  false,
	"-a always,exit -F arch=z80 -S open":                  false,
	"-a always,exit -F arch>b64 -S open":                  false,
	"-a always,exit -F arch=x86_64 -S 2":                  true,
	"-F auid>=1000 -a always,exit":                        false,
	"-a always,exit -F foo=1":                             false,
	"-a always,exit -F auid":                              false,
	"-a always,exit -F auid=":                             false,
	"-a always,exit -F auid=-1":                           true,
	"-a always,exit -F success=yes":                       false,
	"-a always,exit -F success=1":                         true,
	"-a always,exit -S open -F exit=-EACCES":              true,
	"-a always,exit -S open -F exit=-13":                  true,
	"-a always,exit -S open -F exit=foo":                  false,
	"-a always,exit -S execve -C uid!=euid":               true,
	"-a always,exit -S execve -C auid!=obj_uid":           true,
	"-a always,exit -S execve -C uid!=gid":                false,
	"-a always,exit -S execve -C uid>euid":                false,
	"-a always,exit -S execve -C pid!=uid":                false,
	"-a always,exit -F perm=wz":                           false,
	"-a always,exit -F perm!=w":                           false,
	"-a always,exit -F dir=/etc -F perm=wa":               true,
	"-a always,exit -F exe>/usr/bin/su":                   false,
	"-a always,exit -F filetype=file -S unlink":           true,
	"-a always,exit -F filetype=thing -S unlink":          false,
	"-a never,exclude -F msgtype=CWD":                     true,
	"-a always,exclude -F msgtype=1307":                   true,
	"-a never,exclude -F msgtype=nothing":                 false,
	"-a never,exclude -F path=/etc":                       false,
	"-a never,exclude -S open":                            false,
	"-a never,exit -F msgtype=CWD":                        false,
	"-a never,user -F uid=0":                              true,
	"-a never,exit -F fstype=tracefs":                     false,
	"-a always,exit -F a0=0x1 -S socket":                  true,
	"-a always,exit -F a0=x -S socket":                    false,
	"-a always,exit -k":                                   false,
	"-a always,exit -k x":                                 false,
	"-a always,exit -S open -F key=x":                     true,
	"-a always,exit -F key=x":                             false,
	"-d always,exit -S open":                              true,
	"-x":                                                  false,
	"--nonsense":                                          false,
	"-S open":                                             false,
	"foo":                                                 false,
}

// auditctl takes the lines that we take. It cannot reach the kernel from a PID
// namespace, so nothing is loaded.
func TestParsesAsAuditctl(t *testing.T) {
	needProgram(t, "auditctl")
	m := newMachine(62)
	dir := t.TempDir()
	for text, want := range realLines {
		name := filepath.Join(dir, "audit.rules")
		if err := os.WriteFile(name, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		out, _ := exec.Command("unshare", "-pf", "auditctl", "-R", name).CombinedOutput()
		real := strings.Contains(string(out), "rule data request (Operation not permitted)")
		if real != want {
			t.Errorf("%q: auditctl says %v (%s), the manual page %v", text, real, out, want)
		}
		c, ok, err := parse(m, line{text, "/x:1"})
		// A name in no table is a doubt, which is as good as a refusal here.
		got := ok && err == nil && c.doubt == ""
		if got != real {
			t.Errorf("%q: auditctl says %v (%s), we say %v (%v)", text, real, strings.TrimSpace(string(out)), got, err)
		}
	}
}
