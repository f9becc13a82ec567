// Command compare writes docs/compare.md: what isoscan, Lynis and OpenSCAP with
// the SCAP Security Guide report for each topic of clause 9, on a Debian tree
// where every control holds, on the same tree with defects planted, and on the
// running machine. It needs root and Debian, and it changes neither.
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
	"time"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

// options of a run.
type options struct {
	isoscan, corpus, cache, mapping, output string
	tree, mirror                            string
	live                                    bool
	// walks lets OpenSCAP walk every file of the running machine.
	walks bool
	log   io.Writer
}

func run(args []string, stderr io.Writer) int {
	o := options{tree: os.Getenv("ISOSCAN_CORPUS_TREE"), mirror: os.Getenv("ISOSCAN_DEBIAN_MIRROR"), log: stderr}
	flags := flag.NewFlagSet("compare", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.isoscan, "isoscan", "bin/isoscan", "program to compare")
	flags.StringVar(&o.corpus, "corpus", "testdata/corpus", "folder of the planted defects")
	flags.StringVar(&o.cache, "cache", ".cache/compare", "folder for the trees")
	flags.StringVar(&o.mapping, "mapping", "scripts/compare/mapping.yaml", "which test of whom looks at which topic")
	flags.StringVar(&o.output, "output", "docs/compare.md", "file to write")
	flags.BoolVar(&o.live, "live", true, "look at the running machine too")
	flags.BoolVar(&o.walks, "walks", true, "let OpenSCAP walk every file of the running machine, once for each of several rules: on a large disk that takes long")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if os.Geteuid() != 0 {
		fmt.Fprintln(stderr, "error: the peers run inside a tree, which takes root\nhint: run make compare as root")
		return 2
	}
	if code, done := inPrivateNamespace(stderr); done {
		return code
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := compare(ctx, o); err != nil {
		fmt.Fprintf(stderr, "error: %v\n", err)
		return 1
	}
	return 0
}

func compare(ctx context.Context, o options) (err error) {
	for _, p := range []*string{&o.isoscan, &o.corpus, &o.cache, &o.mapping, &o.output} {
		if *p, err = filepath.Abs(*p); err != nil {
			return err
		}
	}
	m, err := readMapping(o.mapping)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.cache, 0o700); err != nil {
		return err
	}
	trees, err := buildTrees(ctx, o, m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, trees.remove()) }()
	p := peers{options: o, guide: trees.guide}
	var hosts []host
	for _, t := range []struct{ name, root string }{{"baseline", trees.baseline}, {"planted", trees.planted}, {"running machine", ""}} {
		if t.root == "" && !o.live {
			continue
		}
		h := host{name: t.name}
		for _, tool := range tools {
			fmt.Fprintf(o.log, "%s: %s\n", t.name, tool)
			r, err := p.run(ctx, tool, t.root)
			if err != nil {
				return fmt.Errorf("%s, %s: %w", t.name, tool, err)
			}
			h.results[tool] = r
		}
		hosts = append(hosts, h)
	}
	d := document{mapping: m, hosts: hosts, date: time.Now().UTC(), versions: p.versions(ctx), walks: o.walks}
	text, err := d.text()
	if err != nil {
		return err
	}
	if err := os.WriteFile(o.output, []byte(text), 0o644); err != nil {
		return err
	}
	if left := d.unexplained(); len(left) > 0 {
		return fmt.Errorf("%d findings of peers are in no topic and have no reason: %v\nhint: name them in %s", len(left), left, o.mapping)
	}
	return nil
}

const private = "ISOSCAN_COMPARE_PRIVATE"

// inPrivateNamespace runs this program again in a mount namespace of its own,
// so that no mount is seen by others or outlives it, however it ends.
func inPrivateNamespace(stderr io.Writer) (code int, done bool) {
	if os.Getenv(private) != "" {
		// What is mounted below must not spread to the namespace it came from.
		if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
			fmt.Fprintf(stderr, "error: making mounts private: %v\n", err)
			return 2, true
		}
		return 0, false
	}
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintf(stderr, "error: %v\n", err)
		return 2, true
	}
	cmd := exec.Command(self, os.Args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, stderr
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
	if err != nil {
		fmt.Fprintf(stderr, "error: a mount namespace of its own: %v\nhint: run it on a machine, or in a container that may mount\n", err)
		return 2, true
	}
	return 0, true
}
