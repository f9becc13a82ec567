package passwords

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
)

// The programs of this host run on a copy of its /etc, in a mount namespace of
// their own: nothing of the host is changed. That needs root and unshare(2);
// without them the recorded answers in passwords_test.go still hold.
func namespace(t *testing.T) func(etc map[string]string, stdin string, argv ...string) (shadow, output string) {
	t.Helper()
	if err := exec.Command("unshare", "-m", "true").Run(); err != nil || os.Geteuid() != 0 {
		t.Logf("no mount namespace here (%v): the recorded answers stand alone", err)
		return nil
	}
	return func(etc map[string]string, stdin string, argv ...string) (string, string) {
		t.Helper()
		dir := filepath.Join(t.TempDir(), "etc")
		if out, err := exec.Command("cp", "-a", "/etc", dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for _, f := range []string{"passwd", "group", "shadow"} {
			appendTo(t, filepath.Join(dir, f), etc["+"+f])
		}
		for name, content := range etc {
			if !strings.HasPrefix(name, "+") {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		script := `mount --bind "$1" /etc && shift && exec "$@"`
		cmd := exec.Command("unshare", append([]string{"-m", "sh", "-c", script, "sh", dir}, argv...)...)
		cmd.Stdin = strings.NewReader(stdin)
		out, _ := cmd.CombinedOutput() // a refused password is an answer too
		b, err := os.ReadFile(filepath.Join(dir, "shadow"))
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range strings.Split(string(b), "\n") {
			if f := strings.Split(l, ":"); f[0] == "isoscantest" {
				return f[1], string(out)
			}
		}
		t.Fatalf("the account is gone: %s", out)
		return "", ""
	}
}

func appendTo(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

// oldWord is the password that the account has before.
const oldWord = "Old-pass-99"

func account(hash string) map[string]string {
	return map[string]string{
		"+passwd": "isoscantest:x:64242:64242::/tmp:/bin/sh\n",
		"+group":  "isoscantest:x:64242:\n",
		"+shadow": "isoscantest:" + hash + ":20000:0:99999:7:::\n",
	}
}

func TestAgreesWithChpasswd(t *testing.T) {
	run := namespace(t)
	if run == nil {
		return
	}
	prefixes := map[string]string{"des": "", "md5": "$1$", "sha256": "$5$", "sha512": "$6$", "bcrypt": "$2b$", "yescrypt": "$y$"}
	for _, c := range []struct{ defs, args string }{
		{"ENCRYPT_METHOD MD5", "yescrypt"},
		{"ENCRYPT_METHOD BCRYPT", ""},
		{"ENCRYPT_METHOD SHA512\nSHA_CRYPT_MAX_ROUNDS 6000", ""},
		{"ENCRYPT_METHOD sha256\nENCRYPT_METHOD MD5", ""},
		{"", "yescrypt md5"},
	} {
		stack := "password [success=1 default=ignore] pam_unix.so " + c.args + "\n" + deny
		etc := account("!")
		etc["login.defs"], etc["pam.d/common-password"], etc["pam.d/chpasswd"] = c.defs+"\n", stack, "@include common-password\n"
		hash, out := run(etc, "isoscantest:Quite-Long7unusualWord\n", "chpasswd")
		f, _ := gather(t, hosttest.Tree(t, debian(map[string]string{
			"/etc/login.defs": c.defs + "\n", "/etc/pam.d/common-password": stack, "/etc/pam.d/chpasswd": "@include common-password\n",
		})))
		got := f.Change["chpasswd"].Hash
		if p := prefixes[got.Method]; hash == "!" || !strings.HasPrefix(hash, p) || p == "" && strings.HasPrefix(hash, "$") {
			t.Errorf("%q with %q: we say %s, chpasswd stored %.4s… (%s)", c.args, c.defs, got.Method, hash, out)
		}
		if got.Cost != nil && *got.Cost > 5000 && !strings.Contains(hash, fmt.Sprintf("rounds=%d$", *got.Cost)) {
			t.Errorf("%q with %q: we say cost %d, chpasswd stored %.16s…", c.args, c.defs, *got.Cost, hash)
		}
	}
}

// A weak password is typed again and again; either passwd stores it or not.
func TestAgreesWithPasswd(t *testing.T) {
	run := namespace(t)
	if run == nil {
		return
	}
	if found, _ := filepath.Glob("/usr/lib/*/security/pam_pwquality.so"); len(found) == 0 {
		t.Log("libpam-pwquality is not installed: the recorded answers stand alone")
		return
	}
	hash, err := exec.Command("openssl", "passwd", "-6", "-salt", "abc", oldWord).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ control, args string }{
		{"required", ""}, {"required", "use_authtok"}, {"requisite", ""},
	} {
		stack := "password " + c.control + " pam_pwquality.so dictcheck=0 retry=1 minlen=14\n" +
			"password [success=1 default=ignore] pam_unix.so " + c.args + " yescrypt\n" + deny
		etc := account(strings.TrimSpace(string(hash)))
		etc["pam.d/common-password"], etc["pam.d/passwd"], etc["security/pwquality.conf"] = stack, "@include common-password\n", ""
		after, out := run(etc, oldWord+strings.Repeat("\nab3!xYq9", 5)+"\n", "setpriv", "--reuid", "64242", "--regid", "64242", "--clear-groups", "passwd")
		f, _ := gather(t, hosttest.Tree(t, debian(map[string]string{"/etc/pam.d/common-password": stack, "/etc/security/pwquality.conf": ""})))
		if stored := after != strings.TrimSpace(string(hash)); stored == f.Change["passwd"].Quality.Enforced {
			t.Errorf("%s with %q: passwd stored the weak password: %v, and we say otherwise (%s)", c.control, c.args, stored, out)
		}
	}
}
