package sshd

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
)

// keygen runs ssh-keygen, which decides what a key is.
func keygen(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("ssh-keygen", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("ssh-keygen %s: %v: %s\nhint: run `make test`, which installs openssh-client", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// TestKeysAsSSHKeygenSeesThem compares type, size and fingerprint of real keys.
func TestKeysAsSSHKeygenSeesThem(t *testing.T) {
	for _, c := range []struct {
		name, kind string
		args       []string
		encrypted  bool
	}{
		{"ed25519", "ssh-ed25519", []string{"-t", "ed25519", "-N", ""}, false},
		{"encrypted", "ssh-ed25519", []string{"-t", "ed25519", "-N", "a passphrase"}, true},
		{"rsa", "ssh-rsa", []string{"-t", "rsa", "-b", "2048", "-N", ""}, false},
		{"short_rsa", "ssh-rsa", []string{"-t", "rsa", "-b", "1024", "-N", ""}, false},
		{"short_rsa_pem", "ssh-rsa", []string{"-t", "rsa", "-b", "1024", "-m", "PEM", "-N", ""}, false},
		{"rsa_pem", "ssh-rsa", []string{"-t", "rsa", "-b", "2048", "-m", "PEM", "-N", ""}, false},
		{"rsa_pkcs8", "ssh-rsa", []string{"-t", "rsa", "-b", "2048", "-m", "PKCS8", "-N", ""}, false},
		{"ecdsa", "ecdsa-sha2-nistp384", []string{"-t", "ecdsa", "-b", "384", "-N", ""}, false},
		{"ecdsa_pem", "ecdsa-sha2-nistp256", []string{"-t", "ecdsa", "-b", "256", "-m", "PEM", "-N", ""}, false},
		{"dsa", "ssh-dss", []string{"-t", "dsa", "-N", ""}, false},
		{"dsa_pem", "ssh-dss", []string{"-t", "dsa", "-m", "PEM", "-N", ""}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "key")
			keygen(t, append([]string{"-q", "-C", "", "-f", file}, c.args...)...)
			shown := strings.Fields(keygen(t, "-l", "-E", "sha256", "-f", file+".pub"))
			bits, _ := strconv.Atoi(shown[0])
			want := Key{Line: 1, Type: c.kind, Bits: bits, Fingerprint: shown[1], Options: []string{}}

			public, err := os.ReadFile(file + ".pub")
			if err != nil {
				t.Fatal(err)
			}
			keys, ignored, err := parseAuthorizedKeys(public)
			if err != nil || ignored != 0 {
				t.Fatalf("%d lines ignored, error %v", ignored, err)
			}
			if diff := cmp.Diff([]Key{want}, keys); diff != "" {
				t.Errorf("public key (-ssh-keygen +ours):\n%s", diff)
			}

			private, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			h := tree(t, map[string]string{
				"/etc/ssh/sshd_config": "HostKey /etc/ssh/key\n", "/etc/ssh/key": string(private), "/etc/ssh/key.pub": string(public),
			})
			f, missing := gather(t, h)
			got := f.HostKeys["/etc/ssh/key"]
			if len(missing) > 0 || got.Type != want.Type || got.Bits != want.Bits || got.Fingerprint != want.Fingerprint || *got.Encrypted != c.encrypted {
				t.Errorf("host key %+v, gaps %v, want %+v", got, missing, want)
			}
			// The private file alone tells type and size, unless it is encrypted PEM.
			p, err := parsePrivateKey(private)
			if err != nil || !p.known || p.key.Type != want.Type || p.key.Bits != want.Bits {
				t.Errorf("private key alone: %+v, error %v", p, err)
			}
		})
	}
}

func TestHostKeyPermissionsAndGaps(t *testing.T) {
	h := hosttest.TreeWith(t, []hosttest.File{
		{Path: "/etc/os-release", Content: bookworm}, {Path: "/etc/passwd", Content: accounts},
		{Path: "/etc/group", Content: "root:x:0:\nssh_keys:x:101:\n"},
		{Path: "/etc/ssh/sshd_config", Content: ""},
		{Path: "/etc/ssh/ssh_host_rsa_key", Content: "garbage", Mode: 0o644},
	})
	f, missing := gather(t, h)
	k, ok := f.HostKeys["/etc/ssh/ssh_host_rsa_key"]
	if !ok || !k.WorldAccess || !k.GroupAccess || k.GroupName != "root" || k.Mode != "0644" || len(f.HostKeys) != 1 {
		t.Errorf("host keys: %+v", f.HostKeys)
	}
	got := reasons(missing)
	for _, p := range []string{"encrypted", "type", "bits"} {
		if !strings.Contains(got, `.`+p+": not a private key") {
			t.Errorf("no gap for %s: %s", p, got)
		}
	}
}

func TestAuthorizedKeysLines(t *testing.T) {
	for line, want := range map[string]bool{
		testKey:                                       true,
		"\t " + testKey + "\r":                        true,
		"restrict " + testKey:                         true,
		`environment="A=b c" ` + testKey:              true,
		"restrict,command=\"x " + testKey:             false,
		"ssh-ed25519":                                 false,
		"ssh-rsa " + strings.Fields(testKey)[1]:       false, // the blob is of another type
		"ssh-ed25519 !!!!":                            false,
		"ssh-ed25519 AAAA":                            false,
		"# " + testKey:                                false,
		strings.Fields(testKey)[1]:                    false,
		"ssh-ed25519 " + strings.Repeat("A", 1<<16):   false,
		"1024 35 1234567890 rsa1 key of the old kind": false,
	} {
		keys, _, err := parseAuthorizedKeys([]byte(line))
		if err != nil || (len(keys) == 1) != want {
			t.Errorf("%.60q: %d keys, error %v", line, len(keys), err)
		}
	}
	if _, _, err := parseAuthorizedKeys([]byte(strings.Repeat(testKey+"\n", maxKeys+1))); err == nil {
		t.Error("too many keys are no error")
	}
}
