package services

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

func TestBurstOfCtrlAltDel(t *testing.T) {
	const main, vendorMain = "/etc/systemd/system.conf", "/usr/lib/systemd/system.conf"
	for name, c := range map[string]struct {
		files map[string]string
		want  facts.Sourced[string]
	}{
		"default":         {nil, facts.At("reboot-force", facts.Default("systemd"))},
		"set":             {map[string]string{main: "[Manager]\nCtrlAltDelBurstAction=none\n"}, facts.At("none", facts.FileLine(main, 2))},
		"another section": {map[string]string{main: "[Journal]\nCtrlAltDelBurstAction=none\n"}, facts.At("reboot-force", facts.Default("systemd"))},
		"commented out":   {map[string]string{main: "[Manager]\n#CtrlAltDelBurstAction=none\n"}, facts.At("reboot-force", facts.Default("systemd"))},
		"nonsense":        {map[string]string{main: "[Manager]\nCtrlAltDelBurstAction=none\nCtrlAltDelBurstAction=no\n"}, facts.At("none", facts.FileLine(main, 2))},
		"drop-in last": {map[string]string{main: "[Manager]\nCtrlAltDelBurstAction=none\n", main + ".d/z.conf": "[Manager]\nCtrlAltDelBurstAction=poweroff-force\n"},
			facts.At("poweroff-force", facts.FileLine(main+".d/z.conf", 2))},
		"drop-in of the administrator instead of the vendor's": {map[string]string{
			vendorMain + ".d/10.conf": "[Manager]\nCtrlAltDelBurstAction=none\n", main + ".d/10.conf": "[Manager]\n"},
			facts.At("reboot-force", facts.Default("systemd"))},
		"main file of the administrator instead of the vendor's": {map[string]string{
			vendorMain: "[Manager]\nCtrlAltDelBurstAction=none\n", main: "[Manager]\n"},
			facts.At("reboot-force", facts.Default("systemd"))},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{vendor + "a.service": service("/bin/a")}
			for p, text := range c.files {
				files[p] = text
			}
			f, _ := gather(t, hosttest.Tree(t, files))
			if f.CtrlAltDelBurst == nil || *f.CtrlAltDelBurst != c.want {
				t.Errorf("got %+v, want %+v", f.CtrlAltDelBurst, c.want)
			}
			_, missing := gather(t, hosttest.Deny(hosttest.Tree(t, files), main))
			if _, there := c.files[main]; there && !strings.Contains(paths(missing), "services.ctrl_alt_del_burst") {
				t.Errorf("denied: no gap in %v", missing)
			}
		})
	}
	f, _ := gather(t, hosttest.Tree(t, map[string]string{"/sbin/openrc": ""}))
	if f.CtrlAltDelBurst == nil || f.CtrlAltDelBurst.Value != "not counted" {
		t.Errorf("OpenRC: %+v", f.CtrlAltDelBurst)
	}
}

// The words that are taken for an action are those that systemd takes: a user's
// manager, which reads user.conf by the same table, warns of all others.
func TestBurstActionsAsSystemdReadsThem(t *testing.T) {
	manager := ""
	for _, p := range []string{"/usr/lib/systemd/systemd", "/lib/systemd/systemd"} {
		if _, err := os.Stat(p); err == nil {
			manager = p
			break
		}
	}
	if manager == "" {
		t.Fatal("the program systemd is missing: install the Debian package systemd")
	}
	dir := t.TempDir()
	words := []string{"none", "None", "", `"none"`, "'none'", "no", "off", "false", "0", "none reboot", "reboot", "reboot-force",
		"reboot-immediate", "poweroff", "poweroff-force", "poweroff-immediate", "exit", "exit-force", "reboot_force", "restart"}
	text := "[Manager]\n"
	for _, w := range words {
		text += "CtrlAltDelBurstAction=" + w + "\n"
	}
	conf := filepath.Join(dir, "systemd/user.conf")
	if err := os.MkdirAll(filepath.Dir(conf), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	// In test mode systemd refuses to run as root, so it runs as nobody.
	for p := dir; p != "/"; p = filepath.Dir(p) {
		if info, err := os.Stat(p); err != nil || info.Mode().Perm()&0o001 == 0 && os.Chmod(p, info.Mode()|0o055) != nil {
			t.Fatal(p, err)
		}
		if p == os.TempDir() {
			break
		}
	}
	cmd := exec.CommandContext(context.Background(), "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", manager, "--user", "--test")
	cmd.Env = []string{"HOME=" + dir, "XDG_CONFIG_HOME=" + dir, "XDG_RUNTIME_DIR=" + dir, "SYSTEMD_LOG_TARGET=console", "LC_ALL=C"}
	out, _ := cmd.CombinedOutput() // it may fail for want of control groups, after it has read its files
	if !strings.Contains(string(out), fmt.Sprintf("%s:3: ", conf)) {
		t.Fatalf("systemd has not read %s:\n%.2000s", conf, out)
	}
	for i, w := range words {
		// "unsupported" is what a user's manager says of actions that are for the system's.
		refused := strings.Contains(string(out), fmt.Sprintf("%s:%d: Failed to parse", conf, i+2))
		if got := !isBurstAction(w); got != refused {
			t.Errorf("CtrlAltDelBurstAction=%s: refused by us %v, by systemd %v", w, got, refused)
		}
	}
}
