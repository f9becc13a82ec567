package systemd_test

import (
	"context"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/systemd"
)

const (
	vendor = "/usr/lib/systemd/system/"
	admin  = "/etc/systemd/system/"
	run    = "/run/systemd/system/"
	wants  = admin + "multi-user.target.wants/"

	plain     = "[Unit]\nDescription=x\n[Service]\nExecStart=/bin/true\n"
	installed = plain + "[Install]\nWantedBy=multi-user.target\n"
)

// situations are units by name; what is expected is written from
// systemctl(1), table 1, and checked against systemctl itself below.
var situations = []struct {
	unit, want string
	files      map[string]string
}{
	{"disabled.service", "disabled", map[string]string{vendor + "disabled.service": installed}},
	{"static.service", "static", map[string]string{vendor + "static.service": plain}},
	{"enabled.service", "enabled", map[string]string{
		vendor + "enabled.service": installed, wants + "enabled.service": "-> /usr/lib/systemd/system/enabled.service"}},
	{"enabled-lib.service", "enabled", map[string]string{
		vendor + "enabled-lib.service": installed, wants + "enabled-lib.service": "-> /lib/systemd/system/enabled-lib.service"}},
	{"enabled-relative.service", "enabled", map[string]string{
		vendor + "enabled-relative.service": installed,
		wants + "enabled-relative.service":  "-> ../../../../usr/lib/systemd/system/enabled-relative.service"}},
	{"enabled-dangling.service", "enabled", map[string]string{
		vendor + "enabled-dangling.service": installed, wants + "enabled-dangling.service": "-> /nowhere/enabled-dangling.service"}},
	{"required.service", "enabled", map[string]string{
		vendor + "required.service":                           plain + "[Install]\nRequiredBy=multi-user.target\n",
		admin + "multi-user.target.requires/required.service": "-> /usr/lib/systemd/system/required.service"}},
	{"static-wanted.service", "enabled", map[string]string{
		vendor + "static-wanted.service": plain, wants + "static-wanted.service": "-> /usr/lib/systemd/system/static-wanted.service"}},
	{"vendor-wanted.service", "static", map[string]string{
		vendor + "vendor-wanted.service":                      plain,
		vendor + "sysinit.target.wants/vendor-wanted.service": "-> ../vendor-wanted.service"}},
	{"vendor-wanted-installed.service", "disabled", map[string]string{
		vendor + "vendor-wanted-installed.service":                      installed,
		vendor + "sysinit.target.wants/vendor-wanted-installed.service": "-> ../vendor-wanted-installed.service"}},
	{"masked.service", "masked", map[string]string{
		vendor + "masked.service": installed, admin + "masked.service": "-> /dev/null"}},
	{"masked-wanted.service", "masked", map[string]string{
		vendor + "masked-wanted.service": installed, admin + "masked-wanted.service": "-> /dev/null",
		wants + "masked-wanted.service": "-> /usr/lib/systemd/system/masked-wanted.service"}},
	{"masked-empty.service", "masked", map[string]string{
		vendor + "masked-empty.service": installed, admin + "masked-empty.service": ""}},
	{"masked-empty-link.service", "masked", map[string]string{
		vendor + "masked-empty-link.service": installed, admin + "masked-empty-link.service": "-> /etc/nothing",
		"/etc/nothing": ""}},
	{"masked-vendor.service", "masked", map[string]string{vendor + "masked-vendor.service": "-> /dev/null"}},
	{"masked-runtime.service", "masked-runtime", map[string]string{
		vendor + "masked-runtime.service": installed, run + "masked-runtime.service": "-> /dev/null"}},
	{"masked-relative.service", "masked", map[string]string{
		vendor + "masked-relative.service": installed, admin + "masked-relative.service": "-> ../../../dev/null"}},
	{"mask-loses.service", "disabled", map[string]string{
		vendor + "mask-loses.service": "-> /dev/null", admin + "mask-loses.service": installed}},
	{"admin-overrides.service", "enabled", map[string]string{
		vendor + "admin-overrides.service": plain, admin + "admin-overrides.service": installed,
		wants + "admin-overrides.service": "-> /etc/systemd/system/admin-overrides.service"}},
	{"runtime.service", "enabled-runtime", map[string]string{
		vendor + "runtime.service":                      installed,
		run + "multi-user.target.wants/runtime.service": "-> /usr/lib/systemd/system/runtime.service"}},
	{"linked.service", "linked", map[string]string{
		"/opt/app/linked.service": installed, admin + "linked.service": "-> /opt/app/linked.service"}},
	{"linked-enabled.service", "enabled", map[string]string{
		"/opt/app/linked-enabled.service": installed, admin + "linked-enabled.service": "-> /opt/app/linked-enabled.service",
		wants + "linked-enabled.service": "-> /opt/app/linked-enabled.service"}},
	{"linked-runtime.service", "linked-runtime", map[string]string{
		"/opt/app/linked-runtime.service": installed, run + "linked-runtime.service": "-> /opt/app/linked-runtime.service"}},
	{"alias-target.service", "enabled", map[string]string{
		vendor + "alias-target.service": plain + "[Install]\nAlias=alias-name.service\n",
		admin + "alias-name.service":    "-> /usr/lib/systemd/system/alias-target.service"}},
	{"alias-name.service", "alias", nil},
	{"alias-target2.service", "disabled", map[string]string{
		vendor + "alias-target2.service": plain + "[Install]\nAlias=alias-name2.service\n"}},
	{"stranger.service", "indirect", map[string]string{
		vendor + "stranger.service":  installed,
		admin + "other-name.service": "-> /usr/lib/systemd/system/stranger.service"}},
	{"other-name.service", "alias", nil},
	{"vendor-aliased.service", "static", map[string]string{
		vendor + "vendor-aliased.service": plain, vendor + "vendor-alias.service": "-> vendor-aliased.service"}},
	{"vendor-alias.service", "alias", nil},
	{"also.service", "indirect", map[string]string{vendor + "also.service": plain + "[Install]\nAlso=also.socket\n"}},
	{"also.socket", "disabled", map[string]string{
		vendor + "also.socket": "[Socket]\nListenStream=1\n[Install]\nWantedBy=sockets.target\n"}},
	{"template@.service", "disabled", map[string]string{vendor + "template@.service": installed}},
	{"template@none.service", "disabled", nil},
	{"instance@.service", "indirect", map[string]string{
		vendor + "instance@.service": installed, wants + "instance@one.service": "-> /usr/lib/systemd/system/instance@.service"}},
	{"instance@one.service", "enabled", nil},
	{"instance@two.service", "disabled", nil},
	{"default@.service", "enabled", map[string]string{
		vendor + "default@.service":    installed + "DefaultInstance=main\n",
		wants + "default@main.service": "-> /usr/lib/systemd/system/default@.service"}},
	{"vendor-inst@.service", "static", map[string]string{
		vendor + "vendor-inst@.service":                          plain,
		vendor + "multi-user.target.wants/vendor-inst@x.service": "-> ../vendor-inst@.service"}},
	{"vendor-inst@x.service", "static", nil},
	{"masked-inst@.service", "static", map[string]string{
		vendor + "masked-inst@.service": plain, admin + "masked-inst@a.service": "-> /dev/null"}},
	{"masked-inst@a.service", "masked", nil},
	{"own-instance@b.service", "disabled", map[string]string{
		vendor + "own-instance@.service": plain, admin + "own-instance@b.service": installed}},
	{"dropin-install.service", "disabled", map[string]string{
		vendor + "dropin-install.service":         plain,
		admin + "dropin-install.service.d/x.conf": "[Install]\nWantedBy=multi-user.target\n"}},
	{"dropin-reset.service", "static", map[string]string{
		vendor + "dropin-reset.service":         installed,
		admin + "dropin-reset.service.d/x.conf": "[Install]\nWantedBy=\n"}},
	{"dropin-masked.service", "static", map[string]string{
		vendor + "dropin-masked.service":          plain,
		vendor + "dropin-masked.service.d/x.conf": "[Install]\nWantedBy=multi-user.target\n",
		admin + "dropin-masked.service.d/x.conf":  ""}},
	{"generated.service", "generated", map[string]string{"/run/systemd/generator/generated.service": plain}},
	{"generated-late.service", "generated", map[string]string{"/run/systemd/generator.late/generated-late.service": plain}},
	{"transient.service", "transient", map[string]string{"/run/systemd/transient/transient.service": plain}},
	{"local.service", "disabled", map[string]string{"/usr/local/lib/systemd/system/local.service": installed}},
	{"timed.timer", "enabled", map[string]string{
		vendor + "timed.timer":                    "[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n",
		vendor + "timed.service":                  plain,
		admin + "timers.target.wants/timed.timer": "-> /usr/lib/systemd/system/timed.timer"}},
	{"timed.service", "static", nil},
	{"continued.service", "disabled", map[string]string{
		vendor + "continued.service": plain + "[Install]\nWantedBy=\\\n# a comment inside\n  multi-user.target\n"}},
	{"quoted.service", "disabled", map[string]string{vendor + "quoted.service": plain + "[Install]\nWantedBy=\"multi-user.target\"\n"}},
	{"crlf.service", "disabled", map[string]string{vendor + "crlf.service": strings.ReplaceAll(installed, "\n", "\r\n")}},
	{"commented.service", "static", map[string]string{vendor + "commented.service": plain + "#[Install]\n#WantedBy=multi-user.target\n"}},
	{"spaced.service", "disabled", map[string]string{vendor + "spaced.service": plain + "  [Install]\n  WantedBy = multi-user.target\n"}},
	{"chain-a.service", "alias", map[string]string{
		vendor + "chain-c.service": plain, vendor + "chain-b.service": "-> chain-c.service", admin + "chain-a.service": "-> /usr/lib/systemd/system/chain-b.service"}},
	{"chain-c.service", "static", nil},
	{"copied.service", "disabled", map[string]string{
		vendor + "copied.service": installed, wants + "copied.service": installed}},
	{"default.target", "alias", map[string]string{
		vendor + "graphical.target": "[Unit]\nRequires=multi-user.target\n", vendor + "multi-user.target": "[Unit]\nRequires=basic.target\n",
		vendor + "default.target": "-> graphical.target"}},
	{"bom.service", "disabled", map[string]string{vendor + "bom.service": "\xef\xbb\xbf" + installed}},
}

func tree(t *testing.T) (dir string, loaded *systemd.Tree) {
	t.Helper()
	files := map[string]string{}
	for _, s := range situations {
		for p, c := range s.files {
			files[p] = c
		}
	}
	dir = hosttest.Write(t, hosttest.Files(files))
	loaded, err := systemd.Load(context.Background(), hosttest.RootFS(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded.Problems) > 0 {
		t.Fatalf("problems: %v", loaded.Problems)
	}
	return dir, loaded
}

func stateOf(tr *systemd.Tree, name string) string {
	return tr.Lookup(context.Background(), name).State
}

// TestStateSaysWhatTheManualSays compares with the expected words.
func TestStateSaysWhatTheManualSays(t *testing.T) {
	_, tr := tree(t)
	if len(situations) < 40 {
		t.Fatalf("only %d situations", len(situations))
	}
	got, want := map[string]string{}, map[string]string{}
	for _, s := range situations {
		got[s.unit], want[s.unit] = stateOf(tr, s.unit), s.want
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
}

// TestStateSaysWhatSystemctlSays compares with the real program on one tree.
func TestStateSaysWhatSystemctlSays(t *testing.T) {
	systemctl, err := exec.LookPath("systemctl")
	if err != nil {
		t.Fatalf("this test compares with the real program: install systemd: %v", err)
	}
	dir, tr := tree(t)
	got, want := map[string]string{}, map[string]string{}
	for _, s := range situations {
		got[s.unit] = stateOf(tr, s.unit)
		// The exit status only says whether the state is one of the enabled ones.
		out, _ := exec.Command(systemctl, "--root="+dir, "is-enabled", s.unit).Output()
		want[s.unit] = strings.TrimSpace(string(out))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("states (-systemctl +ours):\n%s", d)
	}
	out, err := exec.Command(systemctl, "--root="+dir, "list-unit-files", "--no-legend", "--no-pager", "--plain", "--full").Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		lines++
		u := tr.Units[f[0]]
		if u == nil {
			t.Errorf("systemctl lists %s (%s), we do not", f[0], f[1])
		} else if u.State != f[1] {
			t.Errorf("%s: list-unit-files says %s, we say %s", f[0], f[1], u.State)
		}
	}
	if lines < 40 {
		t.Errorf("systemctl listed only %d units:\n%s", lines, out)
	}
}
