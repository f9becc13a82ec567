package csv_test

import (
	"testing"

	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/csv"
)

// Whatever the texts, both tables have their rows and columns and begin no formula.
func TestFlooded(t *testing.T) {
	for _, s := range append(assessmenttest.HostileTexts(), `=1+1`, `x;"=1+1`, "x\t＝1", `0755`) {
		a, o := assessmenttest.Flooded(t, s)
		for name, data := range map[string][]byte{
			"findings": write(t, csv.New(), a), "controls": write(t, csv.NewControls(), a),
			"organisation": writeOrganisation(t, csv.New(), o), "register": writeOrganisation(t, csv.NewControls(), o),
		} {
			rows := read(t, data)
			if len(rows) < 20 {
				t.Errorf("%q: %s has %d rows", s, name, len(rows))
			}
			for _, row := range rows {
				for key, c := range row {
					if at, found := formula(c); found {
						t.Fatalf("%q: %s, %s begins a formula: %q", s, name, key, at)
					}
				}
			}
		}
	}
}
