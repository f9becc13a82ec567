package text_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/text"

	"github.com/mattn/go-runewidth"
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

func TestFlooded(t *testing.T) {
	for _, s := range assessmenttest.HostileTexts() {
		a, o := flooded(t, s)
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
