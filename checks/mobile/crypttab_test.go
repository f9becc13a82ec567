package mobile

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
)

// crypttabCases are tables, and what crypttab(5) makes of each: by name the
// mode and where the key comes from.
var crypttabCases = map[string]map[string]string{
	"":                        {},
	"data UUID=9 none luks\n": {"data": "luks asked"},
	"data UUID=9\n":           {"data": "luks asked"},
	"data UUID=9 -\n":         {"data": "luks asked"},
	"data UUID=9 none\n":      {"data": "luks asked"},
	"  data\tUUID=9\t\tnone   luks,discard\n":                            {"data": "luks asked"},
	"data UUID=9 none luks":                                              {"data": "luks asked"},
	"data UUID=9 none luks\r\n":                                          {"data": "luks asked"},
	"#data UUID=9 none luks\n":                                           {},
	"  # data UUID=9 none luks\n":                                        {},
	"data UUID=9 none luks # remark\n":                                   {"data": "luks asked"},
	"data UUID=9 # none luks\n":                                          {"data": "luks asked"},
	"data UUID=9 /etc/key luks\n":                                        {"data": "luks file"},
	"data UUID=9 /etc/key:LABEL=stick luks\n":                            {"data": "luks file"},
	"data UUID=9 /etc/key:x luks\n":                                      {"data": "luks file"},
	"swap /dev/sda2 /dev/urandom swap\n":                                 {"swap": "swap random"},
	"swap /dev/sda2 /dev/urandom swap,plain\n":                           {"swap": "plain random"},
	"swap /dev/sda2 /dev/random plain,swap\n":                            {"swap": "plain random"},
	"swap /dev/sda2 //dev/urandom swap\n":                                {"swap": "swap random"},
	"tmp /dev/sda2 /dev/urandom tmp=ext4\n":                              {"tmp": "tmp random"},
	"tmp /dev/sda2 /dev/urandom tmp\n":                                   {"tmp": "tmp random"},
	"old /dev/sda2 none plain,cipher=aes-cbc-plain,size=128,hash=md5\n":  {"old": "plain asked"},
	"two /dev/sda2 none plain\ntwo /dev/sda3 /dev/urandom luks\n":        {"two": "plain asked"},
	"both /dev/sda2 none plain,luks\n":                                   {"both": "luks asked"},
	"both /dev/sda2 none luks,plain\n":                                   {"both": "plain asked"},
	"t /dev/sda2 none tcrypt\nb /dev/sda3 none bitlk\n":                  {"t": "tcrypt asked", "b": "bitlk asked"},
	"tpm UUID=9 none tpm2-device=auto\n":                                 {"tpm": "luks token"},
	"late UUID=9 none luks,noauto\n":                                     {"late": "luks asked"},
	"\"a b\" UUID=9 none luks\n":                                         nil,
	"data\n":                                                             nil,
	"one UUID=9 none luks\ndata\ntwo LABEL=x /dev/urandom swap,size=256": nil,
}

// What the table sets up is what systemd's generator makes of it.
func TestCrypttabAgainstTheGenerator(t *testing.T) {
	const generator = "/usr/lib/systemd/system-generators/systemd-cryptsetup-generator"
	if _, err := os.Stat(generator); err != nil {
		t.Fatalf("%v; install systemd (and systemd-cryptsetup where it is apart), or run: make test", err)
	}
	for text, want := range crypttabCases {
		dir := t.TempDir()
		table := filepath.Join(dir, "crypttab")
		if err := os.WriteFile(table, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(generator, dir, dir, dir)
		cmd.Env = append(os.Environ(), "SYSTEMD_CRYPTTAB="+table, "SYSTEMD_LOG_TARGET=console")
		out, _ := cmd.CombinedOutput() // it fails for a name that comes twice, and goes on
		units, err := filepath.Glob(filepath.Join(dir, "systemd-cryptsetup@*.service"))
		if err != nil {
			t.Fatal(err)
		}
		really := map[string][]string{}
		for _, u := range units {
			b, err := os.ReadFile(u)
			if err != nil {
				t.Fatal(err)
			}
			_, line, ok := strings.Cut(string(b), " attach ")
			line, _, _ = strings.Cut(line, "\n")
			words := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "'"), "'"), "' '")
			if !ok || len(words) != 4 {
				t.Fatalf("%s: %q", u, b)
			}
			really[words[0]] = append(words[1:], string(b))
		}
		got, err := parseCrypttab(text)
		if want == nil {
			if err == nil && len(got) != len(really) {
				t.Errorf("%q: %v, the generator: %v", text, got, really)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		told := map[string]string{}
		for name, m := range got {
			told[name] = m.Mode + " " + m.Key
			unit, ok := really[name]
			if !ok {
				t.Errorf("%q: the generator sets up no %s: %s", text, name, out)
				continue
			}
			if file := strings.HasPrefix(unit[1], "/"); file != (m.Key == "file" || m.Key == "random") {
				t.Errorf("%q: the generator passes the key %s, here it is %s", text, unit[1], m.Key)
			}
			if strings.Contains(unit[3], "keydev") != onDevice(m.File) {
				t.Errorf("%q: the key is on a device of its own: %v, the generator: %s", text, onDevice(m.File), unit[1])
			}
			swap := strings.Contains(unit[3], "swap '/dev/mapper/")
			if made := swap || strings.Contains(unit[3], "systemd-makefs"); made != (m.Mode == "swap" || m.Mode == "tmp" || strings.Contains(text, "swap")) {
				t.Errorf("%q: the generator makes a file system: %v", text, made)
			}
		}
		if d := cmp.Diff(want, told); d != "" {
			t.Errorf("%q: -manual +told\n%s", text, d)
		}
		if len(really) != len(got) {
			t.Errorf("%q: the generator sets up %d, here %d", text, len(really), len(got))
		}
	}
}

// A key on a device that is put in is no file of this host, even when one has
// its name.
func TestKeyOnAnotherDevice(t *testing.T) {
	f, _ := gather(t, hosttest.Tree(t, map[string]string{"/etc/fstab": "", "/etc/crypttab": "a UUID=9 /etc/passwd:LABEL=stick luks\nb UUID=8 /etc/key luks,size=100\n", "/etc/passwd": "x", "/etc/key": "x"}))
	if len(f.KeyFiles) != 1 || f.KeyFiles["/etc/key"].Path == "" || f.Crypttab["b"].Size != 0 {
		t.Errorf("%+v %+v", f.KeyFiles, f.Crypttab)
	}
}
