package logging

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/systemd"
)

// Daemons wait most of the time, so more of them run at once than there are cores.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "8"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func gatherTree(t *testing.T, tree map[string]string) *Facts {
	t.Helper()
	f, err := Gather(context.Background(), hosttest.Tree(t, tree), facts.NewGaps("logging"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func needProgram(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is missing; install the package of that name, or run: make test", name)
	}
}

// accepted are configurations with whether rsyslogd takes them whole.
var accepted = map[string]bool{
	"*.* /var/log/all\n":                          true,
	"auth,authpriv.* /var/log/auth.log\n& stop\n": true,
	"*.*;auth.none\t-/var/log/syslog\n":           true,
	"kern.=info;kern.!err /var/log/k\n":           true,
	"nosuch.* /var/log/x\n":                       false,
	"auth.nosuch /var/log/x\n":                    false,
	"auth /var/log/x\n":                           false,
	"mail.info\n":                                 false,
	"security.* /var/log/x\n":                     true,
	"mail.warn /var/log/x\nmail.error /var/log/y\nmail.panic /var/log/z\n": true,
	"*.* @@(o)loghost:514\n":                                                         true,
	":msg, contains, \"x\" stop\n*.* /var/log/all\n":                                 true,
	":programname, isequal, \"sshd\" /var/log/sshd\n":                                true,
	":msg, resembles, \"x\" stop\n":                                                  false,
	":msg, contains, \"x stop\n":                                                     false,
	"if $syslogfacility-text == 'auth' then /var/log/a\n":                            true,
	"if $syslogseverity <= 4 then { action(type=\"omfile\" file=\"/var/log/a\") }\n": true,
	"if prifilt(\"auth.*\") then stop else action(type=\"omfile\" file=\"/x\")\n":    true,
	"if $msg contains 'x' then {\n stop\n":                                           false,
	"if $msg contains 'x' stop\n":                                                    false,
	"action(type=\"omfile\" file=\"/var/log/a\"\n":                                   false,
	"action(type=\"omfile\" file=/var/log/a)\n":                                      false,
	"template(name=\"t\" type=\"string\" string=\"/var/log/%HOSTNAME%\")\n*.* ?t\n":  true,
	"ruleset(name=\"rules\") {\n *.* /var/log/r\n}\ncall rules\n":                    true,
	"/* a comment\n over lines */\n*.* /var/log/all\n":                               true,
	"set $.x = \"y\";\n*.* /var/log/all\n":                                           true,
	"}\n":                                                                            false,
}

func TestAcceptsAsRsyslogd(t *testing.T) {
	needProgram(t, "rsyslogd")
	for text, want := range accepted {
		name := filepath.Join(t.TempDir(), "r.conf")
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("rsyslogd", "-N1", "-f", name).CombinedOutput()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		if (err == nil) != want {
			t.Errorf("%q: rsyslogd says %v, the manual %v: %s", text, err == nil, want, out)
		}
		d := gatherTree(t, map[string]string{"/etc/rsyslog.conf": text}).Daemons["rsyslog"]
		if got := len(d.Malformed) == 0; got != (err == nil) {
			t.Errorf("%q: rsyslogd says %v, we %v (%v): %s", text, err == nil, got, d.Malformed, out)
		}
	}
}

// routed are rules, with DIR for the folder of the logs. Only the destinations
// that are certain are told, so a filter by text stands beside them.
var routed = map[string]string{
	"classic":       "auth,authpriv.* DIR/auth\n*.*;auth,authpriv.none -DIR/sys\nkern.* DIR/kern\n",
	"levels":        "*.warn DIR/warn\n*.=info DIR/info\n*.!err DIR/none\n*.*;*.!warn DIR/low\nmail.*;mail.!=notice DIR/mail\n",
	"dropped":       "auth.* ~\n*.* DIR/all\n",
	"dropped after": "auth.* DIR/auth\n& stop\n*.* DIR/all\n",
	"blocks":        "if $syslogfacility-text == 'auth' then {\n action(type=\"omfile\" file=\"DIR/auth\")\n stop\n}\n*.* DIR/all\n",
	"else":          "if $syslogseverity <= 4 then DIR/urgent\nif not ($syslogfacility-text == 'mail' or $syslogfacility-text == 'cron') then {\n *.* DIR/rest\n } else {\n *.* DIR/mail\n }\n",
	"prifilt":       "if prifilt(\"auth,cron.err\") then action(type=\"omfile\" file=\"DIR/x\")\n",
	"rulesets":      "ruleset(name=\"rules\") {\n cron.* DIR/cron\n cron.* stop\n *.* DIR/r\n}\ncall rules\n*.* DIR/after\n",
	"resets":        "auth.*;auth.none;auth.err DIR/a\n*.none;mail.info DIR/b\n*.info;mail.none;cron.!warn DIR/c\n",
	"numbers":       "if $syslogfacility == 4 and $syslogseverity < 3 then DIR/x\nif $syslogseverity-text == 'info' then DIR/y\n",
	"included":      "include(file=\"TOP/inc.conf\")\n*.* DIR/all\n",
	"property":      ":syslogfacility-text, isequal, \"cron\" DIR/cron\n:syslogfacility-text, !isequal, \"cron\" DIR/others\n",
	"continued":     "auth.*;\\\nmail.* DIR/two\n*.emerg DIR/emerg\n",
}

// A real rsyslogd gets a message of every kind; each is in the files that we say.
func TestRoutesAsRsyslogd(t *testing.T) {
	needProgram(t, "rsyslogd")
	for name, rules := range routed {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			top := t.TempDir()
			logs := filepath.Join(top, "l")
			if err := os.Mkdir(logs, 0o755); err != nil {
				t.Fatal(err)
			}
			inc := strings.ReplaceAll("auth.* DIR/auth\nauth.* stop\n", "DIR", logs)
			text := strings.NewReplacer("DIR", logs, "TOP", top).Replace(rules)
			f := gatherTree(t, map[string]string{"/etc/rsyslog.conf": text, filepath.Join(top, "inc.conf"): inc})
			d := f.Daemons["rsyslog"]
			if len(d.Malformed) > 0 {
				t.Fatalf("refused: %v", d.Malformed)
			}
			socket := filepath.Join(top, "in")
			conf := fmt.Sprintf("global(workDirectory=%q)\nmodule(load=\"imuxsock\" SysSock.Use=\"off\")\ninput(type=\"imuxsock\" Socket=%q RateLimit.Interval=\"0\" UseSysTimeStamp=\"off\")\n*.* %s/seen\n%s", top, socket, top, text)
			file := filepath.Join(top, "r.conf")
			for p, b := range map[string]string{file: conf, filepath.Join(top, "inc.conf"): inc} {
				if err := os.WriteFile(p, []byte(b), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			daemon := exec.Command("rsyslogd", "-n", "-f", file, "-i", filepath.Join(top, "pid"))
			if err := daemon.Start(); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = daemon.Process.Kill(); _ = daemon.Wait() }()
			last := send(t, socket)
			for end := time.Now().Add(60 * time.Second); ; time.Sleep(10 * time.Millisecond) {
				if b, _ := os.ReadFile(filepath.Join(top, "seen")); strings.Contains(string(b), last) {
					break
				}
				if time.Now().After(end) {
					t.Fatal("rsyslogd did not write the last message")
				}
			}
			// It writes what it has before it ends.
			_ = daemon.Process.Signal(syscall.SIGTERM)
			late := time.AfterFunc(60*time.Second, func() { _ = daemon.Process.Kill() })
			_ = daemon.Wait()
			late.Stop()
			written := map[string]string{}
			list, err := filepath.Glob(logs + "/*")
			if err != nil || len(list) == 0 {
				t.Fatalf("no file was written: %v", err)
			}
			for _, p := range list {
				b, err := os.ReadFile(p)
				if err != nil {
					t.Fatal(err)
				}
				written[p] = string(b)
			}
			g := &gatherer{Host: hosttest.Tree(t, map[string]string{filepath.Join(top, "inc.conf"): inc}), ctx: context.Background()}
			ours := build((&rsyslogFiles{g: g}).parse(rsyslogFile, []byte(text), 0)).flow.files
			for p := range ours {
				written[p] += ""
			}
			all(func(m message) {
				for p, lines := range written {
					want := strings.Contains(lines, fmt.Sprintf("kind-%d-%d-end", m.facility, m.severity))
					got := ours[p] != nil && ours[p].has(m)
					if got != want {
						t.Errorf("%s.%s in %s: rsyslogd %v, we %v", facilities[m.facility], severities[m.severity], filepath.Base(p), want, got)
					}
					if told := slices.Contains(d.Routes[facilities[m.facility]].Files, p); told && m.severity <= info && !want {
						t.Errorf("%s is said to get all of %s", filepath.Base(p), facilities[m.facility])
					}
				}
			})
		})
	}
}

// send writes one message of each kind, and returns the last.
func send(t *testing.T, socket string) (last string) {
	t.Helper()
	var c net.Conn
	var err error
	for range 3000 {
		if c, err = net.Dial("unixgram", socket); err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) && !strings.Contains(err.Error(), "refused") {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	all(func(m message) {
		last = fmt.Sprintf("kind-%d-%d-end", m.facility, m.severity)
		if _, err := fmt.Fprintf(c, "<%d>Nov 21 21:00:00 test: %s", m.facility*8+m.severity, last); err != nil {
			t.Fatal(err)
		}
	})
	return last
}

// rotations are configurations of logrotate for /var/log/x.log with the number
// of old logs that it keeps.
var rotations = map[string]string{
	"in the section":    "/var/log/x.log {\n daily\n rotate 7\n}\n",
	"of the defaults":   "weekly\nrotate 4\n/var/log/x.log {\n}\n",
	"section wins":      "weekly\nrotate 4\n/var/log/x.log {\n monthly\n rotate 12\n}\n",
	"last of section":   "/var/log/x.log {\n daily\n rotate 7\n weekly\n rotate 3\n}\n",
	"defaults too late": "/var/log/x.log {\n rotate 2\n daily\n}\nrotate 9\nweekly\n",
	"pattern":           "/var/log/*.log {\n yearly\n rotate 5\n}\n",
	"several names":     "/var/log/a.log /var/log/x.log\n{\n daily\n rotate 11\n}\n",
	"in quotes":         "\"/var/log/x.log\" {\n daily\n rotate 6\n}\n",
	"script":            "/var/log/x.log {\n daily\n rotate 8\n postrotate\n  rotate 99 }\n endscript\n}\n",
	"no number":         "/var/log/x.log {\n daily\n}\n",
	"twice, first wins": "/var/log/x.log {\n daily\n rotate 7\n}\n/var/log/x.log {\n daily\n rotate 1\n}\n",
	"with equals sign":  "/var/log/x.log {\n daily\n rotate = 13\n}\n",
	"in one line":       "/var/log/x.log { daily\n rotate 14\n }\n",
	"comments":          "# rotate 1\n/var/log/x.log {\n # rotate 2\n daily\n rotate 15\n}\n",
}

var keeps = regexp.MustCompile(`(?s)rotating pattern: .*?(?:after \d+ days|hourly|daily|weekly|monthly|yearly|\d+ bytes) +(?:\((\d+) rotations\)|(?:empty log files|.*)\((no old logs will be kept)\))`)

func TestKeepsAsLogrotate(t *testing.T) {
	needProgram(t, "logrotate")
	for name, text := range rotations {
		dir := t.TempDir()
		conf := filepath.Join(dir, "l.conf")
		text := strings.ReplaceAll(text, "/var/log", dir)
		for p, b := range map[string]string{conf: text, dir + "/x.log": "x\n"} {
			if err := os.WriteFile(p, []byte(b), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		out, _ := exec.Command("logrotate", "-d", "-s", dir+"/state", conf).CombinedOutput()
		f := gatherTree(t, map[string]string{"/etc/logrotate.conf": text})
		var entry *Entry
		for pattern, e := range f.Rotation.Entries {
			if ok, _ := filepath.Match(pattern, dir+"/x.log"); ok {
				entry = &e
			}
		}
		m := keeps.FindStringSubmatch(string(out))
		if m == nil || entry == nil {
			t.Errorf("%s: logrotate %q, we %+v", name, out, entry)
			continue
		}
		want, _ := strconv.Atoi(m[1])
		if entry.Rotate != want {
			t.Errorf("%s: logrotate keeps %d, we say %d: %s", name, want, entry.Rotate, m[0])
		}
		for word := range frequencies {
			if entry.Frequency == word && !strings.Contains(m[0], word) && !strings.Contains(m[0], "after") {
				t.Errorf("%s: we say %s: %s", name, word, m[0])
			}
		}
	}
}

// spans are written as MaxRetentionSec= may be.
var spans = []string{
	"2week", "1 month", "1M", "1m", "1y 2d", "30", "30days", "1.5h", "5 foo", "infinity", "0", "1w 1", "1week3d", "2 weeks", "10usec", "10µs", "1 Month",
	"", "1d12h", "1d,12h", "12:30", "1 us", "+3d", "1e3s", ".5d", "5.", "5.5.5", "Infinity", "1D", "2hr 5min", "1  d  2  h", "seconds", "1hours1minutes1seconds",
}

func TestSpansAsSystemd(t *testing.T) {
	needProgram(t, "systemd-analyze")
	for _, s := range spans {
		out, _ := exec.Command("systemd-analyze", "timespan", "--", s).Output()
		want, ok := 0.0, false
		for line := range strings.Lines(string(out)) {
			name, v, _ := strings.Cut(strings.TrimSpace(line), ":")
			if name == "μs" || name == "us" {
				n, err := strconv.ParseUint(strings.TrimSpace(v), 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				want, ok = float64(n)/1e6, true
			}
		}
		got, ours := systemd.Span(s)
		if ours != ok || ok && math.Abs(got-want) > 1e-6 && !(math.IsInf(got, 1) && want > maxRetention) {
			t.Errorf("%q: systemd %v %v, we %v %v", s, want, ok, got, ours)
		}
	}
}

func TestTheLastRetentionHolds(t *testing.T) {
	for text, want := range map[string]int{
		"MaxRetentionSec=1week\nMaxRetentionSec=infinity\n": -1, "MaxRetentionSec=1week\nMaxRetentionSec=0\n": -1,
		"MaxRetentionSec=1week\nMaxRetentionSec=nonsense\n": 7, "MaxRetentionSec=1week\nMaxRetentionSec=\n": 7, "MaxRetentionSec=1M\nMaxRetentionSec=+3d\n": 3,
	} {
		if j := gatherTree(t, map[string]string{"/etc/systemd/journald.conf": "[Journal]\n" + text}).Journal; j.RetentionDays.Value != want {
			t.Errorf("%q: %+v", text, j)
		}
	}
}
