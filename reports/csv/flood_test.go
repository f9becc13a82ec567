package csv_test

import (
	"reflect"
	"slices"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/csv"
)

// flooded gives an assessment with a ledger, and an organisation, whose every
// text is the same: names, dates and records of people too. Ids stay, for what
// refers to them would be lost.
func flooded(t testing.TB, s string) (*assessment.Assessment, *assessment.Organisation) {
	t.Helper()
	a, o := assessmenttest.Ledgered(t), assessmenttest.Organisation(t, 2)
	flood(reflect.ValueOf(a), s)
	flood(reflect.ValueOf(o), s)
	return a, o
}

// leaf: a string or a list of them.
func leaf(t reflect.Type) bool {
	return t.Kind() == reflect.String || t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String
}

// flood sets every plain string; verdicts and the like have types of their own.
func flood(v reflect.Value, s string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			flood(v.Elem(), s)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case !f.IsExported():
			case slices.Contains([]string{"ID", "Rule", "Rules", "Control", "Controls", "Clause", "Objective", "Records", "WaivedBy"}, f.Name) && leaf(f.Type):
			default:
				flood(v.Field(i), s)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			flood(v.Index(i), s)
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			v.SetString(s)
		}
	}
}

// Whatever the texts, both tables have their rows and columns and begin no formula.
func TestFlooded(t *testing.T) {
	for _, s := range append(assessmenttest.HostileTexts(), `=1+1`, `x;"=1+1`, "x\t＝1", `0755`) {
		a, o := flooded(t, s)
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
