package spelling

import (
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	known := []string{"ssh-root-login", "ssh-empty-passwords", "9.5.2", "9.5.3", "anna", "bert"}
	for name, want := range map[string]string{
		"ssh-rot-login": "ssh-root-login", "ssh_root_login": "ssh-root-login", "bret": "bert", "anna": "anna",
		"9.5.22": "9.5.2", "9.5.9": "9.5.2", "zzzzzzzz": "", "": "", "x": "", strings.Repeat("a", 1000): "",
	} {
		if got := Nearest(name, known); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// FuzzDistance compares with the definition: no edit, no distance; each way the
// same; below the limit only when the lengths allow it.
func FuzzDistance(f *testing.F) {
	f.Add("bret", "bert")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 200 || len(b) > 200 {
			return
		}
		const limit = 8
		d := distance(a, b, limit)
		if d != distance(b, a, limit) || (d == 0) != slices.Equal([]byte(a), []byte(b)) || d > limit {
			t.Errorf("%q, %q: %d and %d", a, b, d, distance(b, a, limit))
		}
	})
}
