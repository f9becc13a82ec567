package junit_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
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

// The schema holds, and no case is lost, whatever the texts.
func TestFlooded(t *testing.T) {
	dir := t.TempDir()
	args := []string{"--noout", "--nonet", "--huge", "--schema", "testdata/junit-10.xsd"}
	for i, s := range assessmenttest.HostileTexts() {
		a, o := flooded(t, s)
		for name, data := range map[string][]byte{"host": write(t, a), "organisation": writeOrganisation(t, o)} {
			want := len(a.Rules) + len(a.Controls)
			if name == "organisation" {
				want = len(o.Hosts)*len(o.Controls) + len(o.NotAssessed)
			}
			if got := bytes.Count(data, []byte("<testcase ")); got != want {
				t.Errorf("%q: %s has %d cases, want %d", s, name, got, want)
			}
			path := filepath.Join(dir, fmt.Sprint(name, i, ".xml"))
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
	}
	if said, err := exec.Command("xmllint", args...).CombinedOutput(); err != nil {
		t.Errorf("xmllint (Debian package libxml2-utils): %v\n%.3000s", err, said)
	}
}
