// Package spelling finds the name that somebody meant.
package spelling

// Nearest is the known name that differs from name in the fewest letters, or ""
// when none is near: at most three letters, and no more than half of a short
// name. Ties go to the first.
func Nearest(name string, known []string) string {
	limit := min(4, len(name)/2+1)
	best := ""
	for _, n := range known {
		if d := distance(name, n, limit); d < limit {
			best, limit = n, d
		}
	}
	return best
}

// distance is Levenshtein's, given up (as limit) once it cannot be below limit.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		prev, low := row[0], i
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			prev, row[j] = row[j], min(row[j]+1, row[j-1]+1, prev+cost)
			low = min(low, row[j])
		}
		if low >= limit {
			return limit
		}
	}
	return min(row[len(b)], limit)
}
