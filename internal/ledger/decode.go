package ledger

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// decoder turns the tree of one file into the types of this package. The tags
// of their fields are the format: json names the key, a field without omitempty
// must be given, form says what a text looks like.
type decoder struct {
	r    *reader
	file string
}

func (d *decoder) fail(n *yaml.Node, hint, format string, args ...any) {
	d.r.problems.add(Problem{File: d.file, Line: n.Line, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// field is one key of a mapping.
type field struct {
	name     string
	index    []int
	required bool
	form     string
}

// shape is what a struct looks like in a file.
type shape struct {
	fields   map[string]field
	order    []string
	position bool
}

var shapes sync.Map // reflect.Type: *shape; a cache that only grows by this package's types

func shapeOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := &shape{fields: map[string]field{}}
	for _, f := range reflect.VisibleFields(t) {
		name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Type == reflect.TypeFor[Position]() {
			s.position = true
		}
		if f.Anonymous || name == "" || name == "-" {
			continue
		}
		s.fields[name] = field{name: name, index: f.Index, required: opts != "omitempty", form: f.Tag.Get("form")}
		s.order = append(s.order, name)
	}
	shapes.Store(t, s)
	return s
}

// mapping fills v, a struct; path names it in messages.
func (d *decoder) mapping(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, "", "%s: %s where a mapping is expected", path, kindOf(n))
		return
	}
	s := shapeOf(v.Type())
	if s.position {
		v.FieldByName("Position").Set(reflect.ValueOf(Position{File: d.file, Line: n.Line}))
	}
	prefix := ""
	if path != "" {
		prefix = path + ": "
	}
	given := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		f, ok := s.fields[key.Value]
		if key.ShortTag() == "!!merge" {
			continue // reported with the tree
		}
		if !ok || key.Kind != yaml.ScalarNode {
			d.fail(key, didYouMean(key.Value, s.order, "known here: "+strings.Join(s.order, ", ")), "%sunknown key %s", prefix, shown(key.Value))
			continue
		}
		if given[f.name] {
			continue // reported with the tree
		}
		given[f.name] = true
		d.value(n.Content[i+1], v.FieldByIndex(f.index), f.form, join(path, f.name))
	}
	for _, name := range s.order {
		if s.fields[name].required && !given[name] {
			d.fail(n, d.missingHint(s.fields[name]), "%skey %q is missing", prefix, name)
		}
	}
	if choice := exclusive(v.Type()); choice != nil {
		d.oneOf(n, prefix, choice, given)
	}
}

// exclusive are the keys of which a mapping has exactly one; nil for a type
// without a choice.
func exclusive(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[Evidence]():
		return []string{"file", "reference", "link"}
	case reflect.TypeFor[Waiver]():
		return []string{"rule", "control"}
	case reflect.TypeFor[Attestation](), reflect.TypeFor[Applicability]():
		return []string{"valid_until", "period"}
	}
	return nil
}

func (d *decoder) oneOf(n *yaml.Node, prefix string, choice []string, given map[string]bool) {
	var have []string
	for _, name := range choice {
		if given[name] {
			have = append(have, name)
		}
	}
	last := len(choice) - 1
	switch {
	case len(have) == 0:
		d.fail(n, "", "%sone of %s or %s is needed", prefix, strings.Join(choice[:last], ", "), choice[last])
	case len(have) > 1:
		d.fail(n, "keep one of them", "%s%s exclude each other", prefix, strings.Join(have, " and "))
	}
}

func (d *decoder) missingHint(f field) string {
	if form := forms[f.form]; form != nil {
		return form.hint
	}
	if f.name == "scope" {
		return scopeHint
	}
	return ""
}

const scopeHint = `write all, or hosts and labels: {hosts: [web01, "db*"], labels: {environment: production}}`

// join makes a path such as "attestations[3].statement".
func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func (d *decoder) value(n *yaml.Node, v reflect.Value, form, path string) {
	if n.Kind == yaml.AliasNode {
		return // reported with the tree
	}
	if v.Type() == reflect.TypeFor[Scope]() {
		d.scope(n, v, path)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), form, path)
	case reflect.Struct:
		d.mapping(n, v, path)
	case reflect.Slice:
		d.list(n, v, form, path)
	case reflect.Map:
		d.labels(n, v, path)
	case reflect.Bool:
		d.boolean(n, v, path)
	case reflect.Float64:
		d.number(n, v, path)
	default:
		v.SetString(d.text(n, form, path))
	}
}

// record lists, at the top of a file, may be empty; others that are empty say
// nothing and are refused, since a reader may take them for "none" or for "all",
// but for those of the form nobody, which say just that.
func (d *decoder) list(n *yaml.Node, v reflect.Value, form, path string) {
	top := !strings.Contains(path, ".")
	if top && n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" {
		return
	}
	if n.Kind != yaml.SequenceNode {
		d.fail(n, "begin each item with a dash", "%s: %s where a list is expected", path, kindOf(n))
		return
	}
	if len(n.Content) == 0 && !top && form != "nobody" {
		d.fail(n, "leave the key out, or write an item", "%s: the list is empty", path)
		return
	}
	if top && !d.r.room(d.file, n) {
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, item := range n.Content {
		d.value(item, out.Index(i), form, path+"["+strconv.Itoa(i+1)+"]")
	}
	v.Set(out)
}

func (d *decoder) labels(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, "write {name: value}", "%s: %s where a mapping is expected", path, kindOf(n))
		return
	}
	if len(n.Content) == 0 {
		d.fail(n, "leave the key out, or write a label", "%s: the mapping is empty", path)
		return
	}
	out := make(map[string]string, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if fault := forms["id"].fault(key.Value); key.Kind != yaml.ScalarNode || fault != "" {
			d.fail(key, idHint, "%s: name of a label %s %s", path, shown(key.Value), fault)
			continue
		}
		out[d.r.intern(key.Value)] = d.text(n.Content[i+1], "label", join(path, key.Value))
	}
	v.Set(reflect.ValueOf(out))
}

func (d *decoder) boolean(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
		d.fail(n, "write true or false", "%s: %s where true or false is expected", path, kindOf(n))
		return
	}
	v.SetBool(strings.EqualFold(n.Value, "true"))
}

func (d *decoder) number(n *yaml.Node, v reflect.Value, path string) {
	var f float64
	tag := n.ShortTag()
	if n.Kind != yaml.ScalarNode || tag != "!!int" && tag != "!!float" {
		d.fail(n, "write a number without quotes, such as 96.5", "%s: %s where a number is expected", path, kindOf(n))
		return
	}
	if err := n.Decode(&f); err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		d.fail(n, "write a number such as 96.5", "%s: %s is no number to compare with", path, shown(n.Value))
		return
	}
	v.SetFloat(f)
}

// text is a scalar that YAML takes for a text, or for a date where one belongs.
func (d *decoder) text(n *yaml.Node, name, path string) string {
	f := forms[name]
	tag := n.ShortTag()
	if n.Kind != yaml.ScalarNode || tag != "!!str" && (tag != "!!timestamp" || !f.plain) {
		hint := f.hint
		if n.Kind == yaml.ScalarNode && tag != "!!null" {
			hint = "write " + strconv.Quote(n.Value) + ", in quotes"
		}
		d.fail(n, hint, "%s: %s where a text is expected", path, kindOf(n))
		return ""
	}
	if fault := f.fault(n.Value); fault != "" {
		d.fail(n, f.hint, "%s: %s %s", path, shown(n.Value), fault)
		return ""
	}
	return d.r.intern(n.Value)
}

func (d *decoder) scope(n *yaml.Node, v reflect.Value, path string) {
	s := v.Addr().Interface().(*Scope)
	if n.Kind == yaml.ScalarNode {
		if n.Value != "all" || n.ShortTag() != "!!str" {
			d.fail(n, scopeHint, "%s: %s is no scope", path, shown(n.Value))
			return
		}
		s.All = true
		return
	}
	d.mapping(n, v, path)
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		d.fail(n, scopeHint, "%s: neither hosts nor labels", path)
	}
}
