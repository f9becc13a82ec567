package sysctl

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
)

// realKeys are parameters that each network namespace has for itself, so that
// the real daemon can set them without touching this machine.
var realKeys = []string{
	"net.ipv4.ip_forward", "net.ipv4.conf.all.rp_filter", "net.ipv4.conf.default.rp_filter",
	"net.ipv4.conf.all.accept_redirects", "net.ipv4.conf.default.log_martians",
	"net.ipv4.conf.all.send_redirects", "net.ipv4.tcp_timestamps",
}

// The values that systemd-sysctl really sets are those that we tell.
func TestAgreesWithSystemdSysctl(t *testing.T) {
	daemon := "/usr/lib/systemd/systemd-sysctl"
	if _, err := os.Stat(daemon); err != nil {
		t.Fatal("systemd-sysctl is missing; install the package systemd, or run: make test")
	}
	for name, files := range map[string]map[string]string{
		"later wins":     {"etc/sysctl.d/10-a.conf": "net.ipv4.ip_forward=1", "etc/sysctl.d/60-b.conf": "net.ipv4.ip_forward=0"},
		"same name":      {"etc/sysctl.d/60-a.conf": "net.ipv4.ip_forward=0", "run/sysctl.d/60-a.conf": "net.ipv4.ip_forward=1", "usr/lib/sysctl.d/60-a.conf": "net.ipv4.ip_forward=1"},
		"by name":        {"etc/sysctl.d/10-a.conf": "net.ipv4.ip_forward=1", "usr/lib/sysctl.d/60-b.conf": "net.ipv4.ip_forward=0"},
		"slashes":        {"etc/sysctl.d/a.conf": "net/ipv4/conf/all/rp_filter = 2\n"},
		"glob":           {"etc/sysctl.d/a.conf": "net.ipv4.conf.*.rp_filter = 2\n"},
		"plain and glob": {"etc/sysctl.d/a.conf": "net.ipv4.conf.all.rp_filter=1\nnet.ipv4.conf.*.rp_filter=2\n"},
		"glob, excluded": {"etc/sysctl.d/a.conf": "net.ipv4.conf.*.rp_filter=2\n-net.ipv4.conf.all.rp_filter\n"},
		"excluded later": {"etc/sysctl.d/a.conf": "net.ipv4.tcp_timestamps=0\n-net.ipv4.tcp_timestamps\n"},
		"set again":      {"etc/sysctl.d/a.conf": "-net.ipv4.tcp_timestamps\nnet.ipv4.tcp_timestamps=0\n"},
		"excluded glob":  {"etc/sysctl.d/a.conf": "net.ipv4.conf.*.rp_filter=2\n-net.ipv4.conf.*.rp_filter\n"},
		"glob in part":   {"etc/sysctl.d/a.conf": "net.ipv4.conf.a*.accept_redirects=0\n"},
		"no dots glob":   {"etc/sysctl.d/a.conf": "net.ipv4.*.rp_filter=2\n"},
		"comments":       {"etc/sysctl.d/a.conf": "#net.ipv4.ip_forward=1\n;net.ipv4.ip_forward=1\n net.ipv4.tcp_timestamps = 0 \n"},
		"dash":           {"etc/sysctl.d/a.conf": "-net.ipv4.ip_forward = 1\n"},
		"crlf":           {"etc/sysctl.d/a.conf": "net.ipv4.ip_forward = 1\r\nnet.ipv4.tcp_timestamps=0\r\n"},
		"no equals":      {"etc/sysctl.d/a.conf": "net.ipv4.ip_forward 1\nnet.ipv4.tcp_timestamps=0\n"},
		"not .conf":      {"etc/sysctl.d/a.conf.bak": "net.ipv4.ip_forward=1\n"},
		"last in file":   {"etc/sysctl.d/a.conf": "net.ipv4.ip_forward=1\nnet.ipv4.ip_forward=0\n"},
		"masked":         {"etc/sysctl.d/60-a.conf": "-> /dev/null", "usr/lib/sysctl.d/60-a.conf": "net.ipv4.ip_forward=1"},
		"emptied":        {"etc/sysctl.d/60-a.conf": "", "usr/lib/sysctl.d/60-a.conf": "net.ipv4.ip_forward=1"},
	} {
		tree := map[string]string{"/usr/lib/systemd/systemd": ""}
		for f, s := range files {
			tree["/"+f] = s
		}
		f, _ := gather(t, hosttest.Tree(t, tree))
		dir := hosttest.Write(t, hosttest.Files(tree))
		for _, d := range []string{"etc/sysctl.d", "run/sysctl.d", "usr/lib/sysctl.d"} {
			if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		// A namespace of its own holds the folders and the parameters.
		script := `set -e
for d in etc usr/lib; do mount --bind "$1/$d/sysctl.d" "/$d/sysctl.d"; done
mkdir -p /run/sysctl.d; mount --bind "$1/run/sysctl.d" /run/sysctl.d
"$2" --prefix=/net/ipv4 >/dev/null 2>&1 || true
shift 2
for k; do cat "/proc/sys/$k"; done`
		args := []string{"-nm", "sh", "-c", script, "sh", dir, daemon}
		for _, k := range realKeys {
			args = append(args, strings.ReplaceAll(k, ".", "/"))
		}
		out, err := exec.Command("unshare", args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s (a network and mount namespace need root)", name, err, out)
		}
		values := strings.Fields(string(out))
		if len(values) != len(realKeys) {
			t.Fatalf("%s: %q", name, out)
		}
		for i, k := range realKeys {
			boot := f.Settings[k].Boot
			// What nothing sets depends on what the namespace inherits.
			if boot != nil && !strings.HasPrefix(string(boot.Source), "default:") && boot.Value != values[i] {
				t.Errorf("%s: %s is %s, we say %s (%s)", name, k, values[i], boot.Value, boot.Source)
			}
			// Turning forwarding on makes the kernel change others by itself.
			if values[0] != inherited(t, realKeys[0]) && k != realKeys[0] {
				continue
			}
			if set := boot != nil && !strings.HasPrefix(string(boot.Source), "default:"); !set && values[i] != inherited(t, k) {
				t.Errorf("%s: %s is %s, and we say that nothing sets it", name, k, values[i])
			}
		}
	}
}

// inherited is the value in a new namespace where nothing was set.
func inherited(t *testing.T, key string) string {
	t.Helper()
	out, err := exec.Command("unshare", "-n", "cat", "/proc/sys/"+strings.ReplaceAll(key, ".", "/")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return strings.TrimSpace(string(out))
}
