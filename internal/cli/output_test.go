package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAFailedWriteKeepsTheOldFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.json")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := writeFile(file, func(w io.Writer) error {
		if _, err := io.WriteString(w, strings.Repeat("half", 100_000)); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	b, err := os.ReadFile(file)
	if err != nil || string(b) != "old" {
		t.Errorf("the file holds %q, %v", b, err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestReportNames(t *testing.T) {
	at := time.Date(2026, 11, 21, 1, 2, 3, 0, time.FixedZone("", 3600))
	for host, want := range map[string]string{
		"web01.example.org": "web01.example.org-20261121T000203Z.pdf",
		"../../etc/passwd":  "_.._etc_passwd-20261121T000203Z.pdf",
		"-rf":               "rf-20261121T000203Z.pdf",
		"":                  "host-20261121T000203Z.pdf",
		"a b\n'$(x)":        "a_b____x_-20261121T000203Z.pdf",
		"höst\u202e":        "h_st_-20261121T000203Z.pdf",
	} {
		if got := reportName(host, at, "pdf"); got != want {
			t.Errorf("%q: %q, want %q", host, got, want)
		}
	}
	if n := len(reportName(strings.Repeat("x", 500), at, "json")); n > 100 {
		t.Errorf("%d bytes long", n)
	}
}
