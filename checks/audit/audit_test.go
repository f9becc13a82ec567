package audit

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("audit")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

// everywhere is a host on which every path exists, as folders where listed.
func everywhere(folders ...string) lookup {
	return func(p string) (bool, bool, error) {
		for _, f := range folders {
			if f == p {
				return true, true, nil
			}
		}
		return true, false, nil
	}
}

func loaded(text string, look lookup) *state {
	return load(newMachine(62), plain(file{"/r", []byte(text)}), look)
}

func TestCoverage(t *testing.T) {
	m := newMachine(62)
	for name, c := range map[string]struct {
		rules string
		judge func(*state) Coverage
		want  bool
		lacks string
	}{
		"watch":             {"-w /etc/passwd -p wa", passwd, true, ""},
		"watch, writes":     {"-w /etc/passwd -p w", passwd, false, "a b32"},
		"watch, all":        {"-w /etc/passwd", passwd, true, ""},
		"folder above":      {"-w /etc/ -p wa", passwd, true, ""},
		"path of a folder":  {"-a always,exit -F path=/etc -F perm=wa", passwd, false, "a b32 w"},
		"dir":               {"-a always,exit -F dir=/etc/ -F perm=wa", passwd, true, ""},
		"path, b64":         {"-a always,exit -F arch=b64 -F path=/etc/passwd -F perm=wa", passwd, true, "b32"},
		"by root only":      {"-a always,exit -F path=/etc/passwd -F perm=wa -F uid=0", passwd, false, "a b32 w"},
		"by people":         {"-a always,exit -F path=/etc/passwd -F perm=wa -F auid>=1000 -F auid!=-1", passwd, true, ""},
		"by some people":    {"-a always,exit -F path=/etc/passwd -F perm=wa -F auid>=2000", passwd, false, "a b32 w"},
		"never before":      {"-a never,exit -F path=/etc/passwd\n-w /etc/passwd -p wa", passwd, false, "a b32 w"},
		"never after":       {"-w /etc/passwd -p wa\n-a never,exit -F path=/etc/passwd", passwd, true, ""},
		"never put first":   {"-w /etc/passwd -p wa\n-A never,exit -S all", passwd, false, "a b32 w"},
		"never for daemons": {"-a never,exit -F auid=unset\n-w /etc/passwd -p wa", passwd, true, ""},
		"never,task":        {"-a never,task\n-w /etc/passwd -p wa", passwd, false, "a b32 w"},
		"task,never at end": {"-w /etc/passwd -p wa\n-a task,never", passwd, false, "a b32 w"},
		"excluded":          {"-a always,exclude -F msgtype=SYSCALL\n-w /etc/passwd -p wa", passwd, false, "a b32 w"},
		"deleted":           {"-w /etc/passwd -p wa\n-W /etc/passwd -p wa", passwd, false, "a b32 w"},
		"wiped":             {"-w /etc/passwd -p wa\n-D", passwd, false, "a b32 w"},
		"wiped by key":      {"-w /etc/passwd -p wa -k x\n-D -k x", passwd, false, "a b32 w"},
		"another key":       {"-w /etc/passwd -p wa -k x\n-D -k y", passwd, true, ""},
		"stopped before":    {"-w /etc/group -p zz\n-w /etc/passwd -p wa", passwd, false, "a b32 w"},
		"errors ignored":    {"-i\n-w /etc/group -p zz\n-w /etc/passwd -p wa", passwd, true, ""},
		"after the lock":    {"-e 2\n-w /etc/passwd -p wa", passwd, false, "a b32 w"},
		"a duplicate":       {"-w /etc/group\n-w /etc/group\n-w /etc/passwd -p wa", passwd, false, "a b32 w"},
		"everything":        {"-a always,exit -S all", passwd, true, ""},
		"calls":             {"-a always,exit -F arch=b64 -S adjtimex,unlink\n-a always,exit -F arch=b32 -S unlink", unlink, true, ""},
		"no arch":           {"-a always,exit -S unlink", unlink, true, "b32"},
		"b32 only":          {"-a always,exit -F arch=b32 -S unlink", unlink, false, "b64"},
		"successful only":   {"-a always,exit -F arch=b64 -S unlink -F success=1", unlink, true, "b32"},
		"failed only":       {"-a always,exit -F arch=b64 -S unlink -F success=0", unlink, false, "b32 b64"},
		"one program":       {"-a always,exit -F arch=b64 -S unlink -F exe=/bin/rm", unlink, false, "b32 b64"},
		"refused, both":     {"-a always,exit -F arch=b64 -S open -F exit=-EACCES\n-a always,exit -F arch=b64 -S open -F exit=-EPERM", open, true, "b32"},
		"refused, one":      {"-a always,exit -F arch=b64 -S open -F exit=-EACCES", open, false, "EPERM b32"},
		"refused, all":      {"-a always,exit -F arch=b64 -S open -F success=0", open, true, "b32"},
		"elevated":          {"-a always,exit -F arch=b64 -S execve -C uid!=euid -F auid!=unset", execve, true, "b32"},
		"elevated to root":  {"-a always,exit -F arch=b64 -S execve -C uid!=euid -F euid=0", execve, true, "b32"},
		"privileged":        {"-a always,exit -F path=/bin/su -F perm=x -F auid>=1000", su, true, ""},
		"each elevation":    {"-a always,exit -F arch=b64 -S execve -C euid!=uid", su, true, "b32"},
		"not run":           {"-a always,exit -F path=/usr/bin/su -F perm=wa", su, false, "b32 b64"},
	} {
		s := loaded(c.rules, everywhere("/etc"))
		got := c.judge(s)
		if got.Covered != c.want || strings.Join(got.Missing, " ") != c.lacks {
			t.Errorf("%s: covered %v, missing %q; want %v, %q (%v)", name, got.Covered, got.Missing, c.want, c.lacks, s.errors)
		}
	}
	if s := loaded("-a never,task", everywhere()); s.off() == nil || m.native() != "b64" {
		t.Error("never,task is not seen")
	}
}

func passwd(s *state) Coverage { return s.changes(newMachine(62), "/etc/passwd", false) }
func unlink(s *state) Coverage { return s.calls(newMachine(62), "unlink", purposeKind{}) }
func open(s *state) Coverage {
	return s.calls(newMachine(62), "open", purposeKind{refused: true})
}
func execve(s *state) Coverage {
	return s.calls(newMachine(62), "execve", purposeKind{elevated: true})
}
func su(s *state) Coverage { return s.runs(newMachine(62), "/usr/bin/su") }

func TestMissingFolderStopsLoading(t *testing.T) {
	h := hosttest.Tree(t, map[string]string{
		"/usr/sbin/auditd": "", "/etc/passwd": "",
		"/etc/audit/rules.d/a.rules": "-w /opt/none/x -p wa\n-w /etc/passwd -p wa\n-e 2\n",
	})
	f, _ := gather(t, h)
	want := facts.AtPtr("the folder /opt/none does not exist", "/etc/audit/rules.d/a.rules:1")
	if d := cmp.Diff(want, f.Rules.Stopped); d != "" {
		t.Errorf("stopped (-want +got):\n%s", d)
	}
	if f.Rules.Locked || len(f.Rules.List) != 0 || f.Rules.Enabled.Value != "unset" {
		t.Errorf("loaded in spite of it: %+v", f.Rules)
	}
}

func TestWhatLoadsTheRules(t *testing.T) {
	unit := func(more string) string { return "[Service]\nExecStart=/sbin/auditd\n" + more }
	both := map[string]string{
		"/etc/audit/rules.d/a.rules": "-w /etc/passwd -p wa\n", "/etc/audit/audit.rules": "-w /etc/group -p wa\n",
		"/etc/passwd": "", "/etc/group": "",
	}
	for name, c := range map[string]struct {
		files        map[string]string
		loader, from string
	}{
		"augenrules":   {map[string]string{"/usr/lib/systemd/system/auditd.service": unit("ExecStartPost=-/sbin/augenrules --load\n")}, "augenrules", "/etc/audit/rules.d"},
		"auditctl":     {map[string]string{"/usr/lib/systemd/system/auditd.service": unit("ExecStartPost=-/sbin/auditctl -R /etc/audit/audit.rules\n")}, "auditctl", "/etc/audit/audit.rules"},
		"own unit":     {map[string]string{"/usr/lib/systemd/system/auditd.service": unit(""), "/usr/lib/systemd/system/audit-rules.service": "[Service]\nExecStart=/sbin/augenrules --load\n"}, "augenrules", "/etc/audit/rules.d"},
		"none":         {map[string]string{"/usr/lib/systemd/system/auditd.service": unit("")}, "none", "/etc/audit/rules.d"},
		"init script":  {map[string]string{"/etc/init.d/auditd": ""}, "auditctl", "/etc/audit/audit.rules"},
		"init, merged": {map[string]string{"/etc/init.d/auditd": "", "/etc/default/auditd": "USE_AUGENRULES=\"yes\"\n"}, "augenrules", "/etc/audit/rules.d"},
	} {
		tree := map[string]string{}
		for _, m := range []map[string]string{both, c.files} {
			for k, v := range m {
				tree[k] = v
			}
		}
		f, missing := gather(t, hosttest.Tree(t, tree))
		if f.Loader == nil || f.Loader.Value != c.loader || string(f.Rules.Source) != c.from || len(f.Rules.List) != 1 {
			t.Errorf("%s: loader %+v, rules %+v", name, f.Loader, f.Rules)
		}
		for _, m := range missing {
			if m.Path != "audit.live" {
				t.Errorf("%s: %+v", name, m)
			}
		}
	}
}

func TestDeniedIsAGap(t *testing.T) {
	tree := hosttest.Tree(t, map[string]string{
		"/usr/sbin/auditd": "", "/etc/audit/rules.d/a.rules": "-w /etc/passwd\n", "/etc/audit/auditd.conf": "num_logs = 5\n",
	})
	f, missing := gather(t, hosttest.Deny(tree, "/etc/audit/rules.d/a.rules", "/etc/audit/auditd.conf"))
	if f.Rules != nil || f.Purposes != nil || f.Config != nil {
		t.Errorf("told what could not be read: %+v", f)
	}
	got := map[string]bool{}
	for _, m := range missing {
		got[m.Path] = true
	}
	for _, p := range []string{"audit.rules", "audit.purposes", "audit.privileged", "audit.config"} {
		if !got[p] {
			t.Errorf("no gap for %s in %v", p, missing)
		}
	}
}

func TestUnknownSystemCallIsADoubt(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{"/etc/audit/rules.d/a.rules": "-a always,exit -F arch=b64 -S brandnew\n"}))
	if f.Purposes != nil || len(missing) < 3 {
		t.Errorf("purposes %v, missing %v", f.Purposes, missing)
	}
}

func TestConfig(t *testing.T) {
	c := parseConfig("/c", []byte("# x\nnum_logs = 5\nmax_log_file = 8\nmax_log_file_action = ROTATE\nlog_file = /srv/Audit.log\nspace_left_action = exec /bin/x\n"))
	if c.CapacityMB.Value != 40 || c.Settings["log_file"].Value != "/srv/Audit.log" || c.Settings["space_left_action"].Value != "exec" || len(c.Malformed) != 0 {
		t.Errorf("%+v", c)
	}
	if c := parseConfig("/c", nil); c.CapacityMB.Value != -1 || c.Settings["max_log_file_action"].Value != "ignore" {
		t.Errorf("default: %+v", c)
	}
	for _, bad := range []string{"num_logs=5\n", "num_logs\n", "foo = 1\n", "flush = sometimes\n", "num_logs = many\n"} {
		if c := parseConfig("/c", []byte(bad)); len(c.Malformed) != 1 {
			t.Errorf("%q is taken: %+v", bad, c.Malformed)
		}
	}
}

func TestBoot(t *testing.T) {
	f, _ := gather(t, hosttest.Tree(t, map[string]string{
		"/boot/grub/grub.cfg": "menuentry 'x' {\n linux /vmlinuz root=/dev/sda audit=0 audit=1 audit_backlog_limit=8192\n}\n" +
			"menuentry 'x (recovery mode)' {\n linux /vmlinuz single\n}\n",
		"/boot/loader/entries/a.conf": "title x\noptions root=/dev/sda $kernelopts\n",
		"/boot/grub2/grubenv":         "# GRUB\nkernelopts=audit=off quiet\n",
	}))
	one, off, n := "1", "off", 8192
	want := map[string]Boot{
		"/boot/grub/grub.cfg:2":       {Audit: &one, On: true, Backlog: &n, Source: "/boot/grub/grub.cfg:2"},
		"/boot/loader/entries/a.conf": {Audit: &off, Off: true, Source: "/boot/loader/entries/a.conf:2"},
	}
	if d := cmp.Diff(want, f.Boot); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestLive(t *testing.T) {
	h := hosttest.NewRunning(t, map[string]string{"/proc/cmdline": "quiet audit=1\n"})
	h.Commands["auditctl -s"] = hosttest.Reply{Stdout: "enabled 2\nfailure 1\npid 411\nbacklog_limit 8192\nlost 3\n"}
	h.Commands["auditctl -l"] = hosttest.Reply{Stdout: "-w /etc/passwd -p wa\n-a never,task\n"}
	f, _ := gather(t, h)
	n := 2
	if d := cmp.Diff(&Live{Enabled: "2", Daemon: true, Lost: 3, Backlog: 8192, Rules: &n, Source: "command: auditctl -s"}, f.Live); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if !f.Boot["/proc/cmdline"].On {
		t.Errorf("boot: %+v", f.Boot)
	}
}

func FuzzRules(f *testing.F) {
	for l := range realLines {
		f.Add(l, "a=b")
	}
	f.Add("-D\n-b 1\n-e 2", "num_logs = 5\nactive = yes")
	f.Fuzz(func(t *testing.T, text, conf string) {
		files := []file{{"/a", []byte(text)}, {"/b", []byte(conf)}}
		m := newMachine(62)
		s := load(m, merge(files, len(text)%2 == 0), everywhere("/etc"))
		derive(s, m)
		for _, r := range s.rules {
			r.fact()
		}
		parseConfig("/c", []byte(conf))
		parseRemote("/c", []byte(conf))
		parsePlugin("/c", []byte(conf))
		grubEntries("/g", text)
		if versionOrder(text, conf)+versionOrder(conf, text) != 0 && (versionOrder(text, conf) > 0) == (versionOrder(conf, text) > 0) {
			t.Errorf("%q and %q are each before the other", text, conf)
		}
	})
}
