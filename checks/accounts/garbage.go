package accounts

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"

	"isoscan/internal/facts"
)

// The C library passes over lines that it cannot read, so a ruined file looks
// like one with few entries or none. What such a file does not tell proves
// nothing: it is a gap, while the entries that can be read still count.

// unused counts the lines that the system takes for no entry.
func (p parsed) unused() int {
	lines := map[facts.Source]bool{}
	for _, m := range p.malformed {
		if !m.Used {
			lines[m.Source] = true
		}
	}
	return len(lines)
}

// plain: a name of which a person can say that it is one.
func plain(name string) bool {
	if !utf8.ValidString(name) {
		return false
	}
	for _, r := range name {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return false
		}
	}
	return name != ""
}

// checkLastlog says why a file is no lastlog: it has no whole number of records,
// or one with a time or a text that no log-on writes. now bounds the times, with
// a day for a clock that is wrong.
func checkLastlog(b []byte, now time.Time) error {
	if len(b)%lastlogSize != 0 {
		return fmt.Errorf("%s: %d bytes are no whole number of records of %d", lastlogPath, len(b), lastlogSize)
	}
	latest := now.Add(24 * time.Hour).Unix()
	for i := 0; i < len(b); i += lastlogSize {
		r := b[i : i+lastlogSize]
		sec := int64(int32(binary.LittleEndian.Uint32(r)))
		if sec < 0 || sec > latest || !cleanText(r[4:36]) || !cleanText(r[36:]) {
			return fmt.Errorf("%s: the record of UID %d is none, so the file is damaged or from a clock that was wrong", lastlogPath, i/lastlogSize)
		}
	}
	return nil
}

// cleanText: a text up to the first null byte that can be printed.
func cleanText(b []byte) bool {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	for _, c := range b {
		if c < 0x20 || c == 0x7f {
			return false
		}
	}
	return utf8.Valid(b)
}
