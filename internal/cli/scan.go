package cli

import (
	"context"
	"errors"
	"time"

	"github.com/urfave/cli/v2"

	"isoscan/checks"
	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/scan"
)

func scanCommand(env *Env) *cli.Command {
	return &cli.Command{
		Name:  "scan",
		Usage: "gather facts from this host, or from a root file system, judge and report them",
		Description: "Runs as any user; without root, what only root may read stays unknown.\n" +
			"Exit codes: 0 done and every gate held; 1 a gate did not hold; 2 usage or\n" +
			"configuration error; 3 nothing could be evaluated, or less than the coverage asked for.",
		Flags: join(gatherFlags(), criteriaFlags(), outputFlags(), gateFlags()),
		Action: asPlugin(env, func(c *cli.Context) error {
			if err := noMoreArgs(c, 0); err != nil {
				return err
			}
			if err := checkGateFlags(c); err != nil {
				return err
			}
			out, err := planOutputs(env, c)
			if err != nil {
				return err
			}
			// Policies compile while the host is looked at. What is wrong with
			// them ends the looking.
			ctx, cancel := context.WithCancel(c.Context)
			defer cancel()
			var crit scan.Criteria
			var critErr error
			ready := make(chan struct{})
			go func() {
				defer close(ready)
				if crit, critErr = criteria(env, c); critErr != nil {
					cancel()
				}
			}()
			doc, err := gather(ctx, env, c)
			<-ready
			if critErr != nil {
				return critErr
			}
			if err != nil {
				return err
			}
			a, err := scan.Evaluate(c.Context, crit, doc)
			if err != nil {
				return ledgerFault(err)
			}
			return finish(c, out, a)
		}),
	}
}

func join(lists ...[]cli.Flag) []cli.Flag {
	var out []cli.Flag
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// gatherFlags say what is looked at, and how.
func gatherFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "rootfs", Usage: "assess the root file system in `DIR` instead of the running host; nothing in it is run"},
		&cli.StringFlag{Name: "nmap", Value: "auto", Usage: "identify listening services: `MODE` off, auto (the ports that listen) or full (every TCP port)"},
		&cli.DurationFlag{Name: "timeout", Value: 10 * time.Minute, Usage: "stop gathering after `DURATION`; what was not seen by then is unknown"},
	}
}

// gather runs the checks as the flags of gatherFlags say.
func gather(ctx context.Context, env *Env, c *cli.Context) (*facts.Document, error) {
	mode := c.String("nmap")
	if mode != "off" && mode != "auto" && mode != "full" {
		return nil, usage("choose off, auto or full", "there is no nmap mode %q", mode)
	}
	timeout := c.Duration("timeout")
	if timeout <= 0 {
		return nil, usage("give a duration such as 90s or 5m", "--timeout %v", timeout)
	}
	h := host.NewLocal()
	root := c.String("rootfs")
	if root != "" {
		var err error
		if h, err = host.NewRootFS(root); err != nil {
			return nil, usage("name the folder that holds etc, usr and var of the host to assess", "--rootfs: %w", err)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	p := newProgress(env)
	g := scan.Gatherer{
		Checks: checks.All(checks.Options{Nmap: mode}), Timeout: min(timeout, scan.DefaultCheckTimeout),
		Version: env.Version, Clock: env.Clock, Progress: p.show,
	}
	doc := g.Gather(ctx, h, root)
	p.clear()
	if err := c.Context.Err(); errors.Is(err, context.Canceled) {
		return nil, incomplete("", "interrupted while gathering; nothing was written")
	}
	return doc, nil
}
