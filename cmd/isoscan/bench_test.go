package main

import (
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// build makes the program as the Makefile does.
func build(b *testing.B) string {
	b.Helper()
	bin := filepath.Join(b.TempDir(), "isoscan")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", bin, ".")
	cmd.Env = append(cmd.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return bin
}

// whole runs the program as a process and reports its peak memory. Exit code 0
// only: a run that fails early would look fast.
func whole(b *testing.B, args ...string) {
	bin := build(b)
	var peak int64
	for b.Loop() {
		cmd := exec.Command(bin, args...)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			peak = max(peak, u.Maxrss)
		}
	}
	b.ReportMetric(float64(peak)/1024, "MB-peak")
}

func BenchmarkVersion(b *testing.B) { whole(b, "version") }

func BenchmarkFactsOfThisHost(b *testing.B) { whole(b, "facts", "--nmap", "off") }

func BenchmarkScanOfThisHost(b *testing.B) { whole(b, "scan", "--nmap", "off", "--format", "json") }

func BenchmarkScanToPDF(b *testing.B) {
	whole(b, "scan", "--nmap", "off", "--format", "json,pdf", "--output-dir", b.TempDir())
}
