package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"isoscan/internal/ledger"
	"isoscan/internal/scan"
	"isoscan/internal/spelling"
)

// questions asks for what no flag gives. An answer that the ledger would refuse
// is told at once and asked for again.
type questions struct {
	env *Env
	c   *cli.Context
	// lines of standard input; closed at its end.
	lines chan string
	ask   bool
	err   error
	// crit and l are there when ask.
	crit  scan.Criteria
	l     *ledger.Ledger
	known ledger.Known
}

// check says what is wrong with an answer, or "".
type check func(answer string) string

// mostAnswers is how often one question is asked.
const mostAnswers = 3

// newQuestions reads the ledger when somebody is there to be asked: what is wrong
// with it is told before anything is typed.
func newQuestions(env *Env, c *cli.Context) *questions {
	q := &questions{env: env, c: c, ask: env.StdinTerminal || c.Bool("ask")}
	if q.err = noMoreArgs(c, 0); q.err != nil || !q.ask {
		return q
	}
	if q.crit.Engine, q.err = loadEngine(c.StringSlice("policies")); q.err != nil {
		return q
	}
	dir := c.String("ledger")
	root, err := openLedgerDir(dir)
	if err != nil {
		q.err = err
		return q
	}
	defer root.Close()
	_, q.known = ledger.Standard(q.crit.Engine.Catalogue)
	if q.l, err = ledger.Load(root.FS(), q.known); err != nil {
		q.err = invalid(dir, err)
		return q
	}
	q.lines = make(chan string)
	go func() {
		defer close(q.lines)
		in := bufio.NewScanner(io.LimitReader(env.Stdin, 1<<20))
		for in.Scan() {
			select {
			case q.lines <- in.Text():
			case <-c.Context.Done():
				return
			}
		}
	}()
	return q
}

// text is a flag's value, or the answer, which must not be empty.
func (q *questions) text(flag, question string, ok check) string {
	return q.answer(flag, question, "", true, ok)
}

// optional is text that may stay empty.
func (q *questions) optional(flag, question string, ok check) string {
	return q.answer(flag, question, "", false, ok)
}

// textOr is text with a value that an empty answer, or nobody to ask, means.
func (q *questions) textOr(flag, question, value string, ok check) string {
	return q.answer(flag, question, value, false, ok)
}

// list asks until the answer is empty.
func (q *questions) list(flag, question, next string) []string {
	var out []string
	for q.ask && q.err == nil {
		s := q.answer(flag, question, "", false, q.form("line"))
		if s == "" {
			break
		}
		out, question = append(out, s), next
	}
	return out
}

func (q *questions) answer(flag, question, value string, must bool, ok check) string {
	if q.c.IsSet(flag) {
		if list := q.c.StringSlice(flag); len(list) > 0 {
			return list[0]
		}
		return q.c.String(flag)
	}
	if q.err != nil {
		return value
	}
	if !q.ask {
		if must {
			q.err = usage("give it, or add --ask to be asked", "--%s is missing", flag)
		}
		return value
	}
	for range mostAnswers {
		if value != "" {
			fmt.Fprintf(q.env.Stderr, "%s [%s]: ", question, value)
		} else {
			fmt.Fprintf(q.env.Stderr, "%s: ", question)
		}
		s, more := q.line()
		if !more {
			fmt.Fprintln(q.env.Stderr)
			if err := q.c.Context.Err(); err != nil {
				q.err = fmt.Errorf("nothing is written: %w", err)
			} else {
				q.err = usage("nothing is written", "no answer to: %s", question)
			}
			return value
		}
		switch fault := ""; {
		case s == "" && !must:
			return value
		case s == "":
		default:
			if fault = ok(s); fault == "" {
				return s
			}
			fmt.Fprintf(q.env.Stderr, "  %s\n", fault)
		}
	}
	q.err = usage("nothing is written", "no answer that can be taken to: %s", question)
	return value
}

// line is the next line of standard input, unless that ends or the user breaks off.
func (q *questions) line() (string, bool) {
	select {
	case s, ok := <-q.lines:
		return strings.TrimSpace(s), ok
	case <-q.c.Context.Done():
		return "", false
	}
}

// form checks the form that a key of a record has.
func (q *questions) form(name string) check {
	return func(s string) string {
		if fault := ledger.Fault(name, s); fault != "" {
			return fmt.Sprintf("%q %s", s, fault)
		}
		return ""
	}
}

func (q *questions) control(s string) string {
	if q.known.Control(s) {
		return ""
	}
	return missing("the standard has no control", s, q.known.Controls, "isoscan controls lists them")
}

func (q *questions) rule(s string) string {
	if _, ok := q.crit.Engine.Rule(s); ok {
		return ""
	}
	return missing("there is no rule", s, scan.RuleLookup(q.crit.Engine).IDs, "isoscan policies list shows them")
}

func (q *questions) person(s string) string {
	if _, ok := q.l.Person(s); ok {
		return ""
	}
	var ids []string
	for _, p := range q.l.People {
		ids = append(ids, p.ID)
	}
	if len(ids) == 0 {
		return "the ledger has no people yet: break off, and write them into organisation.yaml"
	}
	return missing("there is nobody with the id", s, ids, "people are "+strings.Join(ids[:min(len(ids), 10)], ", "))
}

// another is a person who is not the owner.
func (q *questions) another(owner string) check {
	return func(s string) string {
		if s == owner {
			return s + " is the owner; somebody else has to approve it"
		}
		return q.person(s)
	}
}

// fresh is an id that nothing in the ledger has.
func (q *questions) fresh(s string) string {
	if fault := q.form("id")(s); fault != "" {
		return fault
	}
	if q.l.Taken(s) {
		return fmt.Sprintf("the id %s is taken", s)
	}
	return ""
}

// free is the id, or one like it that is not taken.
func (q *questions) free(id string) string {
	if q.l == nil || !q.l.Taken(id) {
		return id
	}
	for n := 2; ; n++ {
		if next := fmt.Sprintf("%s-%d", id, n); !q.l.Taken(next) {
			return next
		}
	}
}

func (q *questions) dayFrom(first string) check {
	return func(s string) string {
		if fault := q.form("day")(s); fault != "" {
			return fault
		}
		if s < first {
			return fmt.Sprintf("%s is before its first day, %s", s, first)
		}
		return ""
	}
}

// evidence takes a file of the ledger, an address or words.
func (q *questions) evidence() ledger.Evidence {
	s := q.text("evidence-reference", "Evidence: a file such as evidence/policy.pdf, an address, or words that find the document", func(s string) string {
		e := evidenceOf(s)
		switch {
		case e.Link != "":
			return q.form("link")(s)
		case e.File == "":
			return q.form("line")(s)
		}
		if fault := q.form("file")(s); fault != "" {
			return fault
		}
		root, err := openLedgerDir(q.c.String("ledger"))
		if err != nil {
			return err.Error()
		}
		defer root.Close()
		if _, err := ledger.DigestEvidence(root.FS(), s); err != nil {
			var pe *fs.PathError
			if errors.As(err, &pe) {
				err = pe.Err
			}
			return fmt.Sprintf("the file %s below the folder %s: %v", s, q.c.String("ledger"), err)
		}
		return ""
	})
	if q.err != nil || s == "" {
		return ledger.Evidence{}
	}
	return evidenceOf(s)
}

func evidenceOf(s string) ledger.Evidence {
	switch {
	case strings.HasPrefix(s, "https://"), strings.HasPrefix(s, "http://"):
		return ledger.Evidence{Link: s}
	case strings.HasPrefix(s, "evidence/"):
		return ledger.Evidence{File: s}
	}
	return ledger.Evidence{Reference: s}
}

// measured asks for the number of a control that has one.
func (q *questions) measured(control, unit string) *ledger.Measured {
	if !q.ask || q.err != nil {
		return nil
	}
	of := q.crit.MeasureOf(control)
	if of == "" {
		return nil
	}
	s := q.optional("measured", fmt.Sprintf("The control asks for a number: %s, in %s (may be empty)", of, unit), func(s string) string {
		if n, err := strconv.ParseFloat(s, 64); err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return fmt.Sprintf("%q is no number; write it as 97.5", s)
		}
		return ""
	})
	value, err := strconv.ParseFloat(s, 64)
	if s == "" || err != nil {
		return nil
	}
	return &ledger.Measured{Value: value, Unit: unit, Of: of}
}

// missing says that there is nothing of that name, and what is near.
func missing(what, name string, known []string, otherwise string) string {
	if n := spelling.Nearest(name, known); n != "" {
		otherwise = "did you mean " + n + "?"
	}
	return fmt.Sprintf("%s %q; %s", what, name, otherwise)
}
