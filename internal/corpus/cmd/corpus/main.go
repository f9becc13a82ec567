// Command corpus runs the planted-defect corpus against a built isoscan and
// prints what was detected, missed and mistaken. It exits with 1 when an
// outcome was not expected and with 2 when the corpus could not be run.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"

	"isoscan/internal/corpus"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	if os.Geteuid() != 0 {
		fmt.Fprintln(stderr, "error: the corpus plants files of other owners, which only root may do\nhint: run make corpus as root, or make check, which needs no root")
		return 2
	}
	if code, done := inPrivateNamespace(stderr); done {
		return code
	}
	var o corpus.Options
	flags := flag.NewFlagSet("corpus", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.Isoscan, "isoscan", "bin/isoscan", "program to measure")
	flags.StringVar(&o.Dir, "dir", "testdata/corpus", "folder of the corpus")
	flags.StringVar(&o.Cache, "cache", ".cache/corpus", "folder for the Debian tree and the copies")
	flags.BoolVar(&o.NearlyEmpty, "nearly-empty", false, "plant on a tree with nothing but /etc instead")
	flags.IntVar(&o.Jobs, "jobs", runtime.NumCPU(), "cases at once")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	o.Tree, o.Mirror, o.Log = os.Getenv("ISOSCAN_CORPUS_TREE"), os.Getenv("ISOSCAN_DEBIAN_MIRROR"), stderr

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	unexpected, err := measure(ctx, o, stdout)
	if err != nil {
		fmt.Fprintf(stderr, "error: %v\n", err)
		return 2
	}
	if unexpected > 0 {
		return 1
	}
	return 0
}

func measure(ctx context.Context, o corpus.Options, stdout io.Writer) (unexpected int, err error) {
	cases, err := corpus.Cases(o.Dir)
	if err != nil {
		return 0, err
	}
	misses, err := corpus.ReadMisses(filepath.Join(o.Dir, "expected-misses.txt"), cases)
	if err != nil {
		return 0, err
	}
	result, err := corpus.Run(ctx, cases, o)
	if err != nil {
		return 0, err
	}
	return len(result.Unexpected(misses)), result.Write(stdout, misses)
}

const private = "ISOSCAN_CORPUS_PRIVATE"

// inPrivateNamespace runs this program again in a mount namespace of its own,
// so that no mount outlives it or is seen by others. Where that is forbidden
// it answers false, and the run goes on with plain copies.
func inPrivateNamespace(stderr io.Writer) (code int, done bool) {
	if os.Getenv(private) != "" {
		return 0, false
	}
	self, err := os.Executable()
	if err != nil {
		return 0, false
	}
	cmd := exec.Command(self, os.Args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = nil, os.Stdout, stderr
	cmd.Env = append(os.Environ(), private+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGTERM}
	// The terminal sends Ctrl-C to both; this one waits for the other to tidy up.
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	// Pdeathsig follows the thread that started the process.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), true
	}
	return 0, err == nil
}
