package checks

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// node is the part of a JSON Schema that the reference page shows.
type node struct {
	Type                 string           `json:"type"`
	Format               string           `json:"format"`
	Description          string           `json:"description"`
	Properties           map[string]*node `json:"properties"`
	AdditionalProperties json.RawMessage  `json:"additionalProperties"`
	Items                *node            `json:"items"`
}

// The page of all facts is generated from the schema that the structs give.
func TestReferencePageIsCurrent(t *testing.T) {
	var root node
	if err := json.Unmarshal(schema(t), &root); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# Facts\n\nGenerated from the fact structs: `go test ./checks -update`. How absence and sources\n" +
		"are told is in [adding a check](../adding-a-check.md). `[*]` stands for every element\nof a list or every value of a map.\n")
	for _, c := range All(Options{}) {
		i := c.Info()
		fmt.Fprintf(&b, "\n## %s: %s\n\n%s\n\n| path | type | meaning |\n|---|---|---|\n", i.ID, i.Title, i.Description)
		n := root.Properties[i.ID]
		if n == nil {
			t.Fatalf("the schema has no %s", i.ID)
		}
		writeNode(t, &b, i.ID, n)
	}
	generated(t, "../docs/reference/facts.md", []byte(b.String()))
}

func writeNode(t *testing.T, b *strings.Builder, path string, n *node) {
	t.Helper()
	row := func(path string, n *node) {
		typ := n.Type
		if n.Format != "" {
			typ += " (" + n.Format + ")"
		}
		text := strings.ReplaceAll(strings.Join(strings.Fields(n.Description), " "), "|", "\\|")
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", path, typ, text)
	}
	for _, k := range slices.Sorted(maps.Keys(n.Properties)) {
		child := n.Properties[k]
		row(path+"."+k, child)
		writeNode(t, b, path+"."+k, child)
	}
	if n.Items != nil {
		writeNode(t, b, path+"[*]", n.Items)
	}
	if len(n.AdditionalProperties) > 0 && n.AdditionalProperties[0] == '{' {
		var child node
		if err := json.Unmarshal(n.AdditionalProperties, &child); err != nil {
			t.Fatal(err)
		}
		if child.Type != "" {
			writeNode(t, b, path+"[*]", &child)
		}
	}
}
