package checks

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"isoscan/internal/facts"
)

var update = flag.Bool("update", false, "rewrite the generated files")

// generated compares a committed file with what the code says it must be.
func generated(t *testing.T, file string, want []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the fact structs say; refresh it with: go test ./checks -update", file)
	}
}

func schema(t *testing.T) []byte {
	t.Helper()
	types := map[string]reflect.Type{}
	for _, c := range All(Options{}) {
		types[c.Info().ID] = c.FactType()
	}
	b, err := facts.Schema(types)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSchemaIsCurrent(t *testing.T) {
	generated(t, "../policies/facts.schema.json", schema(t))
}

// A folder that is not in All would be dead weight that looks alive.
func TestEveryFolderIsListed(t *testing.T) {
	src, err := os.ReadFile("all.go")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range entries {
		if !e.IsDir() || e.Name() == "testdata" {
			continue
		}
		n++
		if !strings.Contains(string(src), `"isoscan/checks/`+e.Name()+`"`) {
			t.Errorf("checks/%s is not listed in all.go", e.Name())
		}
	}
	if n != len(All(Options{})) {
		t.Errorf("%d folders, but All lists %d checks", n, len(All(Options{})))
	}
}

// Absent must mean "not observed", so nothing is dropped for being empty or
// false, and no null stands for it. (That a list is never null is seen on what
// the checks really give: TestFactsFitTheSchema of internal/scan.)
func TestFieldsAreNeverDroppedForBeingEmpty(t *testing.T) {
	for _, c := range All(Options{}) {
		walkFields(c.FactType(), c.FactType().String(), map[reflect.Type]bool{}, func(where string, f reflect.StructField) {
			tag := f.Tag.Get("json")
			name, opts, _ := strings.Cut(tag, ",")
			kind := f.Type.Kind()
			switch {
			case name == "":
				t.Errorf("%s.%s: a json name is missing", where, f.Name)
			case strings.Contains(opts, "omitempty"):
				t.Errorf("%s.%s: omitempty drops what was observed to be empty; use omitzero", where, f.Name)
			case kind == reflect.Pointer && !strings.Contains(opts, "omitzero"):
				t.Errorf("%s.%s: a nil would be written as null; use omitzero", where, f.Name)
			case kind == reflect.Bool && strings.Contains(opts, "omitzero"):
				t.Errorf("%s.%s: omitzero drops an observed false; use a pointer", where, f.Name)
			}
		})
	}
}

func walkFields(t reflect.Type, where string, seen map[reflect.Type]bool, visit func(string, reflect.StructField)) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
		walkFields(t.Elem(), where, seen, visit)
	case reflect.Struct:
		if seen[t] || t.PkgPath() == "time" {
			return
		}
		seen[t] = true
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				continue
			}
			if !f.Anonymous {
				visit(t.String(), f)
			}
			walkFields(f.Type, where, seen, visit)
		}
	}
}
