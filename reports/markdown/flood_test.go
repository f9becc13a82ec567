package markdown_test

import (
	"fmt"
	"testing"

	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/markdown"
)

func TestFlooded(t *testing.T) {
	need(t)
	for _, s := range hostile() {
		a, o := assessmenttest.Flooded(t, s)
		for name, md := range map[string][]byte{"host": write(t, a, nil), "organisation": writeOrganisation(t, o)} {
			checkHTML(t, fmt.Sprintf("%s of %.60q", name, s), render(t, md))
			if len(md) > markdown.MaxLength {
				t.Errorf("%s of %.60q: %d bytes", name, s, len(md))
			}
		}
	}
}
