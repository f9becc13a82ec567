package services

import (
	"context"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

const (
	vendor = "/usr/lib/systemd/system/"
	admin  = "/etc/systemd/system/"
	wants  = admin + "multi-user.target.wants/"
)

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("services")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func service(exec string) string {
	return "[Service]\nExecStart=" + exec + "\n[Install]\nWantedBy=multi-user.target\n"
}

func paths(missing []facts.Missing) string {
	var out []string
	for _, m := range missing {
		out = append(out, m.Path)
	}
	return strings.Join(out, " ")
}

func TestUnitsAndWhatStarts(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{
		vendor + "rsyslog.service": service("-/usr/sbin/rsyslogd -n -iNONE"),
		admin + "rsyslog.service":  "-> /dev/null",
		wants + "rsyslog.service":  "-> /lib/systemd/system/rsyslog.service",
		vendor + "web.service":     "[Service]\nExecStart=!/usr/sbin/web --password=hunter2\nUser=www\nProtectSystem=strict\nPrivateTmp=no\nNoNewPrivileges=yes\n",
		wants + "web.service":      "-> ../../../../usr/lib/systemd/system/web.service",
		vendor + "dyn.service":     "[Service]\nExecStart=/bin/x\nExecStart=/bin/y\nDynamicUser=1\nCapabilityBoundingSet=\n",
		vendor + "telnet.socket":   "[Socket]\nListenStream=23\nAccept=yes\n",
		vendor + "job.timer":       "[Timer]\nOnCalendar=daily\nOnBootSec=15min\n",
		"/etc/init.d/oldie":        "-> /opt/oldie",
		"/etc/rc2.d/S01oldie":      "-> ../init.d/oldie",
		"/etc/init.d/web":          "-> /opt/web",
		"/etc/rc3.d/S01web":        "-> ../init.d/web",
		"/etc/init.d/stopped":      "-> /opt/stopped",
		"/etc/rc2.d/K01stopped":    "-> ../init.d/stopped",
	}))
	want := map[string]Unit{
		"rsyslog.service": {Load: "masked", Enabled: "masked", Source: admin + "rsyslog.service"},
		"web.service":     {Load: "found", Enabled: "enabled", Source: vendor + "web.service"},
		"dyn.service":     {Load: "found", Enabled: "static", Source: vendor + "dyn.service"},
		"telnet.socket":   {Load: "found", Enabled: "static", Source: vendor + "telnet.socket", Listen: []string{"23"}, Trigger: some("telnet@.service")},
		"job.timer":       {Load: "found", Enabled: "static", Source: vendor + "job.timer", When: []string{"OnCalendar=daily", "OnBootSec=15min"}, Trigger: some("job.service")},
	}
	if d := cmp.Diff(want, f.Units); d != "" {
		t.Errorf("units (-want +got):\n%s", d)
	}
	if d := cmp.Diff(map[string]Daemon{
		"web.service": {Exec: []string{"/usr/sbin/web"}, User: "www", Sandbox: []string{"NoNewPrivileges", "ProtectSystem"}, Source: vendor + "web.service"},
		"dyn.service": {Exec: []string{"/bin/x", "/bin/y"}, User: "(dynamic)", Sandbox: []string{"CapabilityBoundingSet", "DynamicUser"}, Source: vendor + "dyn.service"},
	}, f.Daemons); d != "" {
		t.Errorf("daemons (-want +got):\n%s", d)
	}
	if d := cmp.Diff(map[string]Script{
		"oldie":   {Manager: "systemd", Levels: []string{"2"}, Starts: true, Source: "/etc/rc2.d/S01oldie"},
		"stopped": {Manager: "systemd", Source: "/etc/init.d/stopped"},
	}, f.Scripts); d != "" {
		t.Errorf("scripts (-want +got):\n%s", d)
	}
	if d := cmp.Diff(Start{"systemd", "boot", wants + "web.service"}, f.Starts["web.service"]); d != "" {
		t.Errorf("web starts (-want +got):\n%s", d)
	}
	if _, ok := f.Starts["rsyslog.service"]; ok {
		t.Error("a masked unit starts")
	}
	if f.Starts["oldie"].Source != "/etc/rc2.d/S01oldie" {
		t.Errorf("oldie: %+v", f.Starts["oldie"])
	}
	if got := paths(missing); got != "services.booted services.clock.offsets services.clock.synchronized services.failed services.running" {
		t.Errorf("gaps: %s", got)
	}
}

func TestInitSystemByItsFiles(t *testing.T) {
	for name, tc := range map[string]struct {
		files map[string]string
		want  string
	}{
		"systemd": {map[string]string{"/usr/lib/systemd/systemd": "x"}, "systemd"},
		"openrc":  {map[string]string{"/sbin/openrc": "x", "/etc/inittab": ""}, "openrc"},
		"sysv":    {map[string]string{"/etc/inittab": "id:2:initdefault:\n"}, "sysvinit"},
		"none":    {map[string]string{"/etc/passwd": ""}, "none"},
		"other":   {map[string]string{"/sbin/init": "x"}, "other"},
	} {
		f, _ := gather(t, hosttest.Tree(t, tc.files))
		if f.Init == nil || f.Init.Value != tc.want {
			t.Errorf("%s: %+v", name, f.Init)
		}
	}
	// Units without the manager: what starts them is not known.
	f, _ := gather(t, hosttest.Tree(t, map[string]string{vendor + "a.service": service("/bin/a")}))
	if f.Init != nil {
		t.Errorf("%+v", f.Init)
	}
}

func TestOpenRC(t *testing.T) {
	f, _ := gather(t, hosttest.TreeWith(t, []hosttest.File{
		{Path: "/etc/init.d/chronyd", Content: "#!/sbin/openrc-run\n", Mode: 0o755},
		{Path: "/etc/init.d/telnetd", Content: "#!/sbin/openrc-run\n", Mode: 0o755},
		{Path: "/etc/init.d/killprocs", Content: "#!/sbin/openrc-run\n", Mode: 0o755},
		{Path: "/etc/init.d/functions.sh", Content: "x", Mode: 0o755},
		{Path: "/etc/runlevels/default/chronyd", Link: "/etc/init.d/chronyd"},
		{Path: "/etc/runlevels/shutdown/killprocs", Link: "/etc/init.d/killprocs"},
	}))
	if d := cmp.Diff(map[string]Start{"chronyd": {"openrc", "boot", "/etc/runlevels/default/chronyd"}}, f.Starts); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if len(f.Scripts) != 3 {
		t.Errorf("scripts: %+v", f.Scripts)
	}
}

func TestRunningAsksSystemctl(t *testing.T) {
	h := hosttest.NewRunning(t, map[string]string{"/run/systemd/system/": "", "/usr/lib/systemd/systemd": "x"})
	h.Commands["timedatectl show --property=NTPSynchronized --value"] = hosttest.Reply{Stdout: "yes\n"}
	const command = "systemctl list-units --all --full --plain --no-legend --no-pager"
	h.Commands[command] = hosttest.Reply{Stdout: "ssh.service loaded active running OpenBSD Secure Shell server\n" +
		"● backup.service loaded failed failed Nightly backup\nmnt-data.mount loaded failed failed /mnt/data\n" +
		"gone.service not-found inactive dead gone.service\n-.slice loaded active active Root Slice\n\n"}
	f, missing := gather(t, h)
	if d := cmp.Diff(map[string]State{"ssh.service": {"active", "running"}, "backup.service": {"failed", "failed"}}, f.Running); d != "" {
		t.Errorf("running (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"backup.service", "mnt-data.mount"}, f.Failed); d != "" {
		t.Errorf("failed (-want +got):\n%s", d)
	}
	if len(missing) > 0 || f.Clock.Synchronized == nil || !f.Clock.Synchronized.Value {
		t.Errorf("clock: %+v, gaps: %v", f.Clock, missing)
	}
	h.Commands["timedatectl show --property=NTPSynchronized --value"] = hosttest.Reply{Stderr: "Failed to connect", ExitCode: 1}
	h.Commands[command] = hosttest.Reply{Stderr: "Failed to connect to bus\nmore", ExitCode: 1}
	f, missing = gather(t, h)
	if f.Failed != nil || paths(missing) != "services.clock.synchronized services.failed services.running" || !strings.Contains(missing[1].Reason, "Failed to connect to bus") {
		t.Errorf("failing systemctl: %v %v", f.Failed, missing)
	}
	// No systemd at work: nothing is asked and nothing is missing.
	other := hosttest.NewRunning(t, map[string]string{"/etc/inittab": "", "/proc/1/comm": "init\n"})
	f, missing = gather(t, other)
	if f.Booted == nil || f.Booted.Value || paths(missing) != "services.clock.synchronized" || len(other.Calls()) > 0 {
		t.Errorf("other manager: %+v %v %v", f.Booted, missing, other.Calls())
	}
}

// TestFilesOfAManagerThatDoesNotRun: a unit that is enabled does not start
// when something else than systemd is the first process.
func TestFilesOfAManagerThatDoesNotRun(t *testing.T) {
	files := map[string]string{
		"/usr/lib/systemd/systemd": "x", "/proc/1/comm": "tini\n",
		vendor + "chrony.service": service("/usr/sbin/chronyd"), wants + "chrony.service": "-> /usr/lib/systemd/system/chrony.service",
	}
	_, missing := gather(t, hosttest.NewRunning(t, files))
	found := false
	for _, m := range missing {
		found = found || m.Path == `services.starts["/proc/1/comm"]` && strings.Contains(m.Reason, "tini")
	}
	if !found {
		t.Errorf("gaps: %v", missing)
	}
	// On Devuan and its like packages bring units that nobody reads.
	delete(files, "/usr/lib/systemd/systemd")
	files["/etc/inittab"], files["/proc/1/comm"] = "id:2:initdefault:\n", "init\n"
	files["/etc/init.d/chrony"], files["/etc/rc2.d/S01chrony"] = "-> /opt/chrony", "-> ../init.d/chrony"
	f, missing := gather(t, hosttest.NewRunning(t, files))
	if d := cmp.Diff(map[string]Start{"chrony": {"sysvinit", "boot", "/etc/rc2.d/S01chrony"}}, f.Starts); d != "" {
		t.Errorf("starts (-want +got):\n%s", d)
	}
	if got := paths(missing); got != "services.clock.synchronized" {
		t.Errorf("gaps: %s", got)
	}
}

func TestJournald(t *testing.T) {
	unit := map[string]string{vendor + "systemd-journald.service": "[Service]\nExecStart=/lib/systemd/systemd-journald\n"}
	with := func(more map[string]string) *Journald {
		files := map[string]string{}
		for _, m := range []map[string]string{unit, more} {
			for k, v := range m {
				files[k] = v
			}
		}
		f, _ := gather(t, hosttest.Tree(t, files))
		return f.Journald
	}
	j := with(nil)
	if !j.Present || j.Storage != facts.At("auto", facts.Default("systemd-journald")) || j.Persistent.Value || j.ForwardToSyslog != nil {
		t.Errorf("default: %+v", j)
	}
	if j := with(map[string]string{"/var/log/journal/": ""}); !j.Persistent.Value || j.Persistent.Source != "/var/log/journal" {
		t.Errorf("auto with the folder: %+v", j)
	}
	j = with(map[string]string{
		"/etc/systemd/journald.conf":               "[Journal]\nStorage=persistent\nMaxRetentionSec=1month\n",
		"/etc/systemd/journald.conf.d/10-off.conf": "[Journal]\nStorage=none\nStorage=nonsense\nForwardToSyslog=no\nSystemMaxUse=1G\n",
	})
	if j.Storage != facts.At("none", facts.FileLine("/etc/systemd/journald.conf.d/10-off.conf", 2)) || j.Persistent.Value ||
		j.ForwardToSyslog.Value || j.MaxRetention.Value != "1month" || j.SystemMaxUse.Value != "1G" {
		t.Errorf("drop-in: %+v", j)
	}
	if j := with(map[string]string{admin + "systemd-journald.service": "-> /dev/null"}); j.Present {
		t.Error("masked journald is present")
	}
	bare := func(m map[string]string) *Journald {
		f, _ := gather(t, hosttest.Tree(t, m))
		return f.Journald
	}
	set := "[Journal]\nStorage=persistent\n"
	if j := bare(map[string]string{vendor + "a.service": "[Service]\nExecStart=/bin/a\n", "/etc/systemd/journald.conf.d/a.conf": set}); !j.Present || !j.Persistent.Value {
		t.Errorf("set before a service manager is there: %+v", j)
	}
	if j := bare(map[string]string{"/sbin/openrc": "", "/etc/systemd/journald.conf.d/a.conf": set}); j.Present {
		t.Error("OpenRC starts no journald")
	}
}

func TestConsoleShells(t *testing.T) {
	f, _ := gather(t, hosttest.Tree(t, map[string]string{
		vendor + "getty@.service":                       "[Service]\nExecStart=-/sbin/agetty -o '-p -- \\\\u' --noclear %I $TERM\n",
		admin + "getty@tty1.service.d/a.conf":           "[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin root --noclear %I\n",
		admin + "serial-getty@ttyS0.service.d/a.conf":   "[Service]\nExecStart=\nExecStart=-/sbin/agetty -a op 115200 %I\n",
		vendor + "serial-getty@.service":                "[Service]\nExecStart=-/sbin/agetty %I\n",
		admin + "getty.target.wants/getty@tty1.service": "-> /usr/lib/systemd/system/getty@.service",
		admin + "serial.service":                        "[Service]\nExecStart=/sbin/agetty -a admin 115200 ttyS0\n",
		vendor + "rescue.service":                       "[Service]\nExecStart=-/lib/systemd/systemd-sulogin-shell rescue\n",
		vendor + "emergency.service":                    "[Service]\nExecStart=-/lib/systemd/systemd-sulogin-shell emergency\n",
		admin + "emergency.service.d/x.conf":            "[Service]\nEnvironment=A=b SYSTEMD_SULOGIN_FORCE=1\n",
		admin + "rescue.service.d/x.conf":               "[Service]\nExecStart=\nExecStart=/bin/bash\n",
		vendor + "ctrl-alt-del.target":                  "-> reboot.target",
		vendor + "reboot.target":                        "[Unit]\n",
		"/etc/gdm3/daemon.conf":                         "[daemon]\nAutomaticLoginEnable = true\nAutomaticLogin = kiosk\n",
		"/etc/gdm3/custom.conf":                         "[daemon]\nAutomaticLoginEnable=false\nAutomaticLogin=nobody\n",
		"/etc/lightdm/lightdm.conf.d/50.conf":           "[Seat:*]\nautologin-user=media\n",
		"/etc/sddm.conf":                                "[Autologin]\nUser=\n",
	}))
	if d := cmp.Diff(map[string]facts.Sourced[string]{
		"getty@tty1.service":                  facts.At("root", facts.FileLine(admin+"getty@tty1.service.d/a.conf", 3)),
		"serial-getty@ttyS0.service":          facts.At("op", facts.FileLine(admin+"serial-getty@ttyS0.service.d/a.conf", 3)),
		"serial.service":                      facts.At("admin", facts.FileLine(admin+"serial.service", 2)),
		"/etc/gdm3/daemon.conf":               facts.At("kiosk", facts.FileLine("/etc/gdm3/daemon.conf", 3)),
		"/etc/lightdm/lightdm.conf.d/50.conf": facts.At("media", facts.FileLine("/etc/lightdm/lightdm.conf.d/50.conf", 2)),
	}, f.Autologin); d != "" {
		t.Errorf("autologin (-want +got):\n%s", d)
	}
	if d := cmp.Diff(map[string]Shell{
		"rescue.service":    {Exec: "/bin/bash", Source: facts.FileLine(admin+"rescue.service.d/x.conf", 3)},
		"emergency.service": {Exec: "/lib/systemd/systemd-sulogin-shell", Asks: true, Forced: true, Source: facts.FileLine(admin+"emergency.service.d/x.conf", 2)},
	}, f.Emergency); d != "" {
		t.Errorf("emergency (-want +got):\n%s", d)
	}
	if f.CtrlAltDel.Value != "reboot.target" {
		t.Errorf("ctrl-alt-del: %+v", f.CtrlAltDel)
	}
	f, _ = gather(t, hosttest.Tree(t, map[string]string{"/etc/inittab": "# x\nid:2:initdefault:\n~~:S:wait:/sbin/sulogin\n" +
		"ca:12345:ctrlaltdel:/sbin/shutdown -t1 -a -r now\n1:2345:respawn:/sbin/getty -n -l /bin/sh 38400 tty1\n2:23:respawn:/sbin/getty 38400 tty2\n"}))
	if f.CtrlAltDel.Value != "shutdown" || !f.Emergency["single-user"].Asks || len(f.Autologin) != 1 || f.Autologin["/etc/inittab:5"].Value != "root" {
		t.Errorf("inittab: %+v %+v %+v", f.CtrlAltDel, f.Emergency, f.Autologin)
	}
}

func TestDeniedIsAGap(t *testing.T) {
	files := map[string]string{
		vendor + "a.service": service("/bin/a"), wants + "a.service": "-> /usr/lib/systemd/system/a.service",
		"/etc/inetd.conf": "telnet stream tcp nowait root /usr/sbin/tcpd in.telnetd\n", "/etc/xinetd.conf": "", "/etc/xinetd.d/x": "",
		"/etc/systemd/journald.conf": "[Journal]\n", "/etc/cron.daily/": "", "/etc/init.d/": "", "/etc/rc2.d/": "", "/etc/inittab": "",
	}
	for path, want := range map[string]string{
		wants[:len(wants)-1]:         `services.starts["/etc/systemd/system/multi-user.target.wants"]`,
		"/usr/lib/systemd/system":    `services.units["/usr/lib/systemd/system"]`,
		vendor + "a.service":         `services.daemons["a.service"]`,
		"/etc/inetd.conf":            `services.inetd["/etc/inetd.conf"]`,
		"/etc/systemd/journald.conf": "services.journald",
		"/etc/cron.daily":            `services.jobs["/etc/cron.daily"]`,
		"/etc/init.d":                `services.starts["/etc/init.d"]`,
		"/etc/rc2.d":                 `services.starts["/etc/rc2.d"]`,
		"/etc/inittab":               "services.ctrl_alt_del",
	} {
		_, missing := gather(t, hosttest.Deny(hosttest.Tree(t, files), path))
		found := false
		for _, m := range missing {
			if m.Path == want && m.Denied {
				found = true
			}
			if _, err := facts.ParsePath(m.Path); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
		if !found {
			t.Errorf("%s denied: no gap %s in %s", path, want, paths(missing))
		}
	}
}

// TestRuinedPathsHideWhatStarts: what stands in place of a file or folder that
// decides what starts is no evidence that nothing does.
func TestRuinedPathsHideWhatStarts(t *testing.T) {
	base := hosttest.Files(map[string]string{
		vendor + "a.service": service("/bin/a"), admin + "other.target.wants/a.service": "-> /usr/lib/systemd/system/a.service",
		"/etc/rc2.d/S01old": "-> ../init.d/old",
	})
	const fifo, dir = fs.ModeNamedPipe | 0o644, fs.ModeDir | 0o755
	for name, c := range map[string]struct {
		ruin hosttest.File
		want string
	}{
		"fifo for inittab":     {hosttest.File{Path: "/etc/inittab", Mode: fifo}, `services.starts["/etc/inittab"]`},
		"folder for inittab":   {hosttest.File{Path: "/etc/inittab", Mode: dir}, `services.starts["/etc/inittab"]`},
		"garbage for inittab":  {hosttest.File{Path: "/etc/inittab", Content: "\x8f\x00:\xd1:q:\n\xff"}, `services.starts["/etc/inittab"]`},
		"fifo for wants":       {hosttest.File{Path: wants[:len(wants)-1], Mode: fifo}, `services.starts["` + wants[:len(wants)-1] + `"]`},
		"fifo for a unit":      {hosttest.File{Path: admin + "a.service", Mode: fifo}, `services.starts["` + admin + `a.service"]`},
		"fifo for the manager": {hosttest.File{Path: "/sbin/openrc", Mode: fifo}, `services.starts["init"]`},
		"folder for a script":  {hosttest.File{Path: "/etc/init.d/old", Mode: dir}, `services.starts["/etc/init.d/old"]`},
		"file for a run level": {hosttest.File{Path: "/etc/runlevels/default", Content: "x"}, `services.starts["/etc/runlevels/default"]`},
		"garbage for inetd":    {hosttest.File{Path: "/etc/inetd.conf", Content: "\x8f\x00\x01"}, `services.inetd["/etc/inetd.conf"]`},
	} {
		_, missing := gather(t, hosttest.TreeWith(t, append(base[:len(base):len(base)], c.ruin)))
		if !strings.Contains(" "+paths(missing)+" ", " "+c.want+" ") {
			t.Errorf("%s: no gap %s in %s", name, c.want, paths(missing))
		}
	}
	// A comment for those who look for it is no init system.
	f, missing := gather(t, hosttest.TreeWith(t, append(base[:len(base):len(base)], hosttest.File{Path: "/etc/inittab", Content: "# no longer used\n"})))
	if f.Init != nil || strings.Contains(paths(missing), "inittab") || strings.Contains(paths(missing), "services.starts") {
		t.Errorf("comments: %+v, gaps %s", f.Init, paths(missing))
	}
}

// A table that cron passes over runs nothing.
func TestJobsOfATableThatCronRefuses(t *testing.T) {
	const job = "0 3 * * * root /usr/bin/aide\n"
	for name, c := range map[string]struct {
		file hosttest.File
		want int
	}{
		"good":             {hosttest.File{Content: job}, 1},
		"a bad line":       {hosttest.File{Content: job + "0 25 * * * root /bin/true\n"}, 0},
		"no newline":       {hosttest.File{Content: strings.TrimSuffix(job, "\n")}, 0},
		"others may write": {hosttest.File{Content: job, Mode: 0o666}, 0},
	} {
		c.file.Path = "/etc/cron.d/aide"
		f, _ := gather(t, hosttest.TreeWith(t, []hosttest.File{{Path: "/var/lib/dpkg/status"}, c.file}))
		if len(f.Jobs) != c.want {
			t.Errorf("%s: %v", name, f.Jobs)
		}
	}
}
