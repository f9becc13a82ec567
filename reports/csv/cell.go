package csv

import (
	"bytes"
	"strconv"
	"strings"

	"isoscan/internal/assessment"
)

// cell is one field, guarded already.
type cell string

// text is a cell of somebody else's text: the host's, a rule's, a person's.
func text(s string) cell {
	s = short(assessment.Printable(s))
	g := guard(s)
	if g == s && numeric(s) {
		g = "'" + s
	}
	return cell(g)
}

// known is a cell of isoscan's own words and numbers, which begin with a letter
// or a digit; it may become a number in a spreadsheet.
func known(s string) cell { return cell(guard(assessment.Printable(s))) }

func number(n int) cell { return cell(strconv.Itoa(n)) }

func yes(b bool) cell {
	if b {
		return "yes"
	}
	return "no"
}

// reference names a clause, objective or control so that no spreadsheet takes
// it for a date.
func reference(id string) string {
	if id == "" {
		return ""
	}
	return "ISO17799:2000/" + id
}

func references(ids []string) cell {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = reference(id)
	}
	return text(strings.Join(all, " "))
}

func (c cell) write(out *bytes.Buffer) {
	out.WriteByte('"')
	out.WriteString(strings.ReplaceAll(string(c), `"`, `""`))
	out.WriteByte('"')
}

// longest is how many UTF-16 units of text a cell gets. Excel's limit is 32,767;
// guarding may add to it.
const longest = 16_000

func short(s string) string {
	if len(s) <= longest {
		return s
	}
	units, end, shown, count := 0, len(s), 0, 0
	for i, r := range s {
		if r > 0xffff {
			units++
		}
		if units++; units > longest && end == len(s) {
			end, shown = i, count
		}
		count++
	}
	if end == len(s) {
		return s
	}
	return s[:end] + "... (" + assessment.Counted(count-shown, "more character", "more characters") + ")"
}

// guard puts an apostrophe before each character that could begin a formula,
// and before each apostrophe in such a place. See the package comment.
func guard(s string) string {
	if !strings.ContainsAny(s, "=+-@'＝＋－＠") {
		return s
	}
	var b strings.Builder
	begins := true
	for _, r := range s {
		switch r {
		case ',', ';':
			begins = true
		case ' ', '"':
		case '=', '+', '-', '@', '\'', '＝', '＋', '－', '＠':
			if begins {
				b.WriteByte('\'')
			}
			begins = false
		default:
			begins = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// numeric: a spreadsheet may take the text for a number, date or time.
func numeric(s string) bool {
	digits := false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits = true
		case !strings.ContainsRune(" .,:/-+%eE", r):
			return false
		}
	}
	return digits
}
