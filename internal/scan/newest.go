package scan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
	"isoscan/internal/score"
)

// Sighting is a facts document as far as it says which host it is of, and when.
type Sighting struct {
	// File that it stands in, as the operator named it.
	File string
	// Host by name, machine id and root.
	Host assessment.Host
	// FinishedAt is when the last fact was gathered.
	FinishedAt time.Time
	// Digest of what was observed.
	Digest string
}

// Sight reads who a facts document is of.
func Sight(file string, doc *facts.Document) (Sighting, error) {
	digest, err := factsDigest(doc)
	if err != nil {
		return Sighting{}, err
	}
	s := Sighting{
		File: file, FinishedAt: doc.FinishedAt, Digest: digest,
		Host: assessment.Host{Name: doc.Target.Name, Kind: doc.Target.Kind, Root: doc.Target.Root},
	}
	describe(&s.Host, aboutHost(doc))
	return s, nil
}

// Newest is one host's newest facts among those given.
type Newest struct {
	Sighting
	// Older are its other facts, the newest first: they are not judged.
	Older []Sighting
}

// clockError is how far ahead of ours a host's clock may be.
const clockError = 24 * time.Hour

// ChoiceError says why the newest facts of a host cannot be told.
type ChoiceError struct{ message, hint string }

func (e *ChoiceError) Error() string { return e.message }

// Hint is the next step.
func (e *ChoiceError) Hint() string { return e.hint }

// NewestOf sorts sightings by host and keeps the newest of each, as somebody
// expects who names a folder of nightly facts. One host is one name with one
// machine id. The result is by name and machine id, whatever the order of the
// list. An error is a *ChoiceError: facts of one name without a machine id may be
// of two hosts, and then neither may stand in for the other.
func NewestOf(list []Sighting, now time.Time) ([]Newest, error) {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b Sighting) int {
		return cmp.Or(strings.Compare(a.Host.Name, b.Host.Name), strings.Compare(a.Host.MachineID, b.Host.MachineID),
			strings.Compare(rootOf(a), rootOf(b)), b.FinishedAt.Compare(a.FinishedAt), strings.Compare(a.Digest, b.Digest), strings.Compare(a.File, b.File))
	})
	var out []Newest
	for _, s := range sorted {
		if len(out) == 0 || !score.SameHost(out[len(out)-1].Host, s.Host) {
			out = append(out, Newest{Sighting: s})
			continue
		}
		top := &out[len(out)-1]
		again := s.Digest == top.Digest && s.FinishedAt.Equal(top.FinishedAt)
		switch {
		case again:
		case s.Host.MachineID == "":
			return nil, &ChoiceError{
				fmt.Sprintf("%s and %s are facts of a host called %s, and neither tells a machine id: they may be of one host or of two", top.File, s.File, shownName(s.Host)),
				"leave out the facts that you do not mean; a host that has an /etc/machine-id is known by it",
			}
		case s.FinishedAt.Equal(top.FinishedAt):
			return nil, &ChoiceError{
				fmt.Sprintf("%s and %s are facts of the host %s, of the same time and not the same: neither is newer", top.File, s.File, shownName(s.Host)),
				"leave one of them out",
			}
		case top.FinishedAt.After(now.Add(clockError)):
			return nil, &ChoiceError{
				fmt.Sprintf("%s would be the newest facts of the host %s, and its time, %s, has not come", top.File, shownName(s.Host), top.FinishedAt.UTC().Format(time.RFC3339)),
				"leave it out, and set the host's clock",
			}
		}
		top.Older = append(top.Older, s)
	}
	return out, nil
}

// rootOf tells trees apart that have no machine id.
func rootOf(s Sighting) string {
	if s.Host.MachineID != "" {
		return ""
	}
	return s.Host.Root
}

func shownName(h assessment.Host) string { return assessment.Printable(h.Name) }
