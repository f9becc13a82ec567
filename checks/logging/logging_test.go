package logging

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/systemd"
)

func TestNothingIsConfigured(t *testing.T) {
	f := gatherTree(t, map[string]string{"/etc/": ""})
	if len(f.Daemons) != 0 || f.Rotation != nil || f.Accounting.Present.Value || f.Journal.Upload.Value != "" {
		t.Errorf("%+v", f)
	}
}

func TestDeniedIsAGap(t *testing.T) {
	h := hosttest.Deny(hosttest.Tree(t, map[string]string{
		"/etc/rsyslog.conf": "$IncludeConfig /etc/rsyslog.d/*.conf\n", "/etc/rsyslog.d/a.conf": "*.* /x\n",
		"/etc/logrotate.conf": "include /etc/logrotate.d\n", "/etc/logrotate.d/a": "", "/etc/syslog-ng/syslog-ng.conf": "",
	}), "/etc/rsyslog.d/a.conf", "/etc/logrotate.d", "/etc/syslog-ng/syslog-ng.conf")
	gaps := facts.NewGaps("logging")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range gaps.Missing() {
		got = append(got, m.Path)
	}
	want := []string{`logging.daemons["rsyslog"]`, `logging.daemons["syslog-ng"]`, "logging.retention", "logging.rotation"}
	if d := cmp.Diff(want, got); d != "" || len(f.Daemons) != 0 || f.Retention != nil {
		t.Errorf("(-want +got):\n%s%+v", d, f)
	}
}

func TestRemotes(t *testing.T) {
	f := gatherTree(t, map[string]string{"/etc/rsyslog.conf": `global(DefaultNetstreamDriver="gtls")
$ActionSendStreamDriverMode 1
$ActionSendStreamDriverAuthMode x509/name
*.* @@(o)tls.example.org:6514
*.* @[2001:db8::1]
action(type="omfwd" target="plain" port="514" protocol="tcp")
auth.* action(type="omrelp" target="relp" port="2514" tls="on" tls.authMode="name")
`})
	want := map[string]Remote{
		"tcp://tls.example.org:6514": {Host: "tls.example.org", Port: "6514", Protocol: "tcp", TLS: true, Auth: "x509/name", Everything: true, Source: "/etc/rsyslog.conf:4"},
		"udp://[2001:db8::1]:514":    {Host: "2001:db8::1", Port: "514", Protocol: "udp", Everything: true, Source: "/etc/rsyslog.conf:5"},
		"tcp://plain:514":            {Host: "plain", Port: "514", Protocol: "tcp", Everything: true, Source: "/etc/rsyslog.conf:6"},
		"relp://relp:2514":           {Host: "relp", Port: "2514", Protocol: "relp", TLS: true, Auth: "name", Source: "/etc/rsyslog.conf:7"},
	}
	if d := cmp.Diff(want, f.Daemons["rsyslog"].Remotes); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestListens(t *testing.T) {
	f := gatherTree(t, map[string]string{"/etc/rsyslog.conf": `module(load="imuxsock")
module(load="imtcp" StreamDriver.Mode="1")
input(type="imtcp" port="6514")
$ModLoad imudp
$UDPServerAddress 127.0.0.1
$UDPServerRun 514
*.* /var/log/all
`})
	want := map[string]Listen{
		"imtcp:6514": {Protocol: "tcp", Port: "6514", TLS: true, Source: "/etc/rsyslog.conf:3"},
		"imudp:514":  {Protocol: "udp", Address: "127.0.0.1", Port: "514", Loopback: true, Source: "/etc/rsyslog.conf:6"},
	}
	if d := cmp.Diff(want, f.Daemons["rsyslog"].Listens); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestConditionalDiscardIsNotCertain(t *testing.T) {
	f := gatherTree(t, map[string]string{"/etc/rsyslog.conf": ":msg, contains, \"x\" stop\n*.* /var/log/all\n"})
	d := f.Daemons["rsyslog"]
	if len(d.Discards) != 1 || len(d.Discards[0].Whole) != 0 || len(d.Routes["auth"].Unkept) != 0 {
		t.Errorf("%+v", d)
	}
}

func TestSyslogNG(t *testing.T) {
	f := gatherTree(t, map[string]string{
		"/etc/syslog-ng/syslog-ng.conf": `@version: 3.38
@include "scl.conf"
options { perm(0640); chain-hostnames(off); };
source s_src { system(); internal(); };
source s_net { network(ip("0.0.0.0") port(1514) transport("udp")); };
filter f_auth { facility(auth, authpriv) and not level(debug); };
filter f_rest { not facility(auth,authpriv) and (level(info..emerg) or facility(kern)); };
destination d_auth { file("/var/log/auth.log"); };
destination d_rest { file("/var/log/messages" perm(0644)); };
destination d_net { network("loghost" port(6514) transport("tls") tls(ca-dir("/etc/ssl/certs") peer-verify(yes))); };
log { source(s_net); destination(d_rest); };
@include "/etc/syslog-ng/conf.d/*.conf"
`,
		"/var/log/": "",
		"/etc/syslog-ng/conf.d/a.conf": `log { source(s_src); filter(f_auth); destination(d_auth); };
log { source(s_src); filter(f_rest); destination(d_rest); };
log { source(s_src); destination(d_net); };
`})
	d := f.Daemons["syslog-ng"]
	r := d.Remotes["tcp://loghost:6514"]
	if !r.TLS || r.Auth != "yes" || !r.Everything {
		t.Errorf("remote: %+v", d.Remotes)
	}
	for name, file := range map[string]string{"auth": "/var/log/auth.log", "authpriv": "/var/log/auth.log", "kern": "/var/log/messages", "cron": "/var/log/messages"} {
		if got := d.Routes[name].Files; len(got) != 1 || got[0] != file {
			t.Errorf("%s goes to %v", name, got)
		}
	}
	if d.Logs["/var/log/auth.log"].Opened || !d.Logs["/var/log/messages"].Opened {
		t.Errorf("modes: %+v", d.Logs)
	}
	if l := d.Listens["network:1514"]; l.Protocol != "udp" || l.Loopback {
		t.Errorf("listens: %+v", d.Listens)
	}
	if d := cmp.Diff([]string{"internal", "system"}, d.Local); d != "" {
		t.Errorf("local: %s", d)
	}
}

func TestRetention(t *testing.T) {
	f := gatherTree(t, map[string]string{
		"/etc/rsyslog.conf":           "auth.* /var/log/auth.log\n*.* /srv/log/all\n",
		"/etc/logrotate.conf":         "weekly\nrotate 4\ninclude /etc/logrotate.d\n",
		"/etc/logrotate.d/a":          "/var/log/auth.log {\n maxage 10\n}\n",
		"/etc/logrotate.d/b":          "/var/log/wtmp {\n size 1M\n rotate 3\n}\n/var/log/btmp {\n rotate -1\n create 0666 root root\n}\n",
		"/etc/logrotate.d/c.dpkg-old": "/srv/log/all {\n daily\n}\n",
		"/var/log/wtmp":               "", "/var/log/btmp": "",
	})
	want := map[string]Retention{
		"/var/log/auth.log": {Rotated: true, Days: 10, Pattern: "/var/log/auth.log", Source: "/etc/logrotate.d/a:1"},
		"/var/log/wtmp":     {Rotated: true, Days: -1, BySize: true, Pattern: "/var/log/wtmp", Source: "/etc/logrotate.d/b:1"},
		"/var/log/btmp":     {Rotated: true, Days: -1, Forever: true, Pattern: "/var/log/btmp", Source: "/etc/logrotate.d/b:5"},
		"/srv/log/all":      {Days: -1, Forever: true, Source: "/srv/log/all"},
	}
	if d := cmp.Diff(want, f.Retention); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if !f.Rotation.Entries["/var/log/btmp"].Opened {
		t.Errorf("%+v", f.Rotation.Entries)
	}
}

func TestJournal(t *testing.T) {
	f := gatherTree(t, map[string]string{
		"/etc/systemd/journal-upload.conf":    "[Upload]\nURL=https://user:secret@loghost:19532\n",
		"/etc/systemd/journald.conf.d/a.conf": "[Journal]\nMaxRetentionSec=2week\n",
	})
	if j := f.Journal; j.Upload.Value != "loghost:19532" || !j.UploadTLS || j.RetentionDays.Value != 14 {
		t.Errorf("%+v", j)
	}
}

func FuzzParsers(f *testing.F) {
	for text := range accepted {
		f.Add(text)
	}
	for _, text := range rotations {
		f.Add(text)
	}
	for _, c := range ngCases {
		f.Add("@version: 3.38\n" + c.text)
	}
	for _, c := range ngRouted {
		f.Add("@version: 3.38\nsource s { unix-dgram(\"/dev/log\"); };\n" + c)
	}
	h := hosttest.Tree(f, nil)
	f.Fuzz(func(_ *testing.T, text string) {
		r := &reader{file: "/r", text: text, line: 1, include: func(string, bool, facts.Source) []statement { return nil }}
		follow(r.statements(false))
		g := &gatherer{Host: h, ctx: context.Background()}
		if s, err := g.readNG(syslogNGFile, text); err == nil {
			s.follow()
		}
		rot := &rotate{g: g, out: &Rotation{Entries: map[string]Entry{}}}
		rot.file("/l", []byte(text), 0)
		for _, s := range rot.sections {
			retain("/var/log/x.log", []section{s})
		}
		systemd.Span(text)
		parseExpr(text)(message{0, 0})
	})
}
