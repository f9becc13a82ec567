package assessment

import "strconv"

// Counted writes a number with the words that go with it: "1 rule", "12 rules"
// and "0 rules". Where the verb changes too, the words hold it: "rule fails",
// "rules fail".
func Counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
