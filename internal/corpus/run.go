package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"isoscan/internal/assessment"
)

// canary is in a file outside every tree: output that has it was read there.
const canary = "CANARY-d41f"

const scanLimit = time.Minute

// Options of a run.
type Options struct {
	// Isoscan is the program to measure.
	Isoscan string
	// Dir is the folder of the corpus.
	Dir string
	// Cache keeps the Debian tree, and the copies while the run lasts.
	Cache string
	// Tree is a ready Debian tree; empty: the cached one, or a new one.
	Tree string
	// Mirror to build a new tree from; empty: Debian's own.
	Mirror string
	// NearlyEmpty plants on a tree that has nothing but /etc.
	NearlyEmpty bool
	// Jobs that run at once.
	Jobs int
	// Log gets lines on progress.
	Log io.Writer
}

// Run plants and scans every case. It needs root.
func Run(ctx context.Context, cases []Case, o Options) (result Result, err error) {
	for _, path := range []*string{&o.Isoscan, &o.Dir, &o.Cache} {
		if *path, err = filepath.Abs(*path); err != nil {
			return Result{}, err
		}
	}
	if err := os.MkdirAll(o.Cache, 0o700); err != nil {
		return Result{}, err
	}
	work, err := os.MkdirTemp(o.Cache, "run-")
	if err != nil {
		return Result{}, err
	}
	// Not RemoveAll, which would go through a mount that was left behind.
	defer func() {
		if rerr := os.Remove(work); err == nil && rerr != nil {
			err = fmt.Errorf("cleaning up: %w", rerr)
		}
	}()
	r := &runner{Options: o, layers: newLayers(work)}
	blank := filepath.Join(work, "blank")
	if err := os.MkdirAll(filepath.Join(blank, "etc"), 0o755); err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(blank)) }()
	if err := r.survives(ctx, blank); err != nil {
		return Result{}, err
	}
	tree, name := blank, "a tree with nothing but /etc"
	if !o.NearlyEmpty {
		if tree, err = DebianTree(ctx, o.Tree, o.Cache, o.Mirror, o.Log); err != nil {
			return Result{}, err
		}
		name = tree
		fmt.Fprintf(o.Log, "planting %d cases on %s with %s\n", len(cases), tree, r.layers)
	}
	result, err = r.run(ctx, cases, tree)
	result.Tree = name
	return result, err
}

type runner struct {
	Options
	layers *layers
}

// survives scans a folder with nothing in it: isoscan must answer, with no
// rule passing on nothing.
func (r *runner) survives(ctx context.Context, blank string) error {
	if _, err := r.scan(ctx, blank); err != nil {
		return fmt.Errorf("a tree with an empty /etc: %w", err)
	}
	return nil
}

func (r *runner) run(ctx context.Context, cases []Case, tree string) (result Result, err error) {
	base, err := r.layers.copy(ctx, "baseline", &copyOf{root: tree, dirs: []string{tree}})
	if err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, base.remove()) }()
	if err := r.plant(ctx, filepath.Join(r.Dir, Baseline), base); err != nil {
		return Result{}, err
	}
	before, err := r.scan(ctx, base.root)
	if err != nil {
		return Result{}, fmt.Errorf("the baseline: %w", err)
	}
	if err := base.seal(); err != nil {
		return Result{}, err
	}
	result = Result{
		FalseAlarms: FalseAlarms(cases, before),
		Judgements:  make([]Judgement, len(cases)),
	}
	group, gctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, r.Jobs))
	for i, c := range cases {
		group.Go(func() error {
			j, err := r.one(gctx, c, base, before)
			result.Judgements[i] = j
			if err != nil {
				return fmt.Errorf("%s: %w", c.Name, err)
			}
			return nil
		})
	}
	return result, group.Wait()
}

// one plants a case on a copy of its own. A scan that goes wrong is the case's
// outcome; only what is not isoscan's fault is an error.
func (r *runner) one(ctx context.Context, c Case, base *copyOf, before *assessment.Assessment) (j Judgement, err error) {
	planted, err := r.layers.copy(ctx, c.Name, base)
	if err != nil {
		return j, err
	}
	defer func() { err = errors.Join(err, planted.remove()) }()
	if err := r.plant(ctx, c.Script, planted); err != nil {
		return j, err
	}
	after, err := r.scan(ctx, planted.root)
	if ctx.Err() != nil {
		return j, ctx.Err()
	}
	if err != nil {
		return Judgement{Case: c, Outcome: Mistaken, Notes: []string{err.Error()}}, nil
	}
	return Judge(c, before, after), nil
}

func (r *runner) plant(ctx context.Context, script string, c *copyOf) error {
	cmd := exec.CommandContext(ctx, "sh", script, c.root)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "CANARY="+filepath.Join(c.base, "canary"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", script, err, tail(out))
	}
	return nil
}

// scan runs isoscan on a tree and reads its assessment.
func (r *runner) scan(ctx context.Context, root string) (*assessment.Assessment, error) {
	limited, cancel := context.WithTimeout(ctx, scanLimit)
	defer cancel()
	cmd := exec.CommandContext(limited, r.Isoscan, "scan", "--rootfs", root, "--format", "json", "--output", "-")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if limited.Err() != nil && ctx.Err() == nil {
		return nil, fmt.Errorf("the scan did not end within %s", scanLimit)
	}
	// 1: a gate did not hold; 3: incomplete. Both come with an assessment.
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || (exit.ExitCode() != 1 && exit.ExitCode() != 3)) {
		return nil, fmt.Errorf("the scan ended with %w: %s", err, tail(stderr.Bytes()))
	}
	if bytes.Contains(stdout.Bytes(), []byte(canary)) || bytes.Contains(stderr.Bytes(), []byte(canary)) {
		return nil, errors.New("the scan left the tree: its output holds " + canary)
	}
	a, err := assessment.Read(&stdout)
	if err != nil {
		return nil, fmt.Errorf("the scan's output: %w: %s", err, tail(stderr.Bytes()))
	}
	if len(a.Rules) == 0 || len(a.Controls) == 0 {
		return nil, fmt.Errorf("the assessment has %d rules and %d controls", len(a.Rules), len(a.Controls))
	}
	return a, nil
}
