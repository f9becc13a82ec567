package assessmenttest

import (
	"reflect"
	"slices"
	"testing"

	"isoscan/internal/assessment"
)

// Flooded gives an assessment with a ledger, and an organisation, whose every
// text is the same: names, dates and records of people too. Ids stay, for what
// refers to them would be lost.
func Flooded(t testing.TB, s string) (*assessment.Assessment, *assessment.Organisation) {
	t.Helper()
	a, o := Ledgered(t), Organisation(t, 2)
	flood(reflect.ValueOf(a), s)
	flood(reflect.ValueOf(o), s)
	return a, o
}

// names are the fields that hold ids.
var names = []string{"ID", "Rule", "Rules", "Control", "Controls", "Clause", "Objective", "Records", "WaivedBy"}

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
			case slices.Contains(names, f.Name) && leaf(f.Type):
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
