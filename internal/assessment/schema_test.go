package assessment_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"

	"github.com/google/go-cmp/cmp"
	infer "github.com/google/jsonschema-go/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the schema anew")

// The schema is generated from the types, its descriptions from their
// comments, so that neither can drift from what isoscan writes.
func TestSchemaIsCommitted(t *testing.T) {
	for name, got := range map[string][]byte{
		"assessment": generate[assessment.Assessment](t, assessment.SchemaVersion), "organisation": generate[assessment.Organisation](t, assessment.OrganisationSchema),
	} {
		path := filepath.Join(assessmenttest.Root(t), "docs/reference", name+".schema.json")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("the committed schema is not that of the types (-want +got); refresh it with go test ./internal/assessment -update\n%s", d)
		}
	}
}

func TestAssessmentsMeetTheSchema(t *testing.T) {
	schema := compile(t)
	all := assessmenttest.All(t)
	if len(all) == 0 {
		t.Fatal("no assessments")
	}
	for name, a := range all {
		n := a.Normalized()
		data, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(decode(t, data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	schema := compile(t)
	a := assessmenttest.Rich(t).Normalized()
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(decode(t, data)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, new string }{
		"another version":   {`"isoscan/assessment/2"`, `"isoscan/assessment/3"`},
		"unknown verdict":   {`"verdict":"pass"`, `"verdict":"ok"`},
		"unknown severity":  {`"severity":"high"`, `"severity":"severe"`},
		"null list":         {`"references":[`, `"references":null,"x":[`},
		"missing key":       {`"facts_digest"`, `"digest"`},
		"malformed digest":  {`"sha256:`, `"md5:`},
		"percentage of 400": {`"assured":`, `"assured":400,"x":`},
		"waived and raw":    {`"verdict":"undetermined"`, `"verdict":"waived"`},
	} {
		t.Run(name, func(t *testing.T) {
			bad := strings.Replace(string(data), c.old, c.new, 1)
			if bad == string(data) {
				t.Fatalf("%q does not occur", c.old)
			}
			if schema.Validate(decode(t, []byte(bad))) == nil {
				t.Error("accepted")
			}
		})
	}
	// Adding a key keeps the schema version, so a reader must not mind one.
	more := strings.Replace(string(data), `{"schema"`, `{"new_key":1,"schema"`, 1)
	if err := schema.Validate(decode(t, []byte(more))); err != nil {
		t.Errorf("a new key: %v", err)
	}
}

func decode(t *testing.T, data []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("assessment.schema.json", decode(t, generate[assessment.Assessment](t, assessment.SchemaVersion))); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("assessment.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func generate[T any](t *testing.T, version any) []byte {
	t.Helper()
	s, err := infer.For[T](&infer.ForOptions{
		TypeSchemas: map[reflect.Type]*infer.Schema{
			reflect.TypeFor[time.Time]():              {Type: "string", Format: "date-time"},
			reflect.TypeFor[assessment.Verdict]():     enum(assessment.Verdicts()),
			reflect.TypeFor[assessment.Severity]():    enum(assessment.Severities()),
			reflect.TypeFor[assessment.Conformity]():  enum(append(assessment.Conformities(), assessment.ControlWaived)),
			reflect.TypeFor[assessment.Method]():      enum([]assessment.Method{assessment.Automated, assessment.Attested, assessment.Hybrid}),
			reflect.TypeFor[assessment.RecordKind]():  enum(assessment.RecordKinds()),
			reflect.TypeFor[assessment.RecordState](): enum(assessment.RecordStates()),
			reflect.TypeFor[assessment.SideState]():   enum(assessment.SideStates()),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	comments := fieldComments(t)
	describe(s, reflect.TypeFor[T](), comments)
	s.Schema = "https://json-schema.org/draft/2020-12/schema"
	name := reflect.TypeFor[T]().Name()
	s.Title = "isoscan " + strings.ToLower(name)
	s.Description = comments[name]
	s.Properties["schema"].Const = &version
	for _, key := range []string{"facts_digest", "policies_digest"} {
		if p := s.Properties[key]; p != nil {
			p.Pattern = "^sha256:[0-9a-f]{64}$"
		}
	}
	out, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

func enum[T ~string](values []T) *infer.Schema {
	s := &infer.Schema{Type: "string"}
	for _, v := range values {
		s.Enum = append(s.Enum, string(v))
	}
	return s
}

// describe walks schema and type together: it takes descriptions from the
// comments, allows keys to come (adding one keeps the version), forbids null
// lists and bounds percentages and counts.
func describe(s *infer.Schema, typ reflect.Type, comments map[string]string) {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		if typ.Kind() == reflect.Slice {
			s.Type, s.Types = "array", nil
			s = s.Items
		}
		typ = typ.Elem()
	}
	if typ.Kind() == reflect.Map {
		s.Type, s.Types = "object", nil
		return
	}
	if typ.Kind() != reflect.Struct || typ == reflect.TypeFor[time.Time]() {
		return
	}
	s.AdditionalProperties = nil
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Anonymous {
			describe(&infer.Schema{Properties: s.Properties}, f.Type, comments)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := s.Properties[name]
		if p == nil {
			continue
		}
		p.Description = comments[typ.Name()+"."+f.Name]
		if name == "verdict" && f.Type == reflect.TypeFor[assessment.Conformity]() && typ.Name() != "AdjustedSummary" {
			p.Enum = enum(assessment.Conformities()).Enum // raw
		}
		zero, hundred := 0.0, 100.0
		switch {
		case f.Type == reflect.TypeFor[*float64]():
			p.Minimum, p.Maximum = &zero, &hundred
		case f.Type.Kind() == reflect.Int || f.Type.Kind() == reflect.Int64:
			p.Minimum = &zero
		}
		describe(p, f.Type, comments)
	}
}

// fieldComments reads the comments of the model: of types by name, of fields by
// Type.Field.
func fieldComments(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range []string{"assessment.go", "ledger.go", "organisation.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				typeComments(g, out)
			}
		}
	}
	return out
}

func typeComments(g *ast.GenDecl, out map[string]string) {
	for _, spec := range g.Specs {
		typ := spec.(*ast.TypeSpec)
		out[typ.Name.Name] = strings.Join(strings.Fields(g.Doc.Text()), " ")
		body, ok := typ.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range body.Fields.List {
			for _, n := range f.Names {
				out[typ.Name.Name+"."+n.Name] = strings.Join(strings.Fields(f.Doc.Text()), " ")
			}
		}
	}
}
