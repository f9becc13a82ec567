package jobs

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A command that is one long word takes no longer than reading it.
func TestALongWordIsReadOnce(t *testing.T) {
	const n = 2_000_000
	for _, line := range []string{"/" + strings.Repeat("a", n), `"/` + strings.Repeat("a", n) + `"`, "/" + strings.Repeat(`\a`, n)} {
		if p := analyse(parseShell(line), "/root", 0); len(p.names) != 1 || len(p.names[0]) != n+1 {
			t.Errorf("%.10s…: %d programs", line, len(p.names))
		}
	}
}

func TestProgramsOfCommands(t *testing.T) {
	for line, want := range map[string]string{
		`/usr/local/sbin/nightly-backup`:                                                                                "/usr/local/sbin/nightly-backup",
		`backup --password secret /etc > /dev/null 2>&1`:                                                                "backup",
		`cd / && run-parts --report /etc/cron.hourly`:                                                                   "run-parts (/etc/cron.hourly)",
		`test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; }`:                                  "run-parts (/etc/cron.daily)",
		`[ -x /usr/lib/php/sc ] && if [ ! -d /run/systemd/system ]; then /usr/lib/php/sc; fi`:                           "/usr/lib/php/sc",
		`command -v debian-sa1 > /dev/null && debian-sa1 1 1`:                                                           "debian-sa1",
		`test -x /usr/bin/certbot -a \! -d /run/systemd/system && perl -e 'sleep int(rand(43200))' && certbot -q renew`: "perl certbot",
		`if [ -x /usr/share/mdadm/checkarray ] && [ $(date +%d) -le 7 ]; then /usr/share/mdadm/checkarray --all; fi`:    "date /usr/share/mdadm/checkarray",
		`test -e /run/systemd/system || SERVICE_MODE=1 /usr/lib/e2fsprogs/e2scrub_all_cron`:                             "/usr/lib/e2fsprogs/e2scrub_all_cron",
		`nice -n 19 ionice -c2 -n7 /opt/a`:                                                                              "nice ionice /opt/a",
		`timeout -k 5 10m /opt/a | tee -a /var/log/x`:                                                                   "timeout /opt/a tee",
		`flock -n /run/lock/x /opt/a`:                                                                                   "flock /opt/a",
		`flock -n /run/lock/x -c '/opt/a && b'`:                                                                         "flock /opt/a b",
		`env -i A=b /opt/a`:                                                                                             "env /opt/a",
		`PATH=/x:/y tool`:                                                                                               "tool ! the command sets PATH",
		`python3 /opt/job.py --key x`:                                                                                   "python3 /opt/job.py",
		`python3 -m mod`:                                                                                                "python3",
		`php -f /srv/cron.php`:                                                                                          "php /srv/cron.php",
		`bash -lc 'cd /opt && ./run.sh'`:                                                                                "bash /opt/run.sh",
		`sh run.sh`:                                                                                                     "sh /root/run.sh",
		`./run.sh; ../x`:                                                                                                "/root/run.sh /x",
		`$HOME/bin/x`:                                                                                                   "! a variable or pattern is the command",
		`/opt/*.sh`:                                                                                                     "! a variable or pattern is the command",
		"`which x` -a":                                                                                                  "which ! a variable or pattern is the command",
		`for i in a b; do /opt/a $i; done`:                                                                              "/opt/a",
		`eval "$X"`:                                                                                                     "! eval runs what it is told later",
		`cat x | xargs rm`:                                                                                              "cat xargs ! xargs runs what it is told later",
		`. /etc/conf && "/opt/with blank/x"`:                                                                            "/etc/conf /opt/with blank/x",
		`case $1 in a) /opt/a;; esac`:                                                                                   "/opt/a ! the command uses case",
		`f() { /opt/a; }; f`:                                                                                            "f /opt/a ! the command defines a function",
		`echo "not closed`:                                                                                              "! a quote is not closed",
		`find /tmp -name x -exec /opt/a \;`:                                                                             "find ! find runs a program",
		`/opt/größe/ж "/opt/ü x"/y`:                                                                                     "/opt/größe/ж",
		`X=$(/opt/b); /opt/a`:                                                                                           "/opt/b /opt/a",
		`PATH=$(/opt/b); a`:                                                                                             "/opt/b a ! the command sets PATH",
		`/opt/a # /opt/b`:                                                                                               "/opt/a",
		`/opt/a &`:                                                                                                      "/opt/a",
		`/opt/a >"/var/log/$(date +%F).log" 2>&1`:                                                                       "date /opt/a",
		`su - www -c '/opt/a'`:                                                                                          "su",
		``:                                                                                                              "",
	} {
		p := analyse(parseShell(line), "/root", 0)
		names := slices.Clone(p.names)
		for _, f := range p.folders {
			names = append(names, "("+f+")")
		}
		if p.why != "" {
			names = append(names, "! "+p.why)
		}
		got := strings.Join(names, " ")
		if sortWords(got) != sortWords(want) {
			t.Errorf("%s\n got %s\nwant %s", line, got, want)
		}
	}
}

func sortWords(s string) string {
	head, why, _ := strings.Cut(s, "! ")
	f := strings.Fields(head)
	slices.Sort(f)
	return strings.Join(slices.Compact(f), " ") + "!" + why
}

func TestCrontabs(t *testing.T) {
	text := "# comment\r\nSHELL=/bin/bash\nPATH = \"/a:/b\"\n\n*/5 * * * * root /opt/a 100\\% % input\n" +
		"@daily\troot -/opt/b\nMAILTO=x\n1 2 3 4 5 nobody\n@reboot alice /opt/c\nPATH=/z\n0 0 * * 7 root d e\n"
	got := parseTable(text, "system")
	want := []tableLine{
		{5, "root", "/opt/a 100% ", "/a:/b", 3},
		{6, "root", "/opt/b", "/a:/b", 3},
		{9, "alice", "/opt/c", "/a:/b", 3},
		{11, "root", "d e", "/z", 10},
	}
	if d := cmp.Diff(want, got.lines, cmp.AllowUnexported(tableLine{})); d != "" || got.shell != "/bin/bash" {
		t.Error(d, got.shell)
	}
	if got := parseTable("0 0 * * * /opt/a\n@hourly x\n", "user").lines; len(got) != 2 || got[0].command != "/opt/a" || got[1].command != "x" {
		t.Errorf("%+v", got)
	}
	if got := parseTable("RANDOM_DELAY=45\n1\t5\tcron.daily\t\tnice run-parts /etc/cron.daily\n@monthly 45 m run\n", "anacron").lines; len(got) != 2 || got[0].command != "nice run-parts /etc/cron.daily" {
		t.Errorf("%+v", got)
	}
}

// The names that run-parts takes are those of the program itself.
func TestNamesAreThoseOfRunParts(t *testing.T) {
	tool, err := exec.LookPath("run-parts")
	if err != nil {
		t.Fatalf("%v; install debianutils, or run: make test", err)
	}
	dir := t.TempDir()
	all := []string{"plain", "with-dash", "with_under", "UPPER9", "dot.sh", "back~", ".hidden", "x.dpkg-old", "a,b", "é"}
	for _, n := range all {
		if err := os.WriteFile(filepath.Join(dir, n), []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(tool, "--test", dir).Output()
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{}
	for _, n := range all {
		want := slices.Contains(strings.Fields(string(out)), filepath.Join(dir, n))
		if got := r.runs(n); got != want {
			t.Errorf("%q: %v, run-parts says %v", n, got, want)
		}
	}
}

func FuzzShell(f *testing.F) {
	f.Add("cd / && [ -x $(a \"b\") ] || { nice -n 5 sh -c 'x; y' >z; } # c")
	f.Add("flock -c `x` ${a} $((1)) <<E")
	f.Fuzz(func(t *testing.T, line string) {
		p := analyse(parseShell(line), "/root", 0)
		for _, n := range p.names {
			if n == "" {
				t.Error("an empty name")
			}
		}
	})
}

func FuzzCrontab(f *testing.F) {
	f.Add("PATH=/a\n* * * * * root x % y\n@daily root z\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []string{"system", "user", "anacron"} {
			for _, l := range parseTable(text, kind).lines {
				if l.number < 1 || kind == "system" && l.user == "" {
					t.Errorf("%+v", l)
				}
			}
		}
	})
}
