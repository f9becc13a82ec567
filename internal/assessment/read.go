package assessment

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ReadLimit is the largest saved assessment that Read accepts, in bytes. A
// host with 300 rules gives about one megabyte.
const ReadLimit = 256 << 20

const schemaPrefix = "isoscan/assessment/"

// ReadError says why a saved assessment was refused, and what to do about it.
type ReadError struct {
	problem string
	hint    string
	err     error
}

// Error gives the problem, in lower case and without the hint.
func (e *ReadError) Error() string { return e.problem }

// Hint is the next step, for a line of its own; it may be empty.
func (e *ReadError) Hint() string { return e.hint }

// Unwrap gives the cause, if another error was it.
func (e *ReadError) Unwrap() error { return e.err }

// Read loads an assessment that was saved as JSON. It refuses, always with a
// *ReadError, what is larger than ReadLimit, is no JSON, has a schema that
// this version does not know, or contradicts itself (see Validate). Keys that
// it does not know are passed over: adding one keeps the schema version. Older
// schema versions are brought up to date: docs/reference/migrations.md.
func Read(r io.Reader) (*Assessment, error) {
	saved, err := read(r, ReadLimit)
	if err != nil {
		return nil, err
	}
	if saved.Assessment == nil {
		return nil, &ReadError{
			problem: fmt.Sprintf("schema %q: this is the register of an organisation, not the assessment of one host", OrganisationSchema),
			hint:    "give the assessment of one host",
		}
	}
	return saved.Assessment, nil
}

// Saved is what a file held: one of both.
type Saved struct {
	Assessment   *Assessment
	Organisation *Organisation
}

// ReadSaved is Read for an assessment or the register of an organisation.
func ReadSaved(r io.Reader) (Saved, error) { return read(r, ReadLimit) }

func read(r io.Reader, limit int64) (Saved, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return Saved{}, &ReadError{problem: fmt.Sprintf("reading the assessment: %v", err), err: err}
	}
	if int64(len(data)) > limit {
		return Saved{}, &ReadError{
			problem: fmt.Sprintf("the assessment is larger than %d MB", limit>>20),
			hint:    "give a file that isoscan wrote with --format json",
		}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	schema, err := checkSchema(data)
	if err != nil {
		return Saved{}, err
	}
	if schema == OrganisationSchema {
		var o Organisation
		if err := json.Unmarshal(data, &o); err != nil {
			return Saved{}, malformed(data, err)
		}
		if err := o.Validate(); err != nil {
			return Saved{}, contradiction(err)
		}
		n := o.Normalized()
		return Saved{Organisation: &n}, nil
	}
	var a Assessment
	if err := json.Unmarshal(data, &a); err != nil {
		return Saved{}, malformed(data, err)
	}
	a.upgrade()
	if err := a.Validate(); err != nil {
		return Saved{}, contradiction(err)
	}
	n := a.Normalized()
	return Saved{Assessment: &n}, nil
}

func contradiction(err error) error {
	return &ReadError{
		problem: fmt.Sprintf("the assessment contradicts itself: %v", err),
		hint:    "the file was changed after isoscan wrote it: use the original, or scan again",
		err:     err,
	}
}

// upgrade brings an assessment of schema 1 up to date. That version knew no
// ledger, so what the machine showed is the whole verdict.
func (a *Assessment) upgrade() {
	if a.Schema != schemaPrefix+"1" {
		return
	}
	a.Schema = SchemaVersion
	const before = "saved before isoscan kept both sides apart"
	for i := range a.Controls {
		c := &a.Controls[i]
		c.Adjusted = c.Verdict
		c.Machine = Side{State: SideIncomplete, Reason: before}
		c.People = Side{State: SideMissing, Reason: before}
		if c.Method == Attested {
			c.Machine.State = SideNotNeeded
		}
		if c.Method == Automated {
			c.People.State = SideNotNeeded
		}
		switch c.Verdict {
		case Conforming:
			c.Machine.State = SideHolds
		case Nonconforming:
			c.Machine.State = SideFails
		case ControlNotApplicable:
			c.Machine.State = SideNotApplicable
		}
	}
}

// checkSchema reads the version alone, so that the keys of another version
// cannot cause a misleading error first.
func checkSchema(data []byte) (string, error) {
	var head struct {
		Schema *string `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return "", malformed(data, err)
	}
	switch {
	case head.Schema == nil:
		return "", &ReadError{
			problem: `no "schema" key: this is no isoscan assessment`,
			hint:    "give a file that isoscan scan wrote with --format json",
		}
	case *head.Schema == SchemaVersion, *head.Schema == schemaPrefix+"1", *head.Schema == OrganisationSchema:
		return *head.Schema, nil
	case strings.HasPrefix(*head.Schema, "isoscan/facts/"):
		return "", &ReadError{
			problem: fmt.Sprintf("schema %q: these are facts, not an assessment", *head.Schema),
			hint:    "judge them first: isoscan evaluate FACTS.json",
		}
	}
	reads, hint := SchemaVersion, "give a file that isoscan scan wrote with --format json"
	for _, known := range []string{SchemaVersion, OrganisationSchema} {
		kind, version, _ := cutVersion(known)
		if k, n, ok := cutVersion(*head.Schema); ok && k == kind {
			reads, hint = known, "render it with the isoscan that wrote it, or scan again"
			if n > version {
				hint = "a newer isoscan wrote it: render it with that one"
			}
		}
	}
	return "", &ReadError{
		problem: fmt.Sprintf("schema %q is not supported, this isoscan reads %q", *head.Schema, reads),
		hint:    hint,
	}
}

// cutVersion splits a schema such as isoscan/assessment/2 before its version.
func cutVersion(schema string) (kind string, version int, ok bool) {
	i := strings.LastIndexByte(schema, '/')
	if i < 0 {
		return "", 0, false
	}
	version, err := strconv.Atoi(schema[i+1:])
	return schema[:i], version, err == nil
}

func malformed(data []byte, err error) error {
	e := &ReadError{
		problem: fmt.Sprintf("the assessment is no valid JSON: %v", err),
		hint:    "give a file that isoscan wrote with --format json",
		err:     err,
	}
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		e.problem = "the assessment is empty"
	case bytes.HasPrefix(data, []byte("%PDF")):
		e.problem = "this is a PDF, not a JSON assessment"
	case errors.As(err, &syntax):
		e.problem = fmt.Sprintf("the assessment is no valid JSON, line %d: %v", line(data, syntax.Offset), err)
	case errors.As(err, &typ):
		e.problem = fmt.Sprintf("the assessment has a wrong type, line %d: key %q holds a JSON %s",
			line(data, typ.Offset), typ.Field, typ.Value)
	}
	return e
}

func line(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(offset, 0), int64(len(data)))], []byte("\n"))
}
