package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// States of evidence, as assessment.RecordEvidence has them.
const (
	// EvidenceMatch: the file has the digest that the record gives.
	EvidenceMatch = "match"
	// EvidenceMismatch: the file is another one than the record was made with.
	EvidenceMismatch = "mismatch"
	// EvidenceMissing: there is no such file below the ledger.
	EvidenceMissing = "missing"
	// EvidenceUnreadable: there is something, and it could not be read whole.
	EvidenceUnreadable = "unreadable"
	// EvidenceUnchecked: there is nothing to compare: it is no file of the
	// ledger, or the record gives no digest.
	EvidenceUnchecked = "unchecked"
)

// evidenceFile is what was seen of one file.
type evidenceFile struct {
	// digest is empty when state is missing or unreadable.
	digest, state string
	// reason in one line, for one that is unreadable.
	reason string
}

// readEvidence looks at each file once, however many records name it.
func (l *Ledger) readEvidence(fsys fs.FS) {
	for i := range l.Attestations {
		for _, e := range l.Attestations[i].Evidence {
			if e.File == "" {
				continue
			}
			if _, done := l.evidence[e.File]; !done {
				l.evidence[e.File] = lookAt(fsys, e.File)
			}
		}
	}
}

func lookAt(fsys fs.FS, name string) evidenceFile {
	digest, err := DigestEvidence(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return evidenceFile{state: EvidenceMissing}
	case err != nil:
		return evidenceFile{state: EvidenceUnreadable, reason: cause(err).Error()}
	}
	return evidenceFile{digest: digest}
}

// DigestEvidence is the digest of a regular file below the ledger, as records
// give it: "sha256:" and 64 hexadecimal digits. It reads at most MaxEvidence
// bytes, and refuses a larger file.
func DigestEvidence(fsys fs.FS, name string) (string, error) {
	f, size, err := openRegular(fsys, name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if size > MaxEvidence {
		return "", errTooLarge
	}
	sum := sha256.New()
	n, err := io.Copy(sum, io.LimitReader(f, MaxEvidence+1))
	if err != nil {
		return "", err
	}
	if n > MaxEvidence {
		return "", errTooLarge
	}
	return "sha256:" + hex.EncodeToString(sum.Sum(nil)), nil
}

var errTooLarge = fmt.Errorf("is larger than %d bytes", MaxEvidence)

// stateOf compares one piece of evidence with what was seen.
func (l *Ledger) stateOf(e Evidence) string {
	if e.File == "" {
		return EvidenceUnchecked
	}
	seen, ok := l.evidence[e.File]
	switch {
	case !ok:
		return EvidenceUnreadable // never looked at: no pass by default
	case seen.state != "":
		return seen.state
	case e.Digest == "":
		return EvidenceUnchecked
	case e.Digest == seen.digest:
		return EvidenceMatch
	}
	return EvidenceMismatch
}
