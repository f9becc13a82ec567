package logon

import (
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/sandbox"
	"isoscan/internal/systemd"
)

// logindFiles are files of logind.conf(5), with what is not the default: the action of
// idleness, after how many seconds, when idle sessions end, and the rest.
var logindFiles = []struct{ name, text, want string }{
	{"nothing", "", ""},
	{"comments", "[Login]\n#IdleAction=lock\n;IdleAction=lock\n # IdleAction=lock\n", ""},
	{"an action", "[Login]\nIdleAction=lock\n", "action lock"},
	{"an action and its time", "[Login]\nIdleAction=lock\nIdleActionSec=5min 3s\n", "action lock, after 303"},
	{"another case", "[Login]\nIdleAction=Lock\n", ""},
	{"quotes", "[Login]\nIdleAction=\"lock\"\n", ""},
	{"a comment behind", "[Login]\nIdleAction=lock # x\n", ""},
	{"no such action", "[Login]\nIdleAction=logout\n", ""},
	{"an action, then none", "[Login]\nIdleAction=lock\nIdleAction=\n", "action lock"},
	{"an action, then no action", "[Login]\nIdleAction=lock\nIdleAction=logout\n", "action lock"},
	{"an action, then ignore", "[Login]\nIdleAction=lock\nIdleAction=ignore\n", ""},
	{"crlf", "[Login]\r\nIdleAction=lock\r\n", "action lock"},
	{"blanks", "  [Login]  \n  IdleAction  =  lock  \n", "action lock"},
	{"a mark of the byte order", "\ufeff[Login]\nIdleAction=lock\n", "action lock"},
	{"no last newline", "[Login]\nIdleAction=lock", "action lock"},
	{"joined", "[Login]\nIdleAction=\\\nlock\n", "action lock"},
	{"a name in another case", "[Login]\nidleaction=lock\n", ""},
	{"a section in another case", "[login]\nIdleAction=lock\n", ""},
	{"another section", "[Other]\nIdleAction=lock\n[Login]\n", ""},
	{"the section twice", "[Login]\nIdleAction=lock\n[Other]\n[Login]\nKillUserProcesses=yes\n", "action lock, kill"},
	{"before the section", "IdleAction=lock\n[Login]\nKillUserProcesses=yes\n", "kill"},
	{"a line without =", "[Login]\nIdleAction lock\nKillUserProcesses=yes\n", "kill"},
	{"a time of nothing", "[Login]\nIdleActionSec=10min\nIdleActionSec=\n", "after 600"},
	{"a wrong time", "[Login]\nIdleActionSec=10min\nIdleActionSec=soon\n", "after 600"},
	{"a time in seconds", "[Login]\nIdleActionSec=900\n", "after 900"},
	{"no time for the action", "[Login]\nIdleAction=lock\nIdleActionSec=0\n", "never lock"},
	{"an endless time for the action", "[Login]\nIdleAction=lock\nIdleActionSec=infinity\n", "never lock"},
	{"an end", "[Login]\nStopIdleSessionSec=15min\n", "stop 900"},
	{"an end in two numbers", "[Login]\nStopIdleSessionSec=1h 30\n", "stop 3630"},
	{"an end in one word", "[Login]\nStopIdleSessionSec=1h30min\n", "stop 5400"},
	{"an end with a comment", "[Login]\nStopIdleSessionSec=15min # x\n", ""},
	{"an end of nothing", "[Login]\nStopIdleSessionSec=15min\nStopIdleSessionSec=\n", "stop 900"},
	{"an end of zero", "[Login]\nStopIdleSessionSec=0\n", ""},
	{"an end of zero, with its unit", "[Login]\nStopIdleSessionSec=0min\n", ""},
	{"an end, then zero", "[Login]\nStopIdleSessionSec=15min\nStopIdleSessionSec=0\n", ""},
	{"an endless end", "[Login]\nStopIdleSessionSec=infinity\n", ""},
	{"an endless end in another case", "[Login]\nStopIdleSessionSec=Infinity\n", ""},
	{"an end before now", "[Login]\nStopIdleSessionSec=-5\n", ""},
	{"an end in another case", "[Login]\nStopIdleSessionSec=15Min\n", ""},
	{"an end with a fraction", "[Login]\nStopIdleSessionSec=0.5h\n", "stop 1800"},
	{"an end with a comma", "[Login]\nStopIdleSessionSec=0,5h\n", ""},
	{"switches", "[Login]\nKillUserProcesses=ON\nRemoveIPC=F\n", "kill, keep"},
	{"numbers for switches", "[Login]\nKillUserProcesses=1\nRemoveIPC=0\n", "kill, keep"},
	{"switches of nothing", "[Login]\nKillUserProcesses=yes\nKillUserProcesses=\nRemoveIPC=no\nRemoveIPC=\n", "kill, keep"},
	{"wrong switches", "[Login]\nKillUserProcesses=yes\nKillUserProcesses=maybe\nRemoveIPC=2\n", "kill"},
	{"a number", "[Login]\nSessionsMax=5\n", "sessions 5"},
	{"numbers of other bases", "[Login]\nSessionsMax=0x10\n", "sessions 16"},
	{"a wrong number", "[Login]\nSessionsMax=5\nSessionsMax=-1\nSessionsMax=many\n", "sessions 5"},
	{"drop-ins", "[Login]\nIdleAction=lock\nKillUserProcesses=yes\n@10.conf\n[Login]\nKillUserProcesses=no\n@20.conf\n[Login]\nStopIdleSessionSec=1h\n", "action lock, stop 3600"},
	{"a drop-in of /run", "[Login]\nIdleAction=lock\n@/run 10.conf\n[Login]\nIdleAction=halt\n", "action halt"},
	{"a drop-in of /etc over one of /run", "@/run 10.conf\n[Login]\nIdleAction=halt\n@10.conf\n[Login]\nIdleAction=lock\n", "action lock"},
	{"a drop-in of another name", "@10.cfg\n[Login]\nIdleAction=halt\n@10.conf~\n[Login]\nIdleAction=lock\n", ""},
	{"a hidden drop-in", "@.10.conf\n[Login]\nIdleAction=lock\n", ""},
	{"an empty drop-in over one of /run", "@/run 10.conf\n[Login]\nIdleAction=halt\n@10.conf\n", ""},
}

func TestLogindAsTheDaemonReadsIt(t *testing.T) {
	const program, bus = "/lib/systemd/systemd-logind", "unix:path=/run/isoscan-bus"
	sandbox.Need(t, program, "systemd")
	sandbox.Need(t, "dbus-daemon", "dbus-daemon")
	s := sandbox.New(t, map[string]string{"/run/": "", "/etc/systemd/": ""})
	conf := filepath.Join(t.TempDir(), "bus.conf")
	if err := os.WriteFile(conf, []byte(`<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>`+bus+`</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`), 0o644); err != nil {
		t.Fatal(err)
	}
	s.Start("dbus-daemon", "--config-file="+conf, "--nofork", "--nopidfile")
	for _, c := range logindFiles {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{}
			for part := range strings.SplitSeq(strings.ReplaceAll("logind.conf\n"+c.text, "\n@", "\x00logind.conf.d/"), "\x00") {
				name, text, _ := strings.Cut(part, "\n")
				place := "/etc/systemd/"
				if rest, ok := strings.CutPrefix(name, "logind.conf.d//run "); ok {
					place, name = "/run/systemd/", "logind.conf.d/"+rest
				}
				if text != "" && !strings.HasSuffix(text, "\n") && strings.Contains(c.text, "\n@") {
					text += "\n"
				}
				files[place+name] = text
			}
			script := "rm -rf /etc/systemd/* /run/systemd; mkdir -p /etc/systemd/logind.conf.d /run/systemd/logind.conf.d; "
			for _, name := range slices.Sorted(maps.Keys(files)) {
				script += fmt.Sprintf("printf '%%b' '%s' >'%s'; ", strings.NewReplacer(`\`, `\\`, "'", `'\''`).Replace(files[name]), name)
			}
			if out, code := s.Run("sh", "-c", script); code != 0 {
				t.Fatal(out)
			}
			d := s.Start("env", "DBUS_SYSTEM_BUS_ADDRESS="+bus, "SYSTEMD_LOG_TARGET=console", program)
			defer d.Stop()
			theirs := logindTheirs(t, s, d, bus)
			f, gaps := gather(t, hosttest.Tree(t, files))
			if missing(gaps, "logon.logind") {
				t.Fatal(gaps)
			}
			if ours := logindOurs(f); theirs != ours || theirs != c.want {
				t.Errorf("the manual: %q; logind: %q; ours: %q; it said: %s", c.want, theirs, ours, d.Said())
			}
		})
	}
}

// logindTheirs asks the daemon, once it has its name.
func logindTheirs(t *testing.T, s *sandbox.Sandbox, d *sandbox.Daemon, bus string) string {
	t.Helper()
	names := strings.Fields("IdleAction IdleActionUSec StopIdleSessionUSec KillUserProcesses RemoveIPC SessionsMax")
	argv := append([]string{"busctl", "--address=" + bus, "get-property", "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"}, names...)
	out := ""
	for began := time.Now(); time.Since(began) < sandbox.Patience && !d.Ended(); time.Sleep(5 * time.Millisecond) {
		code := 0
		if out, code = s.Run(argv...); code == 0 {
			lines := strings.Split(strings.TrimSpace(out), "\n")
			v := map[string]string{}
			for i, line := range lines {
				_, text, _ := strings.Cut(line, " ")
				v[names[i]] = strings.Trim(text, `"`)
			}
			return logindSaid(v["IdleAction"], logindMicroseconds(v["IdleActionUSec"]), logindMicroseconds(v["StopIdleSessionUSec"]),
				v["KillUserProcesses"] == "true", v["RemoveIPC"] == "true", v["SessionsMax"])
		}
	}
	t.Fatalf("it does not answer: %s; it said: %s", out, d.Said())
	return ""
}

func logindMicroseconds(text string) float64 {
	n, _ := systemd.Span(text + "us")
	if text == "18446744073709551615" {
		return math.Inf(1)
	}
	return n
}

func logindOurs(f *Facts) string {
	span := func(name string) float64 {
		n, _ := systemd.Span(f.Logind[name].Value)
		return n
	}
	action := f.Logind["IdleAction"]
	if action.Source == f.Logind["IdleActionSec"].Source && action.Value == "ignore" && !strings.HasPrefix(string(action.Source), "default") {
		action.Value = "never"
	}
	return logindSaid(action.Value, span("IdleActionSec"), span("StopIdleSessionSec"), f.Logind["KillUserProcesses"].Value == "yes",
		f.Logind["RemoveIPC"].Value == "yes", fmt.Sprint(logindNumber(f.Logind["SessionsMax"].Value)))
}

func logindNumber(text string) (n uint64) {
	_, _ = fmt.Sscanf(text, "%v", &n)
	return n
}

// logindSaid writes what is not the default. An action that never comes counts as one that is not there.
func logindSaid(action string, after, stop float64, kill, remove bool, sessions string) string {
	var out []string
	switch never := after == 0 || math.IsInf(after, 1); {
	case never && action != "ignore":
		out = append(out, "never lock")
	case action != "ignore":
		out = append(out, "action "+action)
	}
	if after != 1800 && after != 0 && !math.IsInf(after, 1) {
		out = append(out, fmt.Sprintf("after %v", after))
	}
	if stop != 0 && !math.IsInf(stop, 1) {
		out = append(out, fmt.Sprintf("stop %v", stop))
	}
	if kill {
		out = append(out, "kill")
	}
	if !remove {
		out = append(out, "keep")
	}
	if sessions != "8192" {
		out = append(out, "sessions "+sessions)
	}
	return strings.Join(out, ", ")
}

// An action that only some versions know leaves the action unknown.
func TestLogindActionsOfLaterVersions(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{"/etc/systemd/logind.conf": "[Login]\nIdleAction=sleep\n"}))
	if _, ok := f.Logind["IdleAction"]; ok || !missing(gaps, `logon.logind["IdleAction"]`) {
		t.Errorf("%+v, gaps %v", f.Logind, gaps)
	}
	f, gaps = gather(t, hosttest.Tree(t, map[string]string{"/etc/systemd/logind.conf": "[Login]\nIdleAction=lock\n[Login\nIdleAction=ignore\n"}))
	if f.Logind != nil || !missing(gaps, "logon.logind") {
		t.Errorf("a header that is not closed: %+v, gaps %v", f.Logind, gaps)
	}
}

func FuzzLogind(f *testing.F) {
	for _, c := range logindFiles {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		facts, _ := gather(t, hosttest.Tree(t, map[string]string{"/etc/systemd/logind.conf": text}))
		for name, o := range facts.Logind {
			if o.Value == "" || o.Source == "" {
				t.Errorf("%s: %+v", name, o)
			}
		}
	})
}
