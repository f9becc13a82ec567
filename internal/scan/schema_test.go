package scan

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"isoscan/checks"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/policy"
	"isoscan/policies"
)

// What the checks give fits the schema that policies are compiled against: no
// null, no unknown key, nothing required that is absent.
func TestFactsFitTheSchema(t *testing.T) {
	b, err := policies.FS.ReadFile(policy.SchemaFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(policy.SchemaFile, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(policy.SchemaFile)
	if err != nil {
		t.Fatal(err)
	}
	for name, h := range map[string]host.Host{
		"this host":     host.NewLocal(),
		"an empty tree": hosttest.Tree(t, nil),
		"a small tree":  hosttest.Tree(t, smallTree),
	} {
		got := Gatherer{Checks: checks.All(checks.Options{Nmap: "off"})}.Gather(context.Background(), h, "")
		if len(got.Facts) == 0 {
			t.Errorf("%s: no facts", name)
		}
		for id, raw := range got.Facts {
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(map[string]any{id: v}); err != nil {
				t.Errorf("%s: %s: %v", name, id, err)
			}
			if !json.Valid(raw) {
				t.Errorf("%s: %s is no JSON", name, id)
			}
		}
	}
}
