package catalogue

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// mapping is a YAML mapping with known keys. Every mistake goes to the parser,
// so that reading goes on and all of them are reported.
type mapping struct {
	p    *parser
	node *yaml.Node
	keys map[string]*yaml.Node
}

func (p *parser) mapping(n *yaml.Node, known ...string) mapping {
	m := mapping{p: p, node: n, keys: map[string]*yaml.Node{}}
	if n == nil {
		return m // its absence is already reported
	}
	if n.Kind != yaml.MappingNode {
		p.fail(n, "a mapping with %s expected", strings.Join(known, ", "))
		m.node = nil
		return m
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if !slices.Contains(known, key.Value) {
			p.fail(key, "unknown key %q; known here: %s", key.Value, strings.Join(known, ", "))
			continue
		}
		if m.keys[key.Value] != nil {
			p.fail(key, "key %q stands here twice", key.Value)
			continue
		}
		m.keys[key.Value] = n.Content[i+1]
	}
	return m
}

// need is the node of a key that must be there; nil when it is not.
func (m mapping) need(key string) *yaml.Node {
	n := m.keys[key]
	if n == nil && m.node != nil {
		m.p.fail(m.node, "key %q is missing", key)
	}
	return n
}

// text is a string that must be there and not be empty.
func (m mapping) text(key string) string {
	if m.need(key) == nil {
		return ""
	}
	s := m.optional(key)
	if s == "" {
		m.p.fail(m.keys[key], "key %q is empty, or not a text in quotes", key)
	}
	return s
}

// optional is a string that may be absent.
func (m mapping) optional(key string) string {
	n := m.keys[key]
	if n == nil {
		return ""
	}
	// An unquoted 9.5 would be a float and 9.10 the same one as 9.1.
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!str" {
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// list is the items of a key.
func (m mapping) list(key string, must bool) []*yaml.Node {
	n := m.keys[key]
	if must {
		n = m.need(key)
	}
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		m.p.fail(n, "key %q: a list with at least one item expected", key)
		return nil
	}
	return n.Content
}
