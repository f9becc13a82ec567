package systemd_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/systemd"
)

func load(t *testing.T, h host.Host) *systemd.Tree {
	t.Helper()
	tr, err := systemd.Load(context.Background(), h)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// A unit of joined lines takes no longer than reading it.
func TestJoinedLinesAreReadOnce(t *testing.T) {
	const n = 500_000
	got := systemd.Parse("/x.service", []byte("[Service]\nExecStart=/bin/a \\\n"+strings.Repeat("b \\\n# c\n", n)+"c\nUser=d\n"))
	if len(got) != 2 || len(got[0].Value) != len("/bin/a  c")+3*n || got[1].Line != 2*n+4 {
		t.Errorf("%d settings", len(got))
	}
}

func TestDropInsAreMergedInOrder(t *testing.T) {
	tr := load(t, hosttest.Tree(t, map[string]string{
		vendor + "a-b.service":                          "[Service]\nExecStart=/bin/old\nUser=one\n",
		vendor + "a-b.service.d/10.conf":                "[Service]\nUser=vendor\n",
		admin + "a-b.service.d/10.conf":                 "[Service]\nUser=admin\n",
		admin + "a-b.service.d/20.conf":                 "[Service]\nExecStart=\nExecStart=-/bin/new --x\n",
		admin + "a-b.service.d/30.txt":                  "[Service]\nUser=ignored\n",
		admin + "a-.service.d/15.conf":                  "[Service]\nGroup=dash\n",
		run + "service.d/05.conf":                       "[Service]\nUser=type\nNice=5\n",
		vendor + "getty@.service":                       "[Service]\nExecStart=-/sbin/agetty %I\n",
		admin + "getty@tty1.service.d/auto.conf":        "[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin root %I\n",
		admin + "getty.target.wants/getty@tty1.service": "-> /usr/lib/systemd/system/getty@.service",
	}))
	u := tr.Units["a-b.service"]
	if d := cmp.Diff([]string{run + "service.d/05.conf", admin + "a-b.service.d/10.conf", admin + "a-.service.d/15.conf", admin + "a-b.service.d/20.conf"}, u.DropIns); d != "" {
		t.Errorf("drop-ins (-want +got):\n%s", d)
	}
	exec := u.Values("Service", "ExecStart")
	if len(exec) != 1 || systemd.Command(exec[0].Value) != "/bin/new" || exec[0].Path != admin+"a-b.service.d/20.conf" || exec[0].Line != 3 {
		t.Errorf("ExecStart: %+v", exec)
	}
	if user, _ := u.Last("Service", "User"); user.Value != "admin" {
		t.Errorf("User: %+v", user)
	}
	if nice, _ := u.Last("Service", "Nice"); nice.Value != "5" {
		t.Errorf("Nice: %+v", nice)
	}
	getty := tr.Units["getty@tty1.service"]
	if getty == nil || getty.State != "enabled" {
		t.Fatalf("getty@tty1: %+v", getty)
	}
	if e, _ := getty.Last("Service", "ExecStart"); !strings.Contains(e.Value, "--autologin root") {
		t.Errorf("getty@tty1: %+v", e)
	}
	if e, _ := tr.Units["getty@.service"].Last("Service", "ExecStart"); strings.Contains(e.Value, "autologin") {
		t.Errorf("getty@: %+v", e)
	}
}

var bootFiles = map[string]string{
	vendor + "default.target":                     "-> graphical.target",
	vendor + "graphical.target":                   "[Unit]\nRequires=multi-user.target\nWants=display-manager.service\n",
	vendor + "multi-user.target":                  "[Unit]\nRequires=basic.target\n",
	vendor + "basic.target":                       "[Unit]\nRequires=sysinit.target\nWants=sockets.target timers.target\n",
	vendor + "sysinit.target":                     "[Unit]\nWants=local-fs.target\n",
	vendor + "sockets.target":                     "[Unit]\n",
	vendor + "timers.target":                      "[Unit]\n",
	vendor + "early.service":                      plain,
	vendor + "sysinit.target.wants/early.service": "-> ../early.service",
	vendor + "rsyslog.service":                    installed,
	wants + "rsyslog.service":                     "-> /usr/lib/systemd/system/rsyslog.service",
	vendor + "gdm.service":                        plain,
	admin + "display-manager.service":             "-> ../../../usr/lib/systemd/system/gdm.service",
	vendor + "rescue.target":                      "[Unit]\n",
	vendor + "stray.service":                      installed,
	admin + "rescue.target.wants/stray.service":   "-> /usr/lib/systemd/system/stray.service",
	vendor + "telnet.socket":                      "[Socket]\nListenStream=23\nAccept=yes\n[Install]\nWantedBy=sockets.target\n",
	vendor + "telnet@.service":                    plain,
	admin + "sockets.target.wants/telnet.socket":  "-> /usr/lib/systemd/system/telnet.socket",
	vendor + "clean.timer":                        "[Timer]\nOnCalendar=daily\nUnit=cleaner.service\n",
	vendor + "cleaner.service":                    plain,
	admin + "timers.target.wants/clean.timer":     "-> /usr/lib/systemd/system/clean.timer",
	vendor + "gone.service":                       installed,
	admin + "gone.service":                        "-> /dev/null",
	wants + "gone.service":                        "-> /usr/lib/systemd/system/gone.service",
	vendor + "getty@.service":                     plain,
	wants + "getty@tty1.service":                  "-> /usr/lib/systemd/system/getty@.service",
}

func TestStartsFollowsTheBoot(t *testing.T) {
	tr := load(t, hosttest.Tree(t, bootFiles))
	got := map[string]string{}
	for name, s := range tr.Starts() {
		got[name] = s.Via
	}
	want := map[string]string{
		"graphical.target": "boot", "multi-user.target": "boot", "basic.target": "boot", "sysinit.target": "boot",
		"sockets.target": "boot", "timers.target": "boot", "early.service": "boot", "rsyslog.service": "boot",
		"gdm.service": "boot", "getty@tty1.service": "boot", "telnet.socket": "boot", "clean.timer": "boot",
		"telnet@.service": "socket", "cleaner.service": "timer",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if src := tr.Starts()["rsyslog.service"].Source; src != wants+"rsyslog.service" {
		t.Errorf("source %q", src)
	}
}

// TestStartsFollowsTheBootAsSystemdDoes compares with the transaction that
// the manager itself works out for the default target ("systemd --test").
func TestStartsFollowsTheBootAsSystemdDoes(t *testing.T) {
	const manager = "/lib/systemd/systemd"
	if _, err := os.Stat(manager); err != nil {
		t.Fatalf("this test compares with the real program: install systemd: %v", err)
	}
	files := map[string]string{
		vendor + "bound.service":                                "[Unit]\nBindsTo=bound-to.service\n" + plain[len("[Unit]\n"):],
		vendor + "bound-to.service":                             plain,
		admin + "rsyslog.service.d/more.conf":                   "[Unit]\nWants=bound.service\nAfter=never.service\nPartOf=never.service\nRequisite=stray.service\n",
		vendor + "never.service":                                plain,
		vendor + "early.service.d/x.conf":                       "[Unit]\nWants=reset.service\n",
		admin + "early.service.d/y.conf":                        "[Unit]\nWants=after-reset.service\n",
		vendor + "reset.service":                                plain,
		vendor + "after-reset.service":                          plain,
		admin + "alias-wanted.service":                          "-> ../../../usr/lib/systemd/system/real.service",
		vendor + "real.service":                                 plain,
		vendor + "multi-user.target.wants/alias-wanted.service": "-> ../real.service",
		admin + "real.service.wants/of-real.service":            "-> /usr/lib/systemd/system/of-real.service",
		vendor + "of-real.service":                              plain,
		admin + "getty@.service.requires/of-template.service":   "-> /usr/lib/systemd/system/of-template.service",
		vendor + "of-template.service":                          plain,
		wants + "dangling.service":                              "-> /usr/lib/systemd/system/dangling.service",
		wants + "copied.service":                                plain,
		vendor + "copied.service":                               plain,
	}
	for p, c := range bootFiles {
		files[p] = c
	}
	dir := hosttest.Write(t, hosttest.Files(files))
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	tr := load(t, hosttest.RootFS(t, dir))
	var search []string
	for _, d := range tr.Dirs {
		search = append(search, dir+d)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, manager, "--test", "--system", "--log-target=console", "--unit=default.target")
	cmd.Env = []string{"SYSTEMD_UNIT_PATH=" + strings.Join(search, ":"), "PATH=/usr/bin:/bin"}
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, _ := cmd.CombinedOutput()
	got, want := map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(string(out)) {
		if f := strings.Fields(line); len(f) == 4 && f[0] == "Action:" && f[3] == "start" && tr.Units[f[1]] != nil {
			want[f[1]] = true
		}
	}
	for name, s := range tr.Starts() {
		if s.Via == "boot" {
			got[name] = true
		}
	}
	if len(want) < 12 {
		t.Fatalf("systemd --test shows only %v:\n%s", want, out)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-systemd +ours:\n%s", d)
	}
}

// TestStartsWithoutTheManagersOwnUnits: a tree that holds only added units,
// as a container or the backup of a configuration does.
func TestStartsWithoutTheManagersOwnUnits(t *testing.T) {
	tr := load(t, hosttest.Tree(t, map[string]string{
		vendor + "rsyslog.service": installed, wants + "rsyslog.service": "-> /lib/systemd/system/rsyslog.service",
		vendor + "stray.service": installed,
	}))
	if _, _, assumed := tr.DefaultTarget(); !assumed {
		t.Error("default target not assumed")
	}
	starts := tr.Starts()
	if starts["rsyslog.service"].Via != "boot" || starts["stray.service"].Via != "" {
		t.Errorf("%+v", starts)
	}
}

func TestConditionsOnFiles(t *testing.T) {
	cond := func(lines string) string { return "[Unit]\n" + lines + "[Service]\nExecStart=/bin/true\n" }
	files := map[string]string{
		"/usr/sbin/chronyd": "x", "/etc/empty": "", "/etc/there": "x",
		vendor + "multi-user.target": "[Unit]\nWants=socket.socket\n", vendor + "default.target": "-> multi-user.target",
		vendor + "socket.socket": "[Unit]\nConditionPathExists=/etc/missing\n[Socket]\nListenStream=1\n", vendor + "socket.service": cond(""),
	}
	want := map[string]string{}
	for name, tc := range map[string]struct{ lines, failed string }{
		"not-executable": {"ConditionFileIsExecutable=!/usr/sbin/chronyd\n", ""},
		"exists":         {"ConditionPathExists=/etc/there\n", ""},
		"missing":        {"ConditionPathExists=/etc/missing\n", "ConditionPathExists=/etc/missing"},
		"negated":        {"ConditionPathExists=!/etc/there\n", "ConditionPathExists=!/etc/there"},
		"asserted":       {"AssertPathExists=/usr/missing\n", "AssertPathExists=/usr/missing"},
		"volatile":       {"ConditionPathExists=/run/missing\n", ""},
		"empty":          {"ConditionFileNotEmpty=/etc/empty\n", "ConditionFileNotEmpty=/etc/empty"},
		"folder":         {"ConditionPathIsDirectory=/etc/there\n", "ConditionPathIsDirectory=/etc/there"},
		"one-of-two":     {"ConditionPathExists=|/etc/missing\nConditionPathExists=|/etc/there\n", ""},
		"none-of-two":    {"ConditionPathExists=|/etc/missing\nConditionPathExists=|!/etc/there\n", "ConditionPathExists=|!/etc/there"},
		"other-kind":     {"ConditionPathExists=|/etc/missing\nConditionVirtualization=|vm\n", ""},
		"reset":          {"ConditionPathExists=/etc/missing\nConditionPathExists=\n", ""},
	} {
		files[vendor+name+".service"] = cond(tc.lines)
		files[wants+name+".service"] = "-> /usr/lib/systemd/system/" + name + ".service"
		want[name+".service"] = tc.failed
	}
	tr := load(t, hosttest.Tree(t, files))
	got := map[string]string{}
	for name, failed := range want {
		got[name] = tr.Pulled()[name].Condition
		if _, starts := tr.Starts()[name]; starts != (failed == "") {
			t.Errorf("%s starts: %v", name, starts)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if _, ok := tr.Pulled()["socket.service"]; ok {
		t.Error("a skipped socket triggers its service")
	}
	// Debian made systemd-timesyncd step back for another time service so.
	files[admin+"timesyncd.service"] = cond("ConditionFileIsExecutable=!/usr/sbin/chronyd\n")
	files[wants+"timesyncd.service"] = "-> ../timesyncd.service"
	delete(files, "/usr/sbin/chronyd")
	h := hosttest.TreeWith(t, append(hosttest.Files(files), hosttest.File{Path: "/usr/sbin/chronyd", Content: "x", Mode: 0o755}))
	if c := load(t, h).Units["timesyncd.service"].Condition; c != "ConditionFileIsExecutable=!/usr/sbin/chronyd" {
		t.Errorf("timesyncd: %q", c)
	}
}

func TestProblemsAreTold(t *testing.T) {
	h := hosttest.Tree(t, bootFiles)
	for _, p := range []string{"/etc/systemd/system", "/etc/systemd/system/multi-user.target.wants", vendor + "rsyslog.service"} {
		tr := load(t, hosttest.Deny(h, p))
		if len(tr.Problems) == 0 || !errors.Is(tr.Problems[0].Err, host.ErrPermission) {
			t.Errorf("%s denied: %v", p, tr.Problems)
		}
	}
	if tr := load(t, hosttest.Tree(t, map[string]string{"/etc/": ""})); len(tr.Problems)+len(tr.Units) > 0 {
		t.Errorf("empty tree: %+v", tr)
	}
}

func TestLoopsEnd(t *testing.T) {
	tr := load(t, hosttest.Tree(t, map[string]string{
		admin + "a.service": "-> b.service", admin + "b.service": "-> a.service",
		admin + "self.service":    "-> self.service",
		vendor + "default.target": "[Unit]\nWants=x.service\n", vendor + "x.service": "[Unit]\nWants=default.target\n",
	}))
	if u := tr.Units["a.service"]; u.Load != "missing" {
		t.Errorf("%+v", u)
	}
	tr.Starts()
}

func TestConfigLastOneWins(t *testing.T) {
	files := map[string]string{
		"/usr/lib/systemd/journald.conf":                  "[Journal]\nStorage=volatile\n",
		"/etc/systemd/journald.conf":                      "[Journal]\nStorage=auto\nCompress=yes\n#MaxRetentionSec=1\n",
		"/usr/lib/systemd/journald.conf.d/50-vendor.conf": "[Journal]\nStorage=persistent\nSeal=no\n",
		"/etc/systemd/journald.conf.d/50-vendor.conf":     "[Journal]\nStorage=none\n",
		"/run/systemd/journald.conf.d/10-early.conf":      "[Journal]\nStorage=persistent\nForwardToSyslog=yes\n",
		"/usr/lib/systemd/journald.conf.d/90-off.conf":    "[Journal]\nStorage=volatile\n",
		"/etc/systemd/journald.conf.d/90-off.conf":        "-> /dev/null",
		"/etc/systemd/journald.conf.d/99-not.txt":         "[Journal]\nStorage=volatile\n",
		"/etc/systemd/journald.conf.d/99-bad.conf":        "[Journal]\nStorage=sometimes\n",
	}
	dir := hosttest.Write(t, hosttest.Files(files))
	c := systemd.ReadConfig(context.Background(), hosttest.RootFS(t, dir), "journald.conf")
	valid := func(s string) bool { return strings.Contains("none volatile persistent auto", s) }
	if a, ok := c.Last("Journal", "Storage", valid); !ok || a.Value != "none" || a.Path != "/etc/systemd/journald.conf.d/50-vendor.conf" || a.Line != 2 {
		t.Errorf("Storage: %+v", a)
	}
	if _, ok := c.Last("Journal", "Seal", nil); ok {
		t.Error("Seal= stands in a file that another one replaces")
	}
	if a, _ := c.Last("Journal", "ForwardToSyslog", nil); a.Value != "yes" {
		t.Errorf("ForwardToSyslog: %+v", a)
	}
	// The real program reads the same files in the same order.
	out, err := exec.Command("systemd-analyze", "--root="+dir, "cat-config", "systemd/journald.conf").Output()
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for line := range strings.Lines(string(out)) {
		if p, ok := strings.CutPrefix(strings.TrimSpace(line), "# "+dir); ok && !strings.Contains(string(p), "90-off") {
			order = append(order, p)
		}
	}
	if d := cmp.Diff(order, c.Files); d != "" {
		t.Errorf("files (-systemd-analyze +ours):\n%s", d)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(installed))
	f.Add([]byte("[a\\\n#x\n]\nb=c\\\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, a := range systemd.Parse("/x", data) {
			if a.Line < 1 || a.Section == "" {
				t.Errorf("%+v", a)
			}
			systemd.Words(a.Value)
			systemd.Command(a.Value)
		}
	})
}

func FuzzName(f *testing.F) {
	for _, s := range situations {
		f.Add(s.unit)
	}
	f.Add("@.service")
	f.Add("a@b@c.service")
	f.Fuzz(func(t *testing.T, name string) {
		if !systemd.ValidName(name) {
			return
		}
		if template, instance, ok := systemd.Template(name); ok && strings.Replace(template, "@", "@"+instance, 1) != name {
			t.Errorf("%q splits into %q and %q", name, template, instance)
		}
	})
}

// TestRuinedPathsAreProblems: what stands in place of a unit or of a folder
// beside the units could hide anything.
func TestRuinedPathsAreProblems(t *testing.T) {
	base := hosttest.Files(map[string]string{
		vendor + "a.service": "[Service]\nExecStart=/bin/a\n", vendor + "b.service.d/x.conf": "[Service]\nUser=b\n",
		admin + "linked.service": "-> /opt/linked.service", "/etc/x.wants.d/y": "-> /z", admin + "folder.target.wants": "-> /etc/x.wants.d",
	})
	if tr := load(t, hosttest.TreeWith(t, base)); len(tr.Problems) > 0 {
		t.Fatalf("sound: %v", tr.Problems)
	}
	for name, ruin := range map[string]hosttest.File{
		"fifo for wants":      {Path: admin + "multi-user.target.wants", Mode: fs.ModeNamedPipe | 0o644},
		"file for wants":      {Path: admin + "multi-user.target.wants", Content: "\xff\x00"},
		"link for wants":      {Path: admin + "multi-user.target.wants", Link: "/usr/lib/systemd/system/a.service"},
		"fifo for drop-ins":   {Path: admin + "a.service.d", Mode: fs.ModeNamedPipe | 0o644},
		"fifo for a link":     {Path: admin + "multi-user.target.wants/a.service", Mode: fs.ModeNamedPipe | 0o644},
		"fifo for a unit":     {Path: admin + "a.service", Mode: fs.ModeNamedPipe | 0o644},
		"folder for a unit":   {Path: admin + "default.target", Mode: fs.ModeDir | 0o755},
		"garbage for a unit":  {Path: admin + "a.service", Content: "\x8f\x00\xd1q\n=\xff"},
		"garbage for drop-in": {Path: admin + "a.service.d/x.conf", Content: "\x8f\x00\xd1q"},
		"link to a fifo":      {Path: "/opt/linked.service", Mode: fs.ModeNamedPipe | 0o644},
		"fifo for all":        {Path: "/run/systemd/system", Mode: fs.ModeNamedPipe | 0o644},
	} {
		if tr := load(t, hosttest.TreeWith(t, append(base[:len(base):len(base)], ruin))); len(tr.Problems) == 0 {
			t.Errorf("%s: no problem", name)
		}
	}
}
