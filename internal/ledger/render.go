package ledger

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Render writes a record as one item of a list of a ledger's file, without
// indentation: "- id: ..." and so on. record is a Person, Asset, Attestation,
// Waiver or Applicability.
func Render(record any) (string, error) {
	if listOf(record) == "" {
		return "", fmt.Errorf("a %T is no record of a ledger", record)
	}
	item := nodeOf(reflect.ValueOf(record), "")
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(&yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{item}}); err != nil {
		return "", err
	}
	return out.String(), e.Close()
}

// listOf is the key under which records of a type stand in a file.
func listOf(record any) string {
	switch record.(type) {
	case Person:
		return "people"
	case Asset:
		return "assets"
	case Attestation:
		return "attestations"
	case Waiver:
		return "waivers"
	case Applicability:
		return "applicability"
	}
	return ""
}

// nodeOf is the YAML of a value by the tags that decode reads.
func nodeOf(v reflect.Value, form string) *yaml.Node {
	switch v.Kind() {
	case reflect.Pointer:
		return nodeOf(v.Elem(), form)
	case reflect.Struct:
		return structNode(v)
	case reflect.Slice:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		if v.Type().Elem().Kind() == reflect.String {
			n.Style = yaml.FlowStyle
		}
		for i := range v.Len() {
			n.Content = append(n.Content, nodeOf(v.Index(i), form))
		}
		return n
	case reflect.Map:
		n := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
		labels := v.Interface().(map[string]string)
		for _, key := range sortedKeys(labels) {
			n.Content = append(n.Content, textNode(key, ""), textNode(labels[key], ""))
		}
		return n
	case reflect.Bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(v.Bool())}
	case reflect.Float64:
		// The encoder writes the tag of a float that looks like a whole number.
		text := strconv.FormatFloat(v.Float(), 'f', -1, 64)
		tag := "!!float"
		switch {
		case math.IsNaN(v.Float()):
			text = ".nan" // refused when it is read, like the next
		case math.IsInf(v.Float(), 0):
			text = ".inf"
		case !strings.Contains(text, "."):
			tag = "!!int"
		}
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: text}
	}
	return textNode(v.String(), form)
}

func structNode(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	switch s := v.Interface().(type) {
	case Scope:
		if s.All {
			return textNode("all", "")
		}
		n.Style = yaml.FlowStyle
	case Evidence, Measured, ThirdParty, Account:
		n.Style = yaml.FlowStyle
	}
	shape := shapeOf(v.Type())
	for _, name := range shape.order {
		f := shape.fields[name]
		if value := v.FieldByIndex(f.index); f.required || !value.IsZero() {
			n.Content = append(n.Content, textNode(name, ""), nodeOf(value, f.form))
		}
	}
	return n
}

func textNode(s, form string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	switch {
	case form == "day" && aDay(s) == nil: // another text would show as one with a tag
		n.Tag = "!!timestamp"
	case form == "control" || form == "digest" || form == "machine":
		n.Style = yaml.DoubleQuotedStyle
	case form == "text" && strings.Contains(s, "\n"):
		n.Style = yaml.LiteralStyle
	}
	return n
}
