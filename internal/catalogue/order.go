package catalogue

import (
	"strconv"
	"strings"
)

// CompareIDs orders ids as the standard does: 9.2.1 before 9.10.
func CompareIDs(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		m, errM := strconv.Atoi(x[i])
		n, errN := strconv.Atoi(y[i])
		if errM != nil || errN != nil {
			if c := strings.Compare(x[i], y[i]); c != 0 {
				return c
			}
			continue
		}
		if m != n {
			return m - n
		}
	}
	return len(x) - len(y)
}
