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
	"isoscan/internal/engagement"
	"isoscan/internal/spelling"
	"isoscan/reports"
	"isoscan/reports/pdf"
)

// outputFlags say in which formats an assessment is written, and where.
func outputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Value: "text", Usage: "write `FORMATS`, joined by commas: " + strings.Join(reports.Names(), ", ")},
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the one format to `FILE`; - is standard output"},
		&cli.StringFlag{Name: "output-dir", Usage: "write HOST-TIME.EXTENSION into `DIR`, one a format; text goes to standard output"},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "text: the result alone, in a few lines"},
		paperFlag(), engagementFlag(),
		&cli.StringFlag{Name: "baseline", Usage: "tell what changed since the saved assessment `FILE` (json) of the same host"},
	}
}

func paperFlag() cli.Flag {
	return &cli.StringFlag{Name: "paper", Value: string(pdf.A4), Usage: "pdf: `SIZE` of a page, A4 or Letter"}
}

func engagementFlag() cli.Flag {
	return &cli.StringFlag{Name: "engagement", Usage: "pdf, html: what to say of the audit itself, such as client, scope and team, from the YAML `FILE`"}
}

// documentOptions reads the flags of documents: paper and engagement.
func documentOptions(c *cli.Context) (reports.Options, error) {
	o := reports.Options{Paper: c.String("paper")}
	if o.Paper != string(pdf.A4) && o.Paper != string(pdf.Letter) {
		return o, usage(fmt.Sprintf("choose %s or %s", pdf.A4, pdf.Letter), "there is no paper %q", o.Paper)
	}
	if name := c.String("engagement"); name != "" {
		e, err := engagement.Read(name)
		if err != nil {
			return o, usage("docs/engagement.md shows such a file", "%w", err)
		}
		o.Engagement = e
	}
	return o, nil
}

// outputs is where each format goes.
type outputs struct {
	env     *Env
	formats []string
	options reports.Options
	file    string
	dir     string
	// before is the earlier assessment; nil when none was given.
	before *assessment.Assessment
	// apart: every host's own reports are written too, so that a format that
	// many hosts cannot have is left out of the register alone.
	apart bool
	// taken are the files in dir that this run has written, in lower case.
	taken map[string]bool
}

// planOutputs reads the flags of outputFlags, so that a wrong one is told
// before any work is done.
func planOutputs(env *Env, c *cli.Context) (*outputs, error) {
	o := &outputs{env: env, file: c.String("output"), dir: c.String("output-dir"), apart: c.Bool("each")}
	var err error
	if o.options, err = documentOptions(c); err != nil {
		return nil, err
	}
	o.options.Width, o.options.Quiet = 80, c.Bool("quiet")
	if env.StdoutTerminal {
		o.options.Width, o.options.Color = env.Width, !env.NoColor && o.file == ""
	}
	for _, name := range strings.Split(c.String("format"), ",") {
		name = strings.TrimSpace(name)
		if _, err := reports.ByName(name, o.options); err != nil {
			return nil, usage(formatHint(name), "%w", err)
		}
		if slices.Contains(o.formats, name) {
			return nil, usage("name each format once", "the format %s is named twice", name)
		}
		o.formats = append(o.formats, name)
	}
	switch {
	case o.file != "" && o.dir != "":
		return nil, usage("give one of them", "--output and --output-dir exclude each other")
	case o.file != "" && len(o.formats) != 1:
		return nil, usage("use --output-dir for several", "--output takes one format, and %d are named", len(o.formats))
	case o.file == "-" && o.formats[0] == "pdf" && env.StdoutTerminal:
		return nil, usage("redirect it, or name a file", "a PDF is not for a terminal")
	case o.file == "" && o.dir == "" && len(o.formats) > 1:
		return nil, usage("add --output-dir DIR", "more than one format needs a place to be written to")
	case o.file == "" && o.dir == "" && o.formats[0] == "pdf":
		return nil, usage("add --output FILE.pdf (or - for a pipe), or --output-dir DIR", "a PDF needs a place to be written to")
	}
	if err := o.readBaseline(c); err != nil {
		return nil, err
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

// formatHint is what somebody may have meant by a format that there is not.
func formatHint(name string) string {
	if name == "" {
		return "name formats joined by commas, with none at the end: --format json,pdf"
	}
	if near := spelling.Nearest(strings.ToLower(name), reports.Names()); near != "" {
		return "did you mean " + near + "?"
	}
	return ""
}

// readBaseline reads the earlier assessment.
func (o *outputs) readBaseline(c *cli.Context) error {
	if name := c.String("baseline"); name != "" {
		saved, err := readSaved(o.env, name)
		if err != nil {
			return err
		}
		if saved.Assessment == nil {
			return usage("give the saved assessment of one host", "--baseline %s is the register of an organisation", name)
		}
		o.before = saved.Assessment
	}
	return nil
}

// write renders the assessment to every output. It goes on after a failed one
// and returns all errors.
func (o *outputs) write(a *assessment.Assessment) error {
	options := o.options
	if o.before != nil {
		options.Changes = assessment.Compare(o.before, a)
	}
	return o.each(options, func(f reports.Format, dir bool) (string, func(io.Writer) error) {
		path := o.file
		if dir {
			path = o.distinct(filepath.Join(o.dir, reportName(a.Host.Name, a.FinishedAt, f.Extension())), f.Extension())
		}
		return path, func(w io.Writer) error { return f.Write(w, a) }
	})
}

// writeOrganisation is write for many hosts. The formats are known to be fit
// for it: see forOrganisation. Where a monitoring plugin's output is the only
// one, the error carries its exit code.
func (o *outputs) writeOrganisation(org *assessment.Organisation) error {
	many := *o
	many.formats = slices.DeleteFunc(slices.Clone(o.formats), func(name string) bool { return o.apart && !fitsMany(name) })
	err := many.each(o.options, func(f reports.Format, dir bool) (string, func(io.Writer) error) {
		path := o.file
		if dir {
			path = o.distinct(filepath.Join(o.dir, reportName("organisation", org.FinishedAt, f.Extension())), f.Extension())
		}
		return path, func(w io.Writer) error {
			many, ok := f.(reports.OrganisationFormat)
			if !ok {
				return fmt.Errorf("the format %s is for one host", f.Name())
			}
			return many.WriteOrganisation(w, org)
		}
	})
	if err != nil {
		return err
	}
	return o.organisationState(org)
}

// organisationStateFormat is a format whose reader looks at the exit code too, for
// many hosts.
type organisationStateFormat interface {
	reports.OrganisationFormat
	// StateOrganisation is the exit code that the report means.
	StateOrganisation(o *assessment.Organisation) int
}

// organisationState is state for many hosts.
func (o *outputs) organisationState(org *assessment.Organisation) error {
	if len(o.formats) != 1 {
		return nil
	}
	f, err := reports.ByName(o.formats[0], o.options)
	if err != nil {
		return err
	}
	if s, ok := f.(organisationStateFormat); ok {
		if code := s.StateOrganisation(org); code != 0 {
			return &pluginState{code}
		}
	}
	return nil
}

// fitsMany: the format, which there is, can write many hosts.
func fitsMany(name string) bool {
	f, err := reports.ByName(name, reports.Options{})
	if err != nil {
		return false
	}
	_, ok := f.(reports.OrganisationFormat)
	return ok
}

// forOrganisation refuses, before any work is done, what many hosts cannot have.
func (o *outputs) forOrganisation() error {
	if o.before != nil {
		return usage("compare host by host: isoscan report HOST.json --baseline EARLIER.json", "--baseline is for one host")
	}
	for _, name := range o.formats {
		if !o.apart && !fitsMany(name) {
			return usage("for a file a host: isoscan evaluate FACTS.json ... --each --output-dir DIR --format "+name+"; for many hosts in one file: "+
				strings.Join(slices.DeleteFunc(reports.Names(), func(n string) bool { return !fitsMany(n) }), ", "), "the format %s is for one host", name)
		}
	}
	return nil
}

// each writes every format to its place.
func (o *outputs) each(options reports.Options, plan func(f reports.Format, dir bool) (string, func(io.Writer) error)) error {
	var errs []error
	var written []string
	var screen []func(io.Writer) error
	for _, name := range o.formats {
		f, err := reports.ByName(name, options)
		if err != nil {
			return usage("", "%w", err)
		}
		path, write := plan(f, o.dir != "" && name != "text")
		if path == "" || path == "-" || o.dir != "" && name == "text" {
			screen = append(screen, write)
			continue
		}
		if err := writeFile(path, write); err != nil {
			errs = append(errs, err)
			continue
		}
		written = append(written, path)
	}
	for _, write := range screen {
		if err := write(o.env.Stdout); err != nil {
			errs = append(errs, fmt.Errorf("writing to standard output: %w", err))
		}
	}
	if !o.options.Quiet {
		for _, p := range written {
			fmt.Fprintf(o.env.Stderr, "wrote %s\n", p)
		}
	}
	return errors.Join(errs...)
}
