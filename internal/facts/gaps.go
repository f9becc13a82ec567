package facts

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sort"
)

// CheckInfo describes a check to people and to the engine.
type CheckInfo struct {
	// ID is the check's name and its key in Document.Facts: lower case, one word.
	ID string
	// Title in a few words.
	Title string
	// Description says what is read and from where, in one or two sentences.
	Description string
}

// ErrNotApplicable is what a check returns, wrapped with the reason, when this
// kind of host cannot answer it.
var ErrNotApplicable = errors.New("not applicable")

// Gaps collects what a check could not observe. The zero value is ready; it is
// for one goroutine.
type Gaps struct {
	check   string
	missing []Missing
}

// NewGaps returns the collector of one check.
func NewGaps(check string) *Gaps { return &Gaps{check: check} }

// Add records that path (below the check: "shadow" or "users[*].last_logon")
// could not be observed. The field must then be absent from the facts, or hold
// only the part that was seen.
func (g *Gaps) Add(path string, err error) {
	g.AddReason(path, Reason(err), errors.Is(err, fs.ErrPermission))
}

// AddReason is Add for a reason that is no error value.
func (g *Gaps) AddReason(path, reason string, denied bool) {
	full := g.check
	if path != "" {
		full += "." + path
	}
	for _, m := range g.missing {
		if m.Path == full && m.Reason == reason {
			return
		}
	}
	g.missing = append(g.missing, Missing{Path: full, Reason: reason, Denied: denied})
}

// Missing returns the gaps sorted by path, then reason.
func (g *Gaps) Missing() []Missing {
	out := append([]Missing(nil), g.missing...)
	sort.Slice(out, func(i, j int) bool {
		if out[i].Path != out[j].Path {
			return out[i].Path < out[j].Path
		}
		return out[i].Reason < out[j].Reason
	})
	return out
}

// Reason puts an error in one line for a person.
func Reason(err error) string {
	switch {
	case err == nil:
		return "not observed"
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("timed out: %v", err)
	default:
		return err.Error()
	}
}
