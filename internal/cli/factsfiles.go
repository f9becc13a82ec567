package cli

import (
	"errors"
	"fmt"
	"io"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
	"isoscan/internal/scan"
)

// keptFacts bounds the facts that stay in memory from the first reading, in
// bytes of JSON: few files are read once, many twice.
const keptFacts = 32 << 20

// mostNotes bounds the hosts of which it is told that older facts were left out.
const mostNotes = 10

// factsFiles are the facts that an operator named, the newest of each host.
type factsFiles struct {
	env    *Env
	newest []scan.Newest
	kept   map[string]*facts.Document
}

// openFacts looks at every file and chooses the newest facts of each host. What
// is left out is told on the standard error, unless quiet.
func openFacts(env *Env, files []string, quiet bool) (*factsFiles, error) {
	f := &factsFiles{env: env, kept: map[string]*facts.Document{}}
	var list []scan.Sighting
	size := 0
	for _, name := range files {
		doc, err := readFacts(env, name)
		if err != nil {
			return nil, err
		}
		s, err := scan.Sight(name, doc)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, s)
		for _, raw := range doc.Facts {
			size += len(raw)
		}
		// Standard input cannot be read twice.
		if size <= keptFacts || name == "-" {
			f.kept[name] = doc
		}
	}
	var err error
	if f.newest, err = scan.NewestOf(list, env.Clock()); err != nil {
		var choice *scan.ChoiceError
		if errors.As(err, &choice) {
			return nil, usage(choice.Hint(), "%w", err)
		}
		return nil, err
	}
	keep := map[string]bool{}
	for _, n := range f.newest {
		keep[n.File] = true
	}
	for name := range f.kept {
		if !keep[name] {
			delete(f.kept, name)
		}
	}
	if !quiet {
		tellOlder(env.Stderr, f.newest)
	}
	return f, nil
}

// read gives one host's newest facts, once.
func (f *factsFiles) read(n scan.Newest) (*facts.Document, error) {
	if doc := f.kept[n.File]; doc != nil {
		delete(f.kept, n.File)
		return doc, nil
	}
	doc, err := readFacts(f.env, n.File)
	if err != nil {
		return nil, err
	}
	s, err := scan.Sight(n.File, doc)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", n.File, err)
	}
	if s.Digest != n.Digest || !s.FinishedAt.Equal(n.FinishedAt) {
		return nil, usage("run it again when nobody writes there", "%s was changed while it was read", n.File)
	}
	return doc, nil
}

// tellOlder says which facts stand for a host of which there were several.
func tellOlder(out io.Writer, newest []scan.Newest) {
	told, more := 0, 0
	for _, n := range newest {
		if len(n.Older) == 0 {
			continue
		}
		if told++; told > mostNotes {
			more++
			continue
		}
		older, same := 0, ""
		for _, o := range n.Older {
			if o.Digest == n.Digest && o.FinishedAt.Equal(n.FinishedAt) {
				same = o.File
			} else {
				older++
			}
		}
		if same == n.File {
			fmt.Fprintf(out, "note: %s is named twice and counts once\n", n.File)
		} else if same != "" {
			fmt.Fprintf(out, "note: %s holds the same as %s and counts once\n", same, n.File)
		}
		if older == 1 {
			fmt.Fprintf(out, "note: %s has newer facts of the same host than %s, which is left out\n", n.File, n.Older[len(n.Older)-1].File)
		} else if older > 1 {
			fmt.Fprintf(out, "note: %s has the newest facts of its host, and %d older files are left out\n", n.File, older)
		}
	}
	if more > 0 {
		fmt.Fprintf(out, "note: likewise for %s\n", assessment.Counted(more, "more host", "more hosts"))
	}
}
