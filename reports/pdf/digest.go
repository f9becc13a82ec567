package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// What the document digest is of, in words that let a reader check it.
const (
	digestOfAssessment   = "The document digest is the SHA-256 of this assessment as the json report writes it, the final line feed included: isoscan report FILE --format json writes the same bytes from any saved copy, and sha256sum tells their digest. It does not cover what people stated about the audit, such as client and team."
	digestOfOrganisation = "The document digest is the SHA-256 of this organisation's register as the json report writes it, the final line feed included: isoscan report FILE --format json writes the same bytes from any saved copy, and sha256sum tells their digest. It does not cover what people stated about the audit, such as client and team."
	digestInShort        = "Document: SHA-256 of the result as the json report writes it, with the final line feed; it ties this paper to that file."
)

// assessmentDigest is "sha256:" and the digest of the assessment's normalized
// JSON, indented by two spaces, without escapes for HTML, with a line feed at
// its end: what the json report writes.
func assessmentDigest(a *assessment.Assessment) (string, error) {
	h := sha256.New()
	if err := encode(h, "", a.Normalized()); err != nil {
		return "", fmt.Errorf("the digest of the assessment: %w", err)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil)), nil
}

// organisationDigest is assessmentDigest for an organisation. A thousand hosts
// are a hundred megabytes of JSON, so that it encodes one at a time: the bytes
// are those of the whole.
func organisationDigest(o *assessment.Organisation) (string, error) {
	fail := func(err error) (string, error) { return "", fmt.Errorf("the digest of the register: %w", err) }
	n := o.Normalized()
	hosts := n.Hosts
	n.Hosts = []assessment.HostResult{}
	var frame bytes.Buffer
	if err := encode(&frame, "", n); err != nil {
		return fail(err)
	}
	// Line feeds within texts are escaped, so that this is the key itself.
	const empty = "\n  \"hosts\": []"
	before, after, found := bytes.Cut(frame.Bytes(), []byte(empty))
	if !found {
		return fail(errors.New("no hosts in its JSON"))
	}
	h := sha256.New()
	h.Write(before)
	if len(hosts) == 0 {
		h.Write([]byte(empty))
	} else {
		h.Write([]byte("\n  \"hosts\": [\n"))
		var one bytes.Buffer
		for i := range hosts {
			one.Reset()
			if err := encode(&one, "    ", hosts[i]); err != nil {
				return fail(err)
			}
			h.Write([]byte("    "))
			h.Write(bytes.TrimSuffix(one.Bytes(), []byte("\n")))
			if i < len(hosts)-1 {
				h.Write([]byte(","))
			}
			h.Write([]byte("\n"))
		}
		h.Write([]byte("  ]"))
	}
	h.Write(after)
	return "sha256:" + hex.EncodeToString(h.Sum(nil)), nil
}

func encode(w io.Writer, prefix string, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, "  ")
	return e.Encode(v)
}
