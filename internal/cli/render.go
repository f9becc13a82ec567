package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"isoscan/internal/assessment"
	"isoscan/reports"
)

// outputFlags say in which formats an assessment is written, and where.
func outputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Value: "text", Usage: "write `FORMATS`, joined by commas: " + strings.Join(reports.Names(), ", ")},
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the one format to `FILE`; - is standard output"},
		&cli.StringFlag{Name: "output-dir", Usage: "write HOST-TIME.EXTENSION into `DIR`, one a format; text goes to standard output"},
	}
}

// outputs is where each format goes.
type outputs struct {
	env     *Env
	formats []reports.Format
	file    string
	dir     string
}

// planOutputs reads the flags of outputFlags, so that a wrong one is told
// before any work is done.
func planOutputs(env *Env, c *cli.Context) (*outputs, error) {
	o := &outputs{env: env, file: c.String("output"), dir: c.String("output-dir")}
	opts := reports.Options{Width: 80}
	if env.StdoutTerminal {
		opts.Width, opts.Color = env.Width, !env.NoColor && o.file == ""
	}
	for _, name := range strings.Split(c.String("format"), ",") {
		f, err := reports.ByName(strings.TrimSpace(name), opts)
		if err != nil {
			return nil, usage("", "%w", err)
		}
		if slices.ContainsFunc(o.formats, func(g reports.Format) bool { return g.Name() == f.Name() }) {
			return nil, usage("name each format once", "the format %s is named twice", f.Name())
		}
		o.formats = append(o.formats, f)
	}
	switch {
	case o.file != "" && o.dir != "":
		return nil, usage("give one of them", "--output and --output-dir exclude each other")
	case o.file != "" && len(o.formats) != 1:
		return nil, usage("use --output-dir for several", "--output takes one format, and %d are named", len(o.formats))
	case o.file == "-" && o.formats[0].Name() == "pdf" && env.StdoutTerminal:
		return nil, usage("redirect it, or name a file", "a PDF is not for a terminal")
	case o.file == "" && o.dir == "" && (len(o.formats) > 1 || o.formats[0].Name() == "pdf"):
		return nil, usage("add --output-dir DIR", "more than one format, or a PDF, needs a place to be written to")
	}
	if o.dir != "" {
		if err := makeDir(o.dir); err != nil {
			return nil, err
		}
	}
	if o.file != "" && o.file != "-" {
		if err := checkTarget(o.file); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// write renders the assessment to every output. It goes on after a failed one
// and returns all errors.
func (o *outputs) write(a *assessment.Assessment) error {
	var errs []error
	var written []string
	var screen []reports.Format
	for _, f := range o.formats {
		path := o.file
		switch {
		case o.dir != "" && f.Name() != "text":
			path = filepath.Join(o.dir, reportName(a.Host.Name, a.FinishedAt, f.Extension()))
		case path == "" || path == "-":
			screen = append(screen, f)
			continue
		}
		if err := writeFile(path, func(w io.Writer) error { return f.Write(w, a) }); err != nil {
			errs = append(errs, err)
			continue
		}
		written = append(written, path)
	}
	for _, f := range screen {
		if err := f.Write(o.env.Stdout, a); err != nil {
			errs = append(errs, fmt.Errorf("writing to standard output: %w", err))
		}
	}
	for _, p := range written {
		fmt.Fprintf(o.env.Stderr, "wrote %s\n", p)
	}
	return errors.Join(errs...)
}
