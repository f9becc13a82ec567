package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"isoscan/internal/cli"
)

func run(ctx context.Context, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = cli.Run(ctx, cli.Env{
		Version: "test", Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Clock: time.Now,
	}, args)
	return code, out.String(), errs.String()
}

// Ctrl-C ends with 3, says so, and leaves no file.
func TestAnInterruptLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	file := filepath.Join(dir, "a.json")
	code, out, errs := run(ctx, "scan", "--nmap", "off", "--format", "json", "--output", file)
	if code != 3 || out != "" || !strings.Contains(errs, "interrupted") {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, out, errs)
	}
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// When time is over, what was not seen is unknown, and the report is still
// written.
func TestATimeOutIsNoPass(t *testing.T) {
	code, out, _ := run(context.Background(), "scan", "--nmap", "off", "--timeout", "1ns", "--format", "json")
	if code != 3 {
		t.Errorf("exit code %d", code)
	}
	if strings.Contains(out, `"verdict": "pass"`) {
		t.Error("a rule passes, though there was no time to look")
	}
	if !strings.Contains(out, "did not end in time") {
		t.Error("the reason is not told")
	}
}
