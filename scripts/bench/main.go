// Command bench prints whole-process times and memory of a built isoscan. They
// depend on the machine and its load, so they are printed and never asserted.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

const runs = 5

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: bench bin/isoscan")
		os.Exit(2)
	}
	if err := bench(os.Args[1]); err != nil {
		fmt.Fprintf(os.Stderr, "error: %v\n", err)
		os.Exit(1)
	}
}

func bench(bin string) error {
	dir, err := os.MkdirTemp("", "isoscan-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	facts, saved := filepath.Join(dir, "facts.json"), filepath.Join(dir, "assessment.json")
	steps := []struct {
		name string
		args []string
	}{
		{"start-up (version)", []string{"version"}},
		{"gather (facts, no nmap)", []string{"facts", "--nmap", "off", "--output", facts}},
		{"compile and evaluate (saved facts)", []string{"evaluate", facts, "--format", "json", "--output", saved}},
		{"render PDF (saved assessment)", []string{"report", saved, "--format", "pdf", "--output", filepath.Join(dir, "report.pdf")}},
		{"scan (no nmap, json)", []string{"scan", "--nmap", "off", "--format", "json", "--output", filepath.Join(dir, "scan.json")}},
	}
	fmt.Printf("%-36s %10s %10s %12s\n", "best of "+fmt.Sprint(runs), "wall", "CPU", "peak memory")
	for _, s := range steps {
		var best measurement
		for i := range runs {
			m, err := measure(bin, s.args)
			if err != nil {
				return err
			}
			if i == 0 || m.wall < best.wall {
				best = m
			}
		}
		fmt.Printf("%-36s %7d ms %7d ms %9d MB\n", s.name, best.wall.Milliseconds(), best.cpu.Milliseconds(), best.memory>>20)
	}
	info, err := os.Stat(bin)
	if err != nil {
		return err
	}
	fmt.Printf("%-36s %10s %10s %9d MB\n", "size of "+bin, "", "", info.Size()>>20)
	return nil
}

type measurement struct {
	wall, cpu time.Duration
	// memory is the largest resident set in bytes.
	memory int64
}

func measure(bin string, args []string) (measurement, error) {
	cmd := exec.Command(bin, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	begin := time.Now()
	err := cmd.Run()
	m := measurement{wall: time.Since(begin)}
	// 1 and 3 are verdicts on the host, not failures of the program.
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || (exit.ExitCode() != 1 && exit.ExitCode() != 3)) {
		return m, fmt.Errorf("%s %v: %w: %s", bin, args, err, stderr.Bytes())
	}
	m.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		m.memory = usage.Maxrss << 10 // Linux counts it in KiB
	}
	return m, nil
}
