package services

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"isoscan/internal/host/hosttest"
	box "isoscan/internal/sandbox"
)

const journaldProgram = "/lib/systemd/systemd-journald"

// journaldLines are settings, with whether journald takes the value.
var journaldLines = []struct {
	line string
	want bool
}{
	{"Storage=persistent", true}, {"Storage=volatile", true}, {"Storage=auto", true}, {"Storage=none", true},
	{"Storage=Persistent", false}, {"Storage=", false}, {"Storage=disk", false}, {"Storage=persistent # x", false},
	{"Storage=\"persistent\"", false}, {"Storage = persistent", true},
	{"Compress=yes", true}, {"Compress=no", true}, {"Compress=1", true}, {"Compress=0", true}, {"Compress=off", true}, {"Compress=1K", true},
	{"Compress=1.5K", true}, {"Compress=1k", false}, {"Compress=maybe", false}, {"Compress=-1", false}, {"Compress=1K 512", true}, {"Compress=512 1K", false},
	{"Seal=TRUE", true}, {"Seal=t", true}, {"Seal=2", false}, {"Seal=", false}, {"Seal=enabled", false}, {"Seal=Y", true},
	{"MaxRetentionSec=1month", true}, {"MaxRetentionSec=1 month 2 days", true}, {"MaxRetentionSec=0", true}, {"MaxRetentionSec=infinity", true},
	{"MaxRetentionSec=1Month", false}, {"MaxRetentionSec=-1", false}, {"MaxRetentionSec=", false}, {"MaxRetentionSec=30d", true}, {"MaxRetentionSec=30 D", false},
	{"MaxRetentionSec=30days # x", false}, {"MaxRetentionSec=1M", true}, {"MaxRetentionSec=2quarters", false},
	{"SystemMaxUse=1G", true}, {"SystemMaxUse=1.5G", true}, {"SystemMaxUse=1 G", true}, {"SystemMaxUse=1g", false}, {"SystemMaxUse=1GB", false}, {"SystemMaxUse=10%", false},
	{"SystemMaxUse=1000000", true}, {"SystemMaxUse=", false}, {"SystemMaxUse=1G 5M", true}, {"SystemMaxUse=5M 1G", false}, {"SystemMaxUse=1GiB", false},
	{"SystemMaxUse=1G1G", false}, {"SystemMaxUse=1G5M", true}, {"SystemMaxUse=infinity", false}, {"SystemMaxUse=1K B", false},
	{"MaxLevelStore=info", true}, {"MaxLevelStore=6", true}, {"MaxLevelStore=Info", false}, {"MaxLevelStore=8", false}, {"MaxLevelStore=warn", false},
	{"MaxLevelStore=", false}, {"MaxLevelStore=error", false}, {"MaxLevelStore=warning", true}, {"MaxLevelStore=06", true},
	{"RateLimitBurst=0", true}, {"RateLimitBurst=10000", true}, {"RateLimitBurst=1e4", false}, {"RateLimitBurst=-1", false}, {"RateLimitBurst=", false},
	{"RateLimitBurst=0x10", true}, {"RateLimitBurst=4294967296", false}, {"RateLimitBurst=1_000", false}, {"RateLimitBurst=010", true},
	{"ForwardToSyslog=yes", true}, {"ForwardToSyslog=ja", false}, {"ForwardToSyslog=", false}, {"ForwardToSyslog=N", true},
}

var (
	journaldStarted = regexp.MustCompile(`effective settings seal=(\w+) .*compress=(\w+)`)
	journaldIgnored = regexp.MustCompile(`journald\.conf:(\d+): .*[Ii]gnoring`)
)

// journaldStart starts it with a file and no journal, and waits until it runs.
func journaldStart(t *testing.T, s *box.Sandbox, text, before string) *box.Daemon {
	t.Helper()
	conf := t.TempDir() + "/journald.conf"
	if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	script := "rm -rf /run/* /var/log/*; mkdir -p /run/systemd/journal /run/log; : >/run/systemd/journal/flushed; cp \"$1\" /etc/systemd/journald.conf; " + before
	if out, code := s.Run("sh", "-c", script, "sh", conf); code != 0 {
		t.Fatal(out)
	}
	d := s.Start("env", "SYSTEMD_LOG_LEVEL=debug", "SYSTEMD_LOG_TARGET=console", journaldProgram)
	for began := time.Now(); !strings.Contains(d.Said(), "systemd-journald running as PID"); time.Sleep(5 * time.Millisecond) {
		if d.Ended() || time.Since(began) > box.Patience {
			t.Fatalf("it does not run: %s", d.Said())
		}
	}
	return d
}

func journaldSandbox(t *testing.T) *box.Sandbox {
	t.Helper()
	box.Need(t, journaldProgram, "systemd")
	return box.New(t, map[string]string{"/run/": "", "/var/log/": "", "/etc/systemd/": ""})
}

func journaldFacts(t *testing.T, files map[string]string) *Journald {
	t.Helper()
	files["/lib/systemd/system/systemd-journald.service"] = "[Service]\nExecStart=/lib/systemd/systemd-journald\n"
	f, _ := gather(t, hosttest.Tree(t, files))
	if f.Journald == nil {
		t.Fatal("no facts")
	}
	return f.Journald
}

// All lines stand in one file, and journald says which of them it passes over.
func TestJournaldValues(t *testing.T) {
	s := journaldSandbox(t)
	text := "[Journal]\n"
	for _, c := range journaldLines {
		text += c.line + "\n"
	}
	d := journaldStart(t, s, text, "")
	ignored := map[string]bool{}
	for _, m := range journaldIgnored.FindAllStringSubmatch(d.Said(), -1) {
		ignored[m[1]] = true
	}
	d.Stop()
	for i, c := range journaldLines {
		theirs := !ignored[strconv.Itoa(i+2)]
		j := journaldFacts(t, map[string]string{"/etc/systemd/journald.conf": "[Journal]\n" + c.line + "\n"})
		all := fmt.Sprint(j.Storage.Source, j.Compress.Source, j.Seal.Source, j.MaxRetention.Source, j.MaxLevelStore.Source, j.RateLimitBurst.Source)
		if j.ForwardToSyslog != nil {
			all += string(j.ForwardToSyslog.Source)
		}
		if j.SystemMaxUse != nil {
			all += string(j.SystemMaxUse.Source)
		}
		if ours := strings.Contains(all, "journald.conf:2"); theirs != ours || theirs != c.want {
			t.Errorf("%s: the manual: %v; journald: %v; ours: %v", c.line, c.want, theirs, ours)
		}
	}
}

// journaldFiles are files and what stands before the start, with where the journal is
// kept (disk, memory or nowhere), and whether it is compressed.
var journaldFiles = []struct{ name, text, before, want string }{
	{"nothing", "", "", "memory compressed"},
	{"nothing, with its folder", "", "mkdir /var/log/journal", "disk compressed"},
	{"auto", "[Journal]\nStorage=auto\n", "mkdir /var/log/journal", "disk compressed"},
	{"auto, where a file is in the way", "[Journal]\nStorage=auto\n", ": >/var/log/journal", "memory compressed"},
	{"auto, where a link leads nowhere", "[Journal]\nStorage=auto\n", "ln -s /nonexistent /var/log/journal", "memory compressed"},
	{"auto, where a link leads to a folder", "[Journal]\nStorage=auto\n", "mkdir /var/log/elsewhere; ln -s elsewhere /var/log/journal", "disk compressed"},
	{"persistent", "[Journal]\nStorage=persistent\n", "", "disk compressed"},
	{"volatile", "[Journal]\nStorage=volatile\n", "mkdir /var/log/journal", "memory compressed"},
	{"none", "[Journal]\nStorage=none\n", "mkdir /var/log/journal", "nowhere"},
	{"another case", "[Journal]\nStorage=Persistent\n", "", "memory compressed"},
	{"twice", "[Journal]\nStorage=persistent\nStorage=volatile\n", "", "memory compressed"},
	{"twice, once wrong", "[Journal]\nStorage=persistent\nStorage=\nStorage=memory\n", "", "disk compressed"},
	{"another section", "[Manager]\nStorage=persistent\n", "", "memory compressed"},
	{"not compressed", "[Journal]\nCompress=off\n", "", "memory"},
	{"compressed from a size on", "[Journal]\nCompress=no\nCompress=2K\n", "", "memory compressed"},
	{"compressed, zero", "[Journal]\nCompress=0\n", "", "memory"},
	{"compressed, two values", "[Journal]\nCompress=no\nCompress=sometimes\n", "", "memory"},
}

func TestJournaldAsTheDaemonReadsIt(t *testing.T) {
	s := journaldSandbox(t)
	for _, c := range journaldFiles {
		t.Run(c.name, func(t *testing.T) {
			d := journaldStart(t, s, c.text, c.before)
			defer d.Stop()
			files := map[string]string{"/etc/systemd/journald.conf": c.text}
			out, _ := s.Run("sh", "-c", "find /run/log /var/log -follow -name system.journal 2>/dev/null")
			theirs := "nowhere"
			switch {
			case strings.HasPrefix(out, "/var/"):
				theirs = "disk"
			case strings.HasPrefix(out, "/run/"):
				theirs = "memory"
			}
			if m := journaldStarted.FindStringSubmatch(d.Said()); m != nil && m[2] == "yes" && theirs != "nowhere" {
				theirs += " compressed"
			}
			var tree []hosttest.File
			switch {
			case strings.HasPrefix(c.before, "mkdir /var/log/journal"):
				files["/var/log/journal/x"] = ""
			case strings.HasPrefix(c.before, ": >"):
				files["/var/log/journal"] = ""
			case strings.HasPrefix(c.before, "ln -s /non"):
				tree = append(tree, hosttest.File{Path: "/var/log/journal", Link: "/nonexistent"})
			case strings.HasPrefix(c.before, "mkdir /var/log/elsewhere"):
				files["/var/log/elsewhere/x"] = ""
				tree = append(tree, hosttest.File{Path: "/var/log/journal", Link: "elsewhere"})
			}
			files["/lib/systemd/system/systemd-journald.service"] = "[Service]\nExecStart=/lib/systemd/systemd-journald\n"
			f, _ := gather(t, hosttest.TreeWith(t, append(hosttest.Files(files), tree...)))
			j := f.Journald
			ours := map[bool]string{true: "disk", false: "memory"}[j.Persistent.Value]
			if j.Storage.Value == "none" {
				ours = "nowhere"
			} else if v := strings.ToLower(j.Compress.Value); v != "off" && v != "no" && v != "0" {
				ours += " compressed"
			}
			if theirs != ours || theirs != c.want {
				t.Errorf("the manual: %q; journald: %q; ours: %q; it said: %s", c.want, theirs, ours, d.Said())
			}
		})
	}
}
