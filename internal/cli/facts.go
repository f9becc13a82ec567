package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"isoscan/internal/facts"
)

// factsLimit bounds a facts file, in bytes.
const factsLimit = 256 << 20

func factsCommand(env *Env) *cli.Command {
	return &cli.Command{
		Name:  "facts",
		Usage: "gather facts and write them as JSON, without judging them",
		Flags: append(gatherFlags(), &cli.StringFlag{Name: "output", Aliases: []string{"o"}, Value: "-", Usage: "write to `FILE`; - is standard output"}),
		Action: func(c *cli.Context) error {
			if err := noMoreArgs(c, 0); err != nil {
				return err
			}
			if f := c.String("output"); f != "-" {
				if err := checkTarget(f); err != nil {
					return err
				}
			}
			doc, err := gather(c.Context, env, c)
			if err != nil {
				return err
			}
			write := func(w io.Writer) error {
				e := json.NewEncoder(w)
				e.SetEscapeHTML(false)
				e.SetIndent("", "  ")
				return e.Encode(doc)
			}
			if f := c.String("output"); f != "-" {
				return writeFile(f, write)
			}
			return write(env.Stdout)
		},
	}
}

func readFacts(env *Env, name string) (*facts.Document, error) {
	b, err := readInput(env, name, factsLimit)
	if err != nil {
		return nil, err
	}
	const hint = "make one with: isoscan facts --output FACTS.json"
	var doc facts.Document
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil {
		return nil, usage(hint, "%s is no facts document: %w", name, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, usage(hint, "%s holds more than one document", name)
	}
	if doc.Schema != facts.SchemaVersion {
		return nil, usage(hint, "%s has schema %q, and this isoscan reads %q", name, doc.Schema, facts.SchemaVersion)
	}
	if doc.FinishedAt.IsZero() {
		return nil, usage(hint, "%s does not tell when it was gathered", name)
	}
	for id := range doc.Facts {
		if _, ok := doc.Checks[id]; !ok {
			return nil, usage(hint, "%s holds facts of %q without its status", name, fmt.Sprintf("%.40s", id))
		}
	}
	return &doc, nil
}
