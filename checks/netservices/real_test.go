package netservices

import (
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
)

// onDisk lets parsers read the real file system beside the real programs.
type onDisk struct{}

func (onDisk) Read(p string) ([]byte, bool, error) {
	data, err := os.ReadFile(p)
	if os.IsNotExist(err) {
		return nil, false, nil
	}
	return data, err == nil, err
}

func (onDisk) Glob(pattern string) ([]string, error) {
	found, err := filepath.Glob(pattern)
	sort.Strings(found)
	return found, err
}

func need(t *testing.T, program string) string {
	t.Helper()
	p, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%v; hint: make test-setup", err)
	}
	return p
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// sambaFiles are configurations that testparm(1) reads beside us.
var sambaFiles = []struct{ name, text string }{
	{"nothing", "[global]\n"},
	{"guest share", "[global]\nmap to guest = Bad User\n[pub]\npath = /srv\nguest ok = yes\nread only = no\n"},
	{"synonyms", "[global]\n[pub]\ndirectory = /srv\npublic = yes\nwriteable = yes\n[b]\npath=/b\nwrite ok = true\n[c]\npath=/c\nwritable=1\nread only=yes\n"},
	{"blanks and case", "[GLOBAL]\nServer  Min   Protocol = nt1\nMAPTOGUEST=bad password\n[ My  Share ]\nPath = /x\nGuestOK = Yes\n"},
	{"share settings in global", "[global]\nguest ok = yes\nread only = no\n[a]\npath = /a\n[b]\npath = /b\nguest ok = no\n"},
	{"comments", "# c\n; c\n[global]\n# server signing = mandatory\nserver signing = mandatory\n[a]\npath = /a # no comment\n;guest ok = yes\n"},
	{"continuation", "[global]\nserver min \\\nprotocol = SMB3\n[a]\npath = \\\n/a\nguest ok = \\\n  yes\n"},
	{"copy", "[global]\n[a]\npath = /a\nguest ok = yes\n[b]\ncopy = a\npath = /b\n"},
	{"include", "[global]\ninclude = %T/more.conf\n[a]\npath = /a\n"},
	{"include in a share", "[global]\n[a]\npath = /a\ninclude = %T/share.conf\nread only = no\n"},
	{"missing include", "[global]\ninclude = %T/none.conf\nnull passwords = yes\n"},
	{"signing words", "[global]\nserver signing = required\nserver smb encrypt = if_required\n"},
	{"protocol synonyms", "[global]\nmin protocol = SMB2\n"},
	{"passwords", "[global]\nlanman auth = yes\nntlm auth = yes\nnull passwords = yes\n"},
	{"ntlm no", "[global]\nntlm auth = no\nrestrict anonymous = 2\n"},
	{"section twice", "[global]\n[a]\npath = /a\n[b]\npath = /b\n[a]\nguest ok = yes\n"},
	{"not available", "[global]\n[a]\npath = /a\navailable = no\n[b]\npath = /b\n"},
	{"crlf", "[global]\r\nserver min protocol = NT1\r\n[a]\r\npath = /a\r\nguest ok = yes\r\n"},
	{"settings before a section", "server min protocol = NT1\n[a]\npath = /a\n"},
	{"printers", "[global]\n[printers]\npath = /var/tmp\nprintable = yes\nguest ok = yes\n"},
	{"guest only", "[global]\n[a]\npath = /a\nguest only = yes\nguest ok = no\n"},
}

func TestSambaAsTestparmReadsIt(t *testing.T) {
	program := need(t, "testparm")
	version, err := exec.Command(program, "--version").Output()
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(version))
	for _, c := range sambaFiles {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir+"/more.conf", "server min protocol = SMB3\n[from include]\npath = /i\nguest ok = yes\n")
			write(t, dir+"/share.conf", "guest ok = yes\n")
			conf := dir + "/smb.conf"
			write(t, conf, strings.ReplaceAll(c.text, "%T", dir))
			out, err := exec.Command(program, "-s", "-v", conf).Output()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			theirs := map[string]map[string]string{}
			var now map[string]string
			for _, line := range strings.Split(string(out), "\n") {
				line = strings.TrimSpace(line)
				if strings.HasPrefix(line, "[") {
					now = map[string]string{}
					// Blanks around a name, which Samba keeps, are not kept here.
					theirs[strings.TrimSpace(strings.ToLower(strings.Trim(line, "[]")))] = now
				} else if k, v, ok := strings.Cut(line, "="); ok && now != nil {
					now[strings.TrimSpace(k)] = strings.ToLower(strings.TrimSpace(v))
				}
			}
			ours, err := readSamba(onDisk{}, conf, fields[len(fields)-1])
			if err != nil {
				t.Fatal(err)
			}
			want, got := map[string]string{}, map[string]string{}
			for name, v := range ours.Global {
				if t, ok := theirs["global"][name]; ok {
					got[name], want[name] = v.Value, sambaValue(name, t)
				}
			}
			if len(want) < 10 {
				t.Errorf("only %d settings to compare", len(want))
			}
			for name, section := range theirs {
				if name == "global" || section["available"] == "no" {
					continue
				}
				// What is as by default is printed in [global] alone.
				for _, k := range []string{"guest ok", "read only"} {
					if _, ok := section[k]; !ok {
						section[k] = theirs["global"][k]
					}
				}
				want[name+": path"], want[name+": guest"], want[name+": write"] = section["path"], section["guest ok"], opposite(section["read only"])
			}
			for name, s := range ours.Shares {
				got[name+": path"], got[name+": guest"], got[name+": write"] = strings.ToLower(s.Path), yesNo(s.Guest.Value), yesNo(s.Write.Value)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("-testparm +ours:\n%s", d)
			}
		})
	}
}

func yesNo(b bool) string { return map[bool]string{true: "yes", false: "no"}[b] }

func opposite(s string) string { return map[string]string{"yes": "no", "no": "yes"}[s] }

// namedFiles are configurations that named-checkconf(8) prints without comments
// and includes; what we read of both must be the same.
var namedFiles = []struct{ name, text, recursion, transfer string }{
	{"nothing", "options { };\n", "network", ""},
	{"open", "options { recursion yes; allow-query { any; }; };\nzone \"example.org\" { type master; file \"x\"; };\n", "all", "all"},
	{"off", "options { recursion no; allow-transfer { none; }; };\nzone example.org { type primary; file \"x\"; };\n", "none", "none"},
	{"acl", "acl inside { 10.0.0.0/8; !10.1.0.0/16; };\nacl more { inside; localhost; };\noptions { allow-recursion { more; }; allow-transfer { 192.0.2.1; }; };\nzone example.org { type slave; masters { 192.0.2.9; }; };\n", "network", "host"},
	{"comments", "/* a { */ options { // b };\n # c\n allow-recursion { none; }; };\n", "none", ""},
	{"include", "include \"%T/more.conf\";\nzone example.org { type master; file \"x\"; };\n", "network", "key"},
	{"views", "options { allow-transfer { any; }; };\nview in { match-clients { 10.0.0.0/8; }; recursion yes; allow-recursion { any; }; zone example.org { type master; file \"x\"; allow-transfer { none; }; }; };\n", "all", "none"},
	{"nothing behind any refused", "options { allow-recursion { 10.0.0.1; !any; 0.0.0.0/0; }; };\n", "host", ""},
	{"nested", "options { allow-recursion { { 10.0.0.0/8; localhost; }; }; };\n", "network", ""},
	{"query cache", "options { allow-query-cache { localhost; }; };\n", "loopback", ""},
}

func TestBindAsNamedCheckconfReadsIt(t *testing.T) {
	program := need(t, "named-checkconf")
	for _, c := range namedFiles {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir+"/more.conf", "key k { algorithm hmac-sha256; secret \"c2VjcmV0\"; };\noptions { allow-transfer { key k; }; };\n")
			conf := dir + "/named.conf"
			write(t, conf, strings.ReplaceAll(c.text, "%T", dir))
			out, err := exec.Command(program, "-p", conf).CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			write(t, dir+"/printed.conf", string(out))
			read := func(file string) *NameServer {
				root, err := parseBind(onDisk{}, file, 0)
				if err != nil {
					t.Fatal(err)
				}
				return bindServer(root, "9.18.49")
			}
			ours, printed := values(read(conf)), values(read(dir+"/printed.conf"))
			if d := cmp.Diff(printed, ours); d != "" {
				t.Errorf("-printed +original:\n%s", d)
			}
			for key, v := range ours {
				if strings.HasPrefix(key, "recursion") && v != c.recursion || strings.HasPrefix(key, "transfer") && v != c.transfer {
					t.Errorf("%s is %s, want recursion %s, transfer %s", key, v, c.recursion, c.transfer)
				}
			}
		})
	}
}

func values(s *NameServer) map[string]string {
	out := map[string]string{}
	for of, m := range map[string]map[string]facts.Sourced[string]{"recursion ": s.Recursion, "transfer ": s.Transfers, "update ": s.Updates} {
		for k, v := range m {
			out[of+k] = v.Value
		}
	}
	return out
}

func TestHostKeyCheckingAsSSHReadsIt(t *testing.T) {
	program := need(t, "ssh")
	for _, c := range []struct{ name, text string }{
		{"nothing", ""},
		{"off", "StrictHostKeyChecking no\n"},
		{"first wins", "StrictHostKeyChecking yes\nStrictHostKeyChecking no\n"},
		{"star", "Host *\n  StrictHostKeyChecking=accept-new\n"},
		{"another host", "Host other\nStrictHostKeyChecking no\nHost *\nStrictHostKeyChecking yes\n"},
		{"quotes and case", "stricthostkeychecking \"off\"\n"},
		{"match all", "Match all\nStrictHostKeyChecking no\n"},
		{"include", "Include %T/more.conf\nStrictHostKeyChecking yes\n"},
		{"include in another host", "Host other\nInclude %T/more.conf\nHost *\nStrictHostKeyChecking yes\n"},
		{"comment", "# StrictHostKeyChecking no\nStrictHostKeyChecking ask\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir+"/more.conf", "StrictHostKeyChecking no\n")
			conf := dir + "/config"
			write(t, conf, strings.ReplaceAll(c.text, "%T", dir))
			out, err := exec.Command(program, "-G", "-F", conf, "server.example.org").Output()
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			for _, line := range strings.Split(string(out), "\n") {
				if v, ok := strings.CutPrefix(line, "stricthostkeychecking "); ok {
					want = v
				}
			}
			lines, err := parseSSHClient(onDisk{}, conf, dir, dir, 0)
			if err != nil {
				t.Fatal(err)
			}
			got := hostKeyChecking(lines).Value
			// ssh prints yes and no as true and false, and off is no.
			if w, ok := map[string]string{"yes": "true", "no": "false", "off": "false"}[got]; ok {
				got = w
			}
			if got != want {
				t.Errorf("ssh -G says %q, we say %q", want, got)
			}
		})
	}
}
