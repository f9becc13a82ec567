package services

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"isoscan/internal/host/hosttest"
	box "isoscan/internal/sandbox"
	"isoscan/internal/unpacked"
)

// timesyncdFiles are files of timesyncd.conf(5), with their servers; + stands for the
// built-in ones.
var timesyncdFiles = []struct{ name, text, want string }{
	{"nothing", "", "+"},
	{"comments", "[Time]\n#NTP=a.example\n;NTP=b.example\n", "+"},
	{"one", "[Time]\nNTP=a.example\n", "a.example +"},
	{"several", "[Time]\nNTP=a.example  b.example\t10.0.0.1 ::1\n", "10.0.0.1 ::1 a.example b.example +"},
	{"on two lines", "[Time]\nNTP=a.example\nNTP=b.example\n", "a.example b.example +"},
	{"joined", "[Time]\nNTP=a.example \\\n  b.example\n", "a.example b.example +"},
	{"taken back", "[Time]\nNTP=a.example\nNTP=\nNTP=b.example\n", "b.example +"},
	{"all taken back", "[Time]\nNTP=a.example\nNTP=\n", "+"},
	{"others to fall back on", "[Time]\nFallbackNTP=x.example y.example\n", "x.example y.example"},
	{"on two lines to fall back on", "[Time]\nFallbackNTP=x.example\nFallbackNTP=y.example\n", "x.example y.example"},
	{"both", "[Time]\nNTP=a.example\nFallbackNTP=x.example\n", "a.example x.example"},
	{"an empty one to fall back on", "[Time]\nNTP=a.example\nFallbackNTP=\n", "a.example +"},
	{"nothing left to fall back on", "[Time]\nFallbackNTP=x.example\nFallbackNTP=\n", ""},
	{"others left to fall back on", "[Time]\nFallbackNTP=x.example\nFallbackNTP=\nFallbackNTP=y.example\n", "y.example"},
	{"the old name", "[Time]\nServers=a.example\n", "a.example +"},
	{"the old name taken back", "[Time]\nServers=a.example\nNTP=\n", "+"},
	{"a comment behind", "[Time]\nNTP=a.example # main\n", "a.example main +"},
	{"nothing but a comment", "[Time]\nNTP=#a.example\n", "+"},
	{"quotes", "[Time]\nNTP=\"a.example\" b.example\n", "b.example +"},
	{"commas", "[Time]\nNTP=a.example, b.example\n", "b.example +"},
	{"no names", "[Time]\nNTP=a..b .x x. b.example\n", "b.example x. +"},
	{"another section", "[time]\nNTP=a.example\n[Network]\nNTP=b.example\n", "+"},
	{"another case", "[Time]\nntp=a.example\n", "+"},
	{"crlf", "[Time]\r\nNTP=a.example\r\n", "a.example +"},
	{"no names to fall back on", "[Time]\nFallbackNTP=a..b\n", ""},
}

var timesyncdServer = regexp.MustCompile(`(?m)^(Added new|Removed) (?:(system|fallback|link|runtime) )?server (\S+)\.$`)

func TestTimesyncdAsTheDaemonReadsIt(t *testing.T) {
	const program = "/lib/systemd/systemd-timesyncd"
	command := unpacked.Command(unpacked.Root(t, "alone:systemd-timesyncd", program), program)
	passwd, err := os.ReadFile("/etc/passwd")
	if err != nil {
		t.Fatal(err)
	}
	s := box.New(t, map[string]string{
		"/etc/passwd": "systemd-timesync:x:65533:65533::/:/usr/sbin/nologin\n" + string(passwd), "/run/": "", "/etc/systemd/": "", "/var/lib/systemd/": "",
	})
	for _, c := range timesyncdFiles {
		t.Run(c.name, func(t *testing.T) {
			conf := t.TempDir() + "/timesyncd.conf"
			if err := os.WriteFile(conf, []byte(c.text), 0o644); err != nil {
				t.Fatal(err)
			}
			if out, code := s.Run("sh", "-c", "mkdir -p /run/systemd && cp \"$1\" /etc/systemd/", "sh", conf); code != 0 {
				t.Fatal(out)
			}
			d := s.Start("env", "SYSTEMD_LOG_LEVEL=debug", "SYSTEMD_LOG_TARGET=console", command.Path)
			defer d.Stop()
			for began := time.Now(); !strings.Contains(d.Said(), "running as pid"); time.Sleep(5 * time.Millisecond) {
				if d.Ended() || time.Since(began) > box.Patience {
					t.Fatalf("it does not run: %s", d.Said())
				}
			}
			var names []string
			for _, m := range timesyncdServer.FindAllStringSubmatch(d.Said(), -1) {
				name := m[3]
				if strings.HasSuffix(name, ".pool.ntp.org") {
					name = "~"
				}
				switch i := slices.Index(names, name); {
				case strings.ContainsAny(name, "#\",'"): // resolves to nothing
				case m[1] == "Removed":
					names = slices.Delete(names, i, i+1)
				case i < 0:
					names = append(names, name)
				}
			}
			slices.Sort(names)
			theirs := strings.ReplaceAll(strings.Join(names, " "), "~", "+")
			f, _ := gather(t, hosttest.Tree(t, map[string]string{
				"/etc/systemd/timesyncd.conf": c.text, "/lib/systemd/system/systemd-timesyncd.service": "[Service]\nExecStart=" + program + "\n",
			}))
			names = nil
			for key, source := range f.Clock.Sources {
				if key == "built-in" {
					source.Name = "~"
				}
				names = append(names, source.Name)
			}
			slices.Sort(names)
			ours := strings.ReplaceAll(strings.Join(names, " "), "~", "+")
			if theirs != ours || theirs != c.want {
				t.Errorf("the manual: %q; timesyncd: %q; ours: %q; it said: %s", c.want, theirs, ours, d.Said())
			}
		})
	}
}
