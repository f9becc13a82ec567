package crontab

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tables are user tables with whether crontab(5) takes them.
var tables = map[string]bool{
	"* * * * * true\n": true, "*/5 * * * * true\n": true, "*/0 * * * * true\n": false, "5/2 * * * * true\n": false, "1-5/2 * * * * true\n": true, "5-1 * * * * true\n": true,
	"1,2,3 * * * * true\n": true, "1,,3 * * * * true\n": false, "1, 2 * * * * true\n": false, ",1 * * * * true\n": false, "1-3,7,*/9 * * * * true\n": true,
	"60 * * * * true\n": false, "59 24 * * * true\n": false, "* * 0 * * true\n": false, "* * 32 * * true\n": false, "* * * 13 * true\n": false, "* * * 0 * true\n": false,
	"* * * * 7 true\n": true, "* * * * 8 true\n": false, "* * * JAN mon true\n": true, "* * * january * true\n": false, "* * * jan-mar mon-fri true\n": true,
	"* * * * fri-mon true\n": true, "jan * * * * true\n": false, "* * * * mon,wed true\n": true, "* * * * mon,xyz true\n": false,
	"@daily true\n": true, "@reboot true\n": true, "@every true\n": false, "@Daily true\n": false, "@midnight\ttrue\n": true, "@daily\n": true, "@ daily true\n": false,
	"* * * * *\n": true, "* * * * true\n": false, "*  *\t*  * * true\n": true, "   * * * * * true\n": true, "*a * * * * true\n": true, "5x * * * * true\n": false,
	"+5 * * * * true\n": false, "-5 * * * * true\n": false, "-* * * * * true\n": false, "1-60 * * * * true\n": false, "1-5- * * * * true\n": true, "*/5/2 * * * * true\n": true,
	"*-5 * * * * true\n": true, "1~5 * * * * true\n": true, "H * * * * true\n": false, "0x5 * * * * true\n": false, "00 03 * * * true\n": true, "*/100 * * * * true\n": true,
	"A=b\n": true, "A = b\n": true, "\"A\" = \"b\"\n": true, "A = 'b c'\n": true, "A\n": false, "A=\n": false, "A=\"\"\n": true, "A b=c\n": false, "1A=b\n": true, "A=b c\n": true, "A='b\n": false,
	"A = \"b\" c\n": false, "\"A B\"=c\n": true, "A==b\n": true, "A-B=c\n": true,
	"# x\n": true, "  # x\n": true, "\n": true, "": true, "\t\n": true, "* * * * * true": false, "* * * * * true\n# x": true, "* * * * * true\nA=b": false, "* * * * * true\r\n": true, "\r\n": false,
	"text\n": false, "* * * * * true # * * *\n": true, "* * * * * true\nnonsense\n": false, "MAILTO=root\n0 3 * * 1-5 a | b % c\n": true, "1, * * * * true\n": false, "*, * * * * true\n": false,
}

func TestTablesAsCronReadsThem(t *testing.T) {
	if out, err := exec.Command("crontab", "-h").CombinedOutput(); err == nil || !strings.Contains(string(out), "dry run") {
		t.Fatalf("crontab of Debian is missing: install the Debian package cron: %v: %s", err, out)
	}
	for text, want := range tables {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "tab")
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command("crontab", "-n", file).CombinedOutput()
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			n, ours := Check(text, false)
			if (err == nil) != want {
				t.Errorf("cron takes it: %v, the manual: %v: %s", err == nil, want, out)
			}
			if (err == nil) != (ours == nil) {
				t.Errorf("cron takes it: %v, we: line %d: %v: %s", err == nil, n, ours, out)
			}
		})
	}
}

func TestSystemTables(t *testing.T) {
	for text, line := range map[string]int{
		"* * * * * root true\n": 0, "SHELL=/bin/sh\n* * * * *\n": 2, "@daily\n": 1, "@daily root true\n": 0, "* * * * * root true": 1,
	} {
		if n, err := Check(text, true); n != line || (err != nil) != (line > 0) {
			t.Errorf("%q: line %d: %v", text, n, err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for text := range tables {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if n, err := Check(text, true); (n == 0) != (err == nil) {
			t.Errorf("line %d: %v", n, err)
		}
	})
}
