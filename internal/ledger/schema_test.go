package ledger

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	infer "github.com/google/jsonschema-go/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write the schema anew")

const schemaFile = "../../docs/reference/ledger.schema.json"

// The schema is made from the types that Load fills, their tags and comments, so
// that what an editor offers is what is read.
func TestSchemaIsCommitted(t *testing.T) {
	got := generate(t)
	if *update {
		if err := os.WriteFile(schemaFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("the committed schema is not that of the types (-want +got); refresh it with go test ./internal/ledger -update\n%s", d)
	}
}

func generate(t *testing.T) []byte {
	t.Helper()
	s, err := infer.For[Document](&infer.ForOptions{})
	if err != nil {
		t.Fatal(err)
	}
	comments := comments(t)
	s = shaped(reflect.TypeFor[Document](), s, comments)
	s.Schema = "https://json-schema.org/draft/2020-12/schema"
	s.Title = "isoscan ledger"
	s.Description = comments["Document"]
	for _, list := range []string{"people", "assets", "attestations", "waivers", "applicability"} {
		p := s.Properties[list]
		p.Type, p.Types = "", []string{"array", "null"} // a list of comments alone is null
		p.MinItems = nil
	}
	out, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

// shaped puts forms, choices and descriptions into what was inferred.
func shaped(typ reflect.Type, s *infer.Schema, comments map[string]string) *infer.Schema {
	s.Type, s.Types = "object", nil
	// Positions are no keys of a file.
	notKey := func(name string) bool { return name == "File" || name == "Line" }
	maps.DeleteFunc(s.Properties, func(name string, _ *infer.Schema) bool { return notKey(name) })
	s.Required = slices.DeleteFunc(s.Required, notKey)
	s.PropertyOrder = slices.DeleteFunc(s.PropertyOrder, notKey)
	for _, f := range reflect.VisibleFields(typ) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name == "" || name == "-" {
			continue
		}
		p := value(f.Type, s.Properties[name], f.Tag.Get("form"), comments)
		owner := typ
		if len(f.Index) > 1 {
			owner = typ.Field(f.Index[0]).Type
		}
		p.Description = comments[owner.Name()+"."+f.Name]
		if p.Description == "" {
			panic(owner.Name() + "." + f.Name + " has no comment")
		}
		s.Properties[name] = p
	}
	if typ == reflect.TypeFor[Scope]() {
		one := 1
		s.MinProperties = &one
		s = &infer.Schema{AnyOf: []*infer.Schema{{Type: "string", Enum: []any{"all"}}, s}}
	}
	for _, key := range exclusive(typ) {
		s.OneOf = append(s.OneOf, &infer.Schema{Required: []string{key}})
	}
	if typ == reflect.TypeFor[Asset]() {
		s.Properties["labels"].PropertyNames.Not = &infer.Schema{}
		for _, l := range ownLabels() {
			s.Properties["labels"].PropertyNames.Not.Enum = append(s.Properties["labels"].PropertyNames.Not.Enum, l)
		}
	}
	return s
}

func value(typ reflect.Type, p *infer.Schema, form string, comments map[string]string) *infer.Schema {
	one := 1
	switch typ.Kind() {
	case reflect.Pointer:
		p.Types = nil
		return value(typ.Elem(), p, form, comments)
	case reflect.Struct:
		return shaped(typ, p, comments)
	case reflect.Slice:
		p.Type, p.Types, p.MinItems = "array", nil, &one
		if form == "nobody" {
			p.MinItems = nil
		}
		p.Items = value(typ.Elem(), p.Items, form, comments)
		return p
	case reflect.Map:
		return &infer.Schema{
			Type: "object", MinProperties: &one, PropertyNames: text("id"), AdditionalProperties: text("label"),
		}
	case reflect.String:
		return text(form)
	}
	return p
}

func text(name string) *infer.Schema {
	f := forms[name]
	s := &infer.Schema{Type: "string", Pattern: f.pattern}
	for _, v := range f.enum {
		s.Enum = append(s.Enum, v)
	}
	if f.max > 0 {
		s.MaxLength = &f.max
	}
	if name == "day" {
		s.Format = "date"
	}
	return s
}

// comments of types by name, and of fields by Type.Field.
func comments(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	words := func(g *ast.CommentGroup) string { return strings.Join(strings.Fields(g.Text()), " ") }
	for _, name := range []string{"ledger.go", "scope.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			g, ok := n.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				return true
			}
			for _, spec := range g.Specs {
				typ := spec.(*ast.TypeSpec)
				out[typ.Name.Name] = words(g.Doc)
				if body, ok := typ.Type.(*ast.StructType); ok {
					for _, f := range body.Fields.List {
						for _, n := range f.Names {
							out[typ.Name.Name+"."+n.Name] = words(f.Doc)
						}
					}
				}
			}
			return true
		})
	}
	return out
}

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("ledger.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("ledger.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON is YAML as an editor's schema check sees it: dates are texts.
func asJSON(t testing.TB, text string) any {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	var texts func(n *yaml.Node)
	texts = func(n *yaml.Node) {
		if n.ShortTag() == "!!timestamp" {
			n.Tag = "!!str"
		}
		for _, c := range n.Content {
			texts(c)
		}
	}
	texts(&doc)
	var v any
	if err := doc.Decode(&v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestExamplesMeetTheSchema(t *testing.T) {
	s := compiled(t)
	controls, _ := Standard(standard(t))
	examples, err := Skeleton(controls, "Baker & Sons: \"Ltd\"")
	if err != nil {
		t.Fatal(err)
	}
	examples["full"], examples["people"], examples["attestation"], examples["waivers"] = full, people, attestation(), waivers("x")
	for name, text := range examples {
		if err := s.Validate(asJSON(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What an editor marks as wrong, Load refuses. Each case changes the file that
// has every key; the ones that only Load can see are in the table of its errors.
func TestWhatTheSchemaRefusesLoadRefuses(t *testing.T) {
	s := compiled(t)
	k := known(t)
	var doc map[string]any
	if err := json.Unmarshal(mustJSON(t, asJSON(t, full)), &doc); err != nil {
		t.Fatal(err)
	}
	spoiled := spoil(doc)
	if len(spoiled) < 300 {
		t.Fatalf("only %d ways to spoil the example", len(spoiled))
	}
	refused := 0
	for _, c := range spoiled {
		text := string(mustJSON(t, c)) // JSON is YAML
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			continue
		}
		refused++
		if _, err := Load(files("a.yaml", text), k); err == nil {
			t.Errorf("the schema refuses what Load takes: %s", text)
		}
	}
	if refused < 200 {
		t.Errorf("the schema refused %d of %d", refused, len(spoiled))
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// spoil gives copies of a value, each with one thing wrong somewhere.
func spoil(v any) []any {
	out := []any{nil, "", "*x y", 7, 1.5, true, []any{}, map[string]any{}, map[string]any{"x": "y"}, strings.Repeat("x", MaxText+1), "2026-02-30", "line\nbreak"}
	switch v := v.(type) {
	case map[string]any:
		keys := slices.Sorted(maps.Keys(v))
		for _, k := range keys {
			less := maps.Clone(v)
			delete(less, k)
			out = append(out, less)
			for _, bad := range spoil(v[k]) {
				other := maps.Clone(v)
				other[k] = bad
				out = append(out, other)
			}
		}
		more := maps.Clone(v)
		more["unknown"] = "x"
		out = append(out, more)
	case []any:
		for i := range v {
			for _, bad := range spoil(v[i]) {
				other := slices.Clone(v)
				other[i] = bad
				out = append(out, other)
			}
		}
	}
	return out
}
