package sshd

import (
	"cmp"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// realSSHD is the daemon that decides what a configuration means: the system's,
// or another release's that ISOSCAN_SSHD names.
var realSSHD = cmp.Or(os.Getenv("ISOSCAN_SSHD"), "/usr/sbin/sshd")

// real runs sshd -T over configurations in a temporary folder.
type real struct {
	t     *testing.T
	dir   string
	key   string
	build *build
}

func newReal(t *testing.T) *real {
	t.Helper()
	data, err := os.ReadFile(realSSHD)
	if err != nil {
		t.Fatalf("%v\nhint: run `make test`, which installs openssh-server", err)
	}
	b, ok := readBuild(data)
	if !ok {
		t.Fatalf("%s does not tell its release", realSSHD)
	}
	// The daemon wants its folder for privilege separation, which a machine
	// without a running sshd lacks.
	if err := os.MkdirAll("/run/sshd", 0o755); err != nil && os.Geteuid() == 0 {
		t.Fatal(err)
	}
	dir := t.TempDir()
	key := filepath.Join(dir, "host_key")
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key).CombinedOutput(); err != nil {
		t.Fatalf("ssh-keygen: %v: %s\nhint: run `make test`, which installs openssh-client", err, out)
	}
	return &real{t: t, dir: dir, key: key, build: b}
}

// dump is what sshd -T prints for a user, by keyword; an error is its refusal.
func (r *real) dump(config, user string) (map[string][]string, error) {
	cmd := exec.Command(realSSHD, "-T", "-f", config, "-h", r.key,
		"-C", "user="+user+",host="+outside+",addr="+outside+",laddr=192.0.2.7,lport=22")
	cmd.Dir = "/" // relative file names count from where it starts
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, errors.New(strings.TrimSpace(stderr.String()))
	}
	got := map[string][]string{}
	for _, l := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		k, v, _ := strings.Cut(l, " ")
		got[k] = append(got[k], v)
	}
	return got, nil
}

// dirLoader reads the files of the test machine.
type dirLoader struct{}

func (dirLoader) Read(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		if info, serr := os.Stat(name); serr == nil && info.IsDir() {
			return nil, nil
		}
	}
	return data, err
}

func (dirLoader) Glob(pattern string) ([]string, error) {
	h := newHostFiles(context.Background(), rootHost{})
	return h.Glob(pattern)
}

// rootHost lists the test machine's own folders for Glob.
type rootHost struct{ host.Host }

func (rootHost) Lstat(_ context.Context, name string) (host.FileInfo, error) {
	i, err := os.Lstat(name)
	if err != nil {
		return host.FileInfo{}, err
	}
	return host.FileInfo{Name: i.Name(), Mode: i.Mode()}, nil
}

func (rootHost) ReadDir(_ context.Context, name string) ([]host.FileInfo, error) {
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, err
	}
	var out []host.FileInfo
	for _, e := range entries {
		out = append(out, host.FileInfo{Name: e.Name(), Mode: e.Type()})
	}
	return out, nil
}

// ours computes the same with this package.
func (r *real) ours(config, user string, groups []string) (values, error) {
	start := startOptions{lines: []startLine{{"HostKey " + r.key, "/command:1"}}}
	line, err := start.options(r.build)
	if err != nil {
		return nil, err
	}
	c, err := parse(r.build, dirLoader{}, config, line)
	if err != nil {
		return nil, err
	}
	if len(c.blocks) == 0 {
		return compute(r.build, c.global, nil), nil
	}
	over, err := parseFor(r.build, dirLoader{}, config, &connection{
		user: user, groups: groups, address: outside, host: outside, localAddress: "192.0.2.7", localPort: 22,
	})
	if err != nil {
		return nil, err
	}
	return compute(r.build, c.global, over), nil
}

// normal writes sshd's lines in our form.
func normal(name string, lines []string) string {
	switch name {
	case "setenv":
		for i, l := range lines {
			lines[i], _, _ = strings.Cut(l, "=")
		}
	case "banner", "trustedusercakeys":
		return facts.Text(strings.Replace(lines[0], "//", "/", 1))
	case "permitrootlogin":
		return strings.ReplaceAll(lines[0], "without-password", "prohibit-password")
	}
	return facts.Text(strings.Join(lines, separator(name)))
}

func TestRealSSHD(t *testing.T) {
	r := newReal(t)
	refused, accepted := 0, 0
	for _, c := range realConfigs {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			files := map[string]string{"sshd_config": c.config}
			for n, s := range c.files {
				files[n] = s
			}
			for n, s := range files {
				p := filepath.Join(dir, n)
				if strings.HasSuffix(n, "/") {
					if err := os.MkdirAll(p, 0o755); err != nil {
						t.Fatal(err)
					}
					continue
				}
				if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(p, []byte(strings.ReplaceAll(s, "@DIR@", dir)), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for n, target := range c.links {
				if err := os.Symlink(strings.ReplaceAll(target, "@DIR@", dir), filepath.Join(dir, n)); err != nil {
					t.Fatal(err)
				}
			}
			config := filepath.Join(dir, "sshd_config")
			for _, u := range []struct {
				name   string
				groups []string
			}{{"root", []string{"root"}}, {"nobody", []string{"nogroup"}}} {
				want, wantErr := r.dump(config, u.name)
				got, gotErr := r.ours(config, u.name, u.groups)
				if (wantErr == nil) != (gotErr == nil) {
					t.Fatalf("for %s: sshd says %v, we say %v", u.name, wantErr, gotErr)
				}
				if wantErr != nil {
					refused++
					continue
				}
				accepted++
				w, g := map[string]string{}, map[string]string{}
				for k, v := range want {
					w[k] = normal(k, v)
				}
				for k, v := range got {
					// Some releases print no line for a list that "none" has cleared.
					cleared := want[k] == nil && v.Value == "none" && (k == "channeltimeout" || k == "revokedkeys")
					if v.Value != "" && !cleared {
						g[k] = v.Value
					}
				}
				for i := range keywords {
					k := &keywords[i]
					// What depends on the build is compared when it is set.
					if _, ours := g[k.name]; k.built && !ours {
						delete(w, k.name)
					}
					// Settings that sshd keeps to itself.
					if _, theirs := w[k.name]; !theirs && silent[k.name] {
						delete(g, k.name)
					}
				}
				if diff := gocmp.Diff(w, g); diff != "" {
					t.Errorf("for %s (-sshd +ours):\n%s", u.name, diff)
				}
			}
		})
	}
	if len(realConfigs) < 60 || refused < 20 || accepted < 60 {
		t.Errorf("%d configurations, %d runs refused, %d accepted: the table has shrunk", len(realConfigs), refused, accepted)
	}
}

// silent are the settings that sshd -T does not print on Debian.
var silent = map[string]bool{
	"debianbanner": true, "rdomain": true, "gssapienablek5users": true, "hostcertificate": true, "kerberosgetafstoken": true,
}

func TestDefaultListsOfTheRealBinary(t *testing.T) {
	r := newReal(t)
	var kinds []string
	for k := range r.build.lists {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	// The list of CA signatures is the tail of another string, and so not found.
	if diff := gocmp.Diff([]string{algCipher, algKex, algKey, algMAC}, kinds); diff != "" {
		t.Errorf("kinds of lists found in the binary (-want +got):\n%s", diff)
	}
	if r.build.noPAM {
		t.Error("Debian builds sshd with PAM")
	}
}
