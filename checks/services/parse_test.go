package services

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

func TestInetdLines(t *testing.T) {
	got := parseInetd("/etc/inetd.conf", "# a comment\n"+
		"shell stream tcp nowait root /usr/sbin/tcpd /usr/sbin/in.rshd -L\r\n"+
		"#<off># telnet stream tcp nowait telnetd /usr/sbin/tcpd /usr/sbin/in.telnetd\n"+
		"127.0.0.1:Echo dgram udp wait root internal\n#discard stream tcp nowait root internal\ntoo short\n\n")
	if d := cmp.Diff([]Inetd{
		{Name: "shell", Protocol: "tcp", Server: "/usr/sbin/in.rshd", User: some("root"), Wrapped: true, Enabled: true, Super: "inetd", Source: "/etc/inetd.conf:2"},
		{Name: "telnet", Protocol: "tcp", Server: "/usr/sbin/in.telnetd", User: some("telnetd"), Wrapped: true, Super: "inetd", Source: "/etc/inetd.conf:3"},
		{Name: "echo", Protocol: "udp", Server: "internal", User: some("root"), Enabled: true, Super: "inetd", Source: "/etc/inetd.conf:4"},
	}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestXinetd(t *testing.T) {
	files := map[string]string{
		"/etc/xinetd.conf":       "defaults\n{\n\tdisabled = finger\n}\nincludedir /etc/xinetd.d\n",
		"/etc/xinetd.d/telnet":   "# default: on\nservice telnet\n{\n\tdisable\t= no\n\tserver = /usr/sbin/in.telnetd\n\tuser = root\n\tsocket_type = stream\n}\n",
		"/etc/xinetd.d/tftp":     "service tftp\n{\n disable = yes\n socket_type = dgram\n server=/usr/sbin/in.tftpd\n}\n",
		"/etc/xinetd.d/finger":   "service finger\n{\n server = /usr/sbin/in.fingerd\n}\n",
		"/etc/xinetd.d/echo":     "service echo\n{\n type = INTERNAL\n id = echo-stream\n}\n",
		"/etc/xinetd.d/old.rpm":  "service rlogin\n{\n server = /x\n}\n",
		"/etc/xinetd.d/backup~":  "service rexec\n{\n server = /x\n}\n",
		"/etc/xinetd.d/unclosed": "service rsh\n{\n server = /x\n",
		"/etc/xinetd.d/README/":  "",
	}
	f, _ := gather(t, hosttest.Tree(t, files))
	got := map[string]string{}
	for _, s := range f.Inetd {
		got[s.Name+"/"+s.Protocol] = map[bool]string{true: "on ", false: "off "}[s.Enabled] + s.Server
	}
	if d := cmp.Diff(map[string]string{
		"telnet/tcp": "on /usr/sbin/in.telnetd", "tftp/udp": "off /usr/sbin/in.tftpd",
		"finger/tcp": "off /usr/sbin/in.fingerd", "echo/tcp": "on internal",
	}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	files["/etc/xinetd.conf"] = "defaults\n{\n enabled = tftp\n}\n"
	if f, _ := gather(t, hosttest.Tree(t, files)); len(f.Inetd) > 0 {
		t.Error("a folder that xinetd.conf does not include was read")
	}
	delete(files, "/etc/xinetd.conf")
	if f, _ := gather(t, hosttest.Tree(t, files)); len(f.Inetd) != 4 {
		t.Errorf("without xinetd.conf: %+v", f.Inetd)
	}
}

func TestCronLines(t *testing.T) {
	for line, want := range map[string]string{
		"15 2 * * * root /usr/local/sbin/nightly-backup":             "nightly-backup",
		"@daily root test -x /usr/bin/aide && /usr/bin/aide --check": "aide test",
		"0 5 * * 1 root nice aide.wrapper":                           "nice",
		"PATH=/usr/bin:/bin":                                         "",
		"MAILTO = root":                                              "",
		"# 0 5 * * * root /bin/x":                                    "",
		"0 5 * * * root":                                             "",
		"0 5 * * * root TOKEN=s3cret /usr/bin/push --key=abc/def":    "push",
		"0 5 * * * root /bin/cat%/bin/hidden":                        "cat",
		"*/5 * * * * root (/bin/a;/bin/b)|/bin/c":                    "a b c",
	} {
		if got := strings.Join(parseCronLine(line), " "); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

// TestPartNamesAreThoseOfRunParts compares with run-parts(8).
func TestPartNamesAreThoseOfRunParts(t *testing.T) {
	files := []hosttest.File{{Path: "/etc/cron.daily", Mode: 0o755 | 1<<31}}
	for _, n := range []string{"aide", "0anacron", "with.dot", "with~", "UPPER", "a_b-c", ".hidden", "x.sh"} {
		files = append(files, hosttest.File{Path: "/etc/cron.daily/" + n, Content: "#!/bin/sh\n", Mode: 0o755})
	}
	files = append(files, hosttest.File{Path: "/etc/cron.daily/not-executable", Content: "#!/bin/sh\n", Mode: 0o644})
	dir := hosttest.Write(t, files[1:])
	out, err := exec.Command("run-parts", "--test", dir+"/etc/cron.daily").Output()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Job{}
	for _, p := range strings.Fields(string(out)) {
		p = strings.TrimPrefix(p, dir)
		want[p] = Job{Programs: []string{strings.TrimPrefix(p, "/etc/cron.daily/")}, Source: facts.File(p)}
	}
	f, _ := gather(t, hosttest.RootFS(t, dir))
	if d := cmp.Diff(want, f.Jobs); d != "" || len(want) < 3 {
		t.Errorf("jobs (-run-parts +ours):\n%s", d)
	}
}

func TestGettyAutologin(t *testing.T) {
	for line, want := range map[string]string{
		"-/sbin/agetty --autologin root %I":          "root",
		"/sbin/agetty --autologin=bob %I":            "bob",
		"/sbin/agetty -a bob 115200 ttyS0":           "bob",
		"/sbin/agetty -abob tty1":                    "bob",
		"/sbin/agetty -n -l /bin/bash tty1":          "root",
		"/sbin/agetty -o '-p -- \\\\u' --noclear %I": "",
		"/sbin/agetty -l /bin/login tty1":            "",
		"/usr/bin/program --autologin root":          "",
	} {
		if got, _ := gettyAutologin(line); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

func TestTimeSources(t *testing.T) {
	f, _ := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/chrony/chrony.conf": "# pool commented.example\n! server no.example\nPool ntp.example.org iburst\nsourcedir /etc/chrony/sources.d /run/chrony-dhcp\n" +
			"confdir /etc/chrony/conf.d\nserver\ninclude /etc/chrony/chrony.conf\n",
		"/etc/chrony/sources.d/local.sources": "server a.example\n",
		"/etc/chrony/sources.d/other.txt":     "server b.example\n",
		"/etc/chrony/conf.d/x.conf":           "refclock PHC /dev/ptp0\n",
		"/etc/ntpsec/ntp.conf":                "pool -4 0.debian.pool.ntp.org iburst\n",
		"/etc/conf.d/ntpd":                    "# NTPD_OPTS=\"-p no.example\"\nNTPD_OPTS=\"-N -p pool.ntp.org -p 192.0.2.1\"\n",
		"/etc/systemd/timesyncd.conf":         "[Time]\nNTP=one.example two.example\nFallbackNTP=\n",
		vendor + "systemd-timesyncd.service":  "[Service]\n",
	}))
	got := map[string]string{}
	for key, s := range f.Clock.Sources {
		got[key] = s.Product + " " + s.Kind + " " + s.Name
	}
	if d := cmp.Diff(map[string]string{
		"/etc/chrony/chrony.conf:3":                 "chrony pool ntp.example.org",
		"/etc/chrony/sources.d/local.sources:1":     "chrony server a.example",
		"/etc/chrony/conf.d/x.conf:1":               "chrony refclock PHC",
		"/etc/ntpsec/ntp.conf:1":                    "ntp pool 0.debian.pool.ntp.org",
		"/etc/conf.d/ntpd:2 pool.ntp.org":           "ntp server pool.ntp.org",
		"/etc/conf.d/ntpd:2 192.0.2.1":              "ntp server 192.0.2.1",
		"/etc/systemd/timesyncd.conf:2 one.example": "systemd-timesyncd server one.example",
		"/etc/systemd/timesyncd.conf:2 two.example": "systemd-timesyncd server two.example",
		"built-in": "systemd-timesyncd pool the distribution's servers", // FallbackNTP= set to nothing leaves them
	}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	f, _ = gather(t, hosttest.Tree(t, map[string]string{vendor + "systemd-timesyncd.service": "[Service]\n"}))
	if len(f.Clock.Sources) != 1 || f.Clock.Sources["built-in"].Source != "default: systemd-timesyncd" {
		t.Errorf("built-in: %+v", f.Clock.Sources)
	}
}

func FuzzSuperServers(f *testing.F) {
	f.Add("shell stream tcp nowait root /usr/sbin/tcpd in.rshd\n")
	f.Add("defaults\n{\nenabled = a\n}\nservice a\n{\nid = b\n}\nincludedir /x\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range parseInetd("/x", text) {
			if s.Source == "" || s.Server == "" {
				t.Errorf("%+v", s)
			}
		}
		x := &xinetd{disabled: map[string]bool{}, enabled: map[string]bool{}}
		x.parse("/x", text)
		if len(x.list()) != len(x.services) {
			t.Error("services got lost")
		}
	})
}

func FuzzSmallParsers(f *testing.F) {
	f.Add("ssh.service loaded active running x\n")
	f.Add("0 5 * * * root /bin/x\n")
	f.Fuzz(func(t *testing.T, text string) {
		parseListUnits(text)
		parseCronLine(text)
		parseTimeConfig("chrony", text)
		gettyAutologin(text)
	})
}
