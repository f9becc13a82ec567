package mobile

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/sandbox"
	"isoscan/internal/unpacked"
)

// sesmanFiles are files of sesman.ini(5), with root's access, the tries to log on, the check of groups and
// the group, whether sessions end that nobody looks at, and after how many seconds of idleness and absence.
var sesmanFiles = []struct{ name, text, want string }{
	{"nothing", "", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"as installed", "[Globals]\nListenPort=3350\n[Security]\nAllowRootLogin=true\nMaxLoginRetry=4\nTerminalServerUsers=users\nAlwaysGroupCheck=false\n[Sessions]\nKillDisconnected=false\nIdleTimeLimit=0\nDisconnectedTimeLimit=0\n",
		"root yes tries 4 check no group users kill no idle 0 away 0"},
	{"hardened", "[Security]\nAllowRootLogin=false\nTerminalServerUsers=users\nAlwaysGroupCheck=true\n[Sessions]\nKillDisconnected=true\nIdleTimeLimit=900\nDisconnectedTimeLimit=60\n",
		"root no tries 3 check yes group users kill yes idle 900 away 60"},
	{"root no", "[Security]\nAllowRootLogin=no\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"root 0", "[Security]\nAllowRootLogin=0\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"root off", "[Security]\nAllowRootLogin=off\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"root False", "[Security]\nAllowRootLogin=False\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"root t", "[Security]\nAllowRootLogin=t\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"root empty", "[Security]\nAllowRootLogin=\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"root nonsense", "[Security]\nAllowRootLogin=maybe\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"root 2", "[Security]\nAllowRootLogin=2\n", "root yes tries 3 check no group - kill no idle 0 away 0"},
	{"root YES", "[Security]\nAllowRootLogin=YES\n", "root yes tries 3 check no group - kill no idle 0 away 0"},
	{"quotes", "[Security]\nAllowRootLogin=\"true\"\nAlwaysGroupCheck=\"true\"\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"a comment behind", "[Security]\nAllowRootLogin=true # x\nAlwaysGroupCheck=true ; x\n", "root yes tries 3 check yes group - kill no idle 0 away 0"},
	{"blanks", "[Security]\n  AllowRootLogin = true\n AlwaysGroupCheck = true \n", "root yes tries 3 check yes group - kill no idle 0 away 0"},
	{"tabs", "[Security]\n\tAllowRootLogin\t=\ttrue\n", "root yes tries 3 check no group - kill no idle 0 away 0"},
	{"other cases", "[SECURITY]\nallowrootlogin=TRUE\nALWAYSGROUPCHECK=On\n", "root yes tries 3 check yes group - kill no idle 0 away 0"},
	{"comments", "[Security]\n#AllowRootLogin=true\n;AllowRootLogin=true\n # AllowRootLogin=true\n ;AllowRootLogin=true\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"twice", "[Security]\nAllowRootLogin=false\nAllowRootLogin=true\nMaxLoginRetry=1\nMaxLoginRetry=2\n", "root yes tries 2 check no group - kill no idle 0 away 0"},
	{"twice, the other way", "[Security]\nAllowRootLogin=true\nAllowRootLogin=false\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"the section twice", "[Security]\nAllowRootLogin=true\n[Sessions]\nKillDisconnected=1\n[Security]\nAllowRootLogin=false\n", "root yes tries 3 check no group - kill yes idle 0 away 0"},
	{"the section twice, the other way", "[Security]\nMaxLoginRetry=9\n[Security]\nAllowRootLogin=true\n", "root no tries 9 check no group - kill no idle 0 away 0"},
	{"another section", "[Globals]\nAllowRootLogin=true\n[Sessions]\nAlwaysGroupCheck=true\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"before any section", "AllowRootLogin=true\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"crlf", "[Security]\r\nAllowRootLogin=true\r\nTerminalServerUsers=users\r\n", "root yes tries 3 check no group users kill no idle 0 away 0"},
	{"no last newline", "[Security]\nAllowRootLogin=true", "root yes tries 3 check no group - kill no idle 0 away 0"},
	{"a mark of the byte order", "\ufeff[Security]\nAllowRootLogin=true\n", "root yes tries 3 check no group - kill no idle 0 away 0"},
	{"text behind a section", "[Security] x\nAllowRootLogin=true\n", "root yes tries 3 check no group - kill no idle 0 away 0"},
	{"blanks before a section", "  [Security]\nAllowRootLogin=true\n", "root yes tries 3 check no group - kill no idle 0 away 0"},
	{"blanks in a section", "[ Security ]\nAllowRootLogin=true\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"no closing bracket", "[Security\nAllowRootLogin=true\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"a colon", "[Security]\nAllowRootLogin:true\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"numbers", "[Security]\nMaxLoginRetry=five\n[Sessions]\nIdleTimeLimit=10m\nDisconnectedTimeLimit=-1\n", "root no tries 0 check no group - kill no idle 10 away -1"},
	{"an empty group", "[Security]\nTerminalServerUsers=\nAlwaysGroupCheck=yes\n", "root no tries 3 check yes group - kill no idle 0 away 0"},
	{"a group with a comment", "[Security]\nTerminalServerUsers=users # x\n", "root no tries 3 check no group users kill no idle 0 away 0"},
	{"a number with more", "[Security]\nAllowRootLogin=1x\nMaxLoginRetry= 7 \n", "root yes tries 7 check no group - kill no idle 0 away 0"},
	{"less than nothing", "[Security]\nAllowRootLogin=-1\n", "root yes tries 3 check no group - kill no idle 0 away 0"},
	{"a comment in a value", "[Security]\nAllowRootLogin=tr#ue\nTerminalServerUsers=users;x\n", "root no tries 3 check no group users kill no idle 0 away 0"},
	{"a comment in a section", "[Security] # x\nAllowRootLogin=true\n", "root yes tries 3 check no group - kill no idle 0 away 0"},
	{"two signs", "[Security]\nAllowRootLogin==true\nMaxLoginRetry=5=6\n", "root no tries 5 check no group - kill no idle 0 away 0"},
	{"kill t", "[Sessions]\nKillDisconnected=t\n", "root no tries 3 check no group - kill no idle 0 away 0"},
	{"kill 1", "[Sessions]\nKillDisconnected=1\n", "root no tries 3 check no group - kill yes idle 0 away 0"},
}

var sesmanLine = regexp.MustCompile(`(?m)^ +(\w+): +(.*)$`)

// xrdpProgram returns the words that begin a command line of one of xrdp's programs.
func xrdpProgram(t *testing.T, program string) []string {
	t.Helper()
	c := unpacked.Command(unpacked.Root(t, "alone:xrdp", program), program)
	// Without stdbuf it would keep what it says until its end.
	argv := append([]string{"env", "-C", "/run"}, c.Env[len(c.Env)-2:]...)
	return append(argv, "stdbuf", "-oL", c.Path)
}

func TestSesmanAsTheDaemonReadsIt(t *testing.T) {
	t.Parallel()
	program := xrdpProgram(t, "/usr/sbin/xrdp-sesman")
	s := sandbox.New(t, map[string]string{"/run/": "", "/var/log/": ""})
	yes := map[string]string{"0": "no", "1": "yes", "false": "no", "true": "yes"}
	for _, c := range sesmanFiles {
		t.Run(c.name, func(t *testing.T) {
			conf := t.TempDir() + "/sesman.ini"
			if err := os.WriteFile(conf, []byte(c.text), 0o644); err != nil {
				t.Fatal(err)
			}
			d := s.Start(append(program, "--dump-config", "-n", "-c", conf)...)
			defer d.Stop()
			for began := time.Now(); !strings.Contains(d.Said(), "TSAdminsGroup"); time.Sleep(2 * time.Millisecond) {
				if d.Ended() || time.Since(began) > sandbox.Patience {
					t.Fatalf("it does not run: %s", d.Said())
				}
			}
			v := map[string]string{}
			for _, m := range sesmanLine.FindAllStringSubmatch(d.Said(), -1) {
				v[m[1]] = strings.TrimSpace(m[2])
			}
			group := strings.TrimSpace(v["TSUsersGroup"])
			switch group {
			case "(not defined)", "":
				group = "-"
			case "100": // Debian's number of the group users
				group = "users"
			}
			theirs := "root " + yes[v["AllowRootLogin"]] + " tries " + v["MaxLoginRetry"] + " check " + yes[v["AlwaysGroupCheck"]] + " group " + group +
				" kill " + yes[v["KillDisconnected"]] + " idle " + v["IdleTimeLimit"] + " away " + v["DisconnectedTimeLimit"]
			f, _ := gather(t, hosttest.Tree(t, map[string]string{"/usr/sbin/xrdp": "", "/etc/xrdp/xrdp.ini": "[Globals]\n", "/etc/xrdp/sesman.ini": c.text}))
			o := f.XRDP.Settings
			group = o["TerminalServerUsers"].Value
			if group == "" {
				group = "-"
			}
			ours := "root " + yes[o["AllowRootLogin"].Value] + " tries " + o["MaxLoginRetry"].Value + " check " + yes[o["AlwaysGroupCheck"].Value] + " group " + group +
				" kill " + yes[o["KillDisconnected"].Value] + " idle " + o["IdleTimeLimit"].Value + " away " + o["DisconnectedTimeLimit"].Value
			if theirs != ours || theirs != c.want {
				t.Errorf("the manual: %s\nsesman:     %s\nours:       %s\nit said: %s", c.want, theirs, ours, d.Said())
			}
		})
	}
}
