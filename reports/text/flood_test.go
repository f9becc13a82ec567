package text_test

import (
	"strings"
	"testing"
	"unicode"

	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/text"

	"github.com/mattn/go-runewidth"
)

func TestFlooded(t *testing.T) {
	for _, s := range assessmenttest.HostileTexts() {
		a, o := assessmenttest.Flooded(t, s)
		for _, width := range []int{40, 80, 200} {
			for _, got := range []string{
				write(t, a, text.Options{Width: width, Changes: changes(t, a)}), writeOrganisation(t, o, text.Options{Width: width}),
			} {
				for line := range strings.Lines(got) {
					line = strings.TrimSuffix(line, "\n")
					if n := runewidth.StringWidth(line); n > width {
						t.Errorf("%.40q: %d columns of %d: %q", s, n, width, line)
					}
					for _, r := range line {
						if !unicode.IsPrint(r) {
							t.Fatalf("%.40q: holds %U", s, r)
						}
					}
				}
			}
		}
	}
}
