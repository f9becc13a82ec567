// Package yamlconf flattens YAML configuration into dotted keys with lines, the
// form in which services write them in either style. It knows no service.
package yamlconf

import (
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// Value is one scalar, or the words of a list of scalars.
type Value struct {
	// Text is a scalar as written; empty for a list.
	Text string
	// List holds the scalars of a list.
	List []string
	// Null: the key stands there with no value.
	Null bool
	Line int
}

// maxDepth bounds nesting, and maxNodes the size, aliases included.
const (
	maxDepth = 40
	maxNodes = 100_000
)

// Flatten reads the first document. Keys of nested maps are joined with dots.
// An empty document has no keys.
func Flatten(data []byte) (map[string]Value, error) {
	var doc yaml.Node
	out := map[string]Value{}
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	if doc.Kind == 0 || len(doc.Content) == 0 {
		return out, nil
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return out, nil
	}
	if root.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("line %d: no map of keys", root.Line)
	}
	n := 0
	return out, flatten(out, "", root, 0, &n)
}

func flatten(out map[string]Value, prefix string, node *yaml.Node, depth int, n *int) error {
	if *n++; depth > maxDepth || *n > maxNodes {
		return fmt.Errorf("line %d: nested too deep, or too large", node.Line)
	}
	switch node.Kind {
	case yaml.AliasNode:
		return flatten(out, prefix, node.Alias, depth+1, n)
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := node.Content[i].Value
			if prefix != "" {
				key = prefix + "." + key
			}
			if err := flatten(out, key, node.Content[i+1], depth+1, n); err != nil {
				return err
			}
		}
	case yaml.SequenceNode:
		v := Value{Line: node.Line, List: []string{}}
		for i, e := range node.Content {
			if e.Kind == yaml.ScalarNode {
				v.List = append(v.List, e.Value)
				continue
			}
			if err := flatten(out, prefix+"."+strconv.Itoa(i), e, depth+1, n); err != nil {
				return err
			}
		}
		out[prefix] = v
	case yaml.ScalarNode:
		out[prefix] = Value{Text: node.Value, Null: node.Tag == "!!null", Line: node.Line}
	}
	return nil
}
