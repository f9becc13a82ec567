// Package lines joins lines of configuration files as daemons do.
package lines

// Continued joins first, which is lines[i] as the format cleans it, with the
// lines after it for as long as what there is ends in a backslash, which goes.
// next cleans a line before it is joined. It returns the whole and the number of
// its last line, in time linear in its length: a hostile file is all one line.
func Continued(lines []string, i int, first string, next func(string) string) (whole string, last int) {
	if !ends(first) {
		return first, i
	}
	b := []byte(first)
	for ends(b) && i+1 < len(lines) {
		i++
		b = append(b[:len(b)-1], next(lines[i])...)
	}
	return string(b), i
}

func ends[T string | []byte](text T) bool { return len(text) > 0 && text[len(text)-1] == '\\' }
