// Package params owns the thresholds that rules read as data.params: their
// definitions, their values by profile and role, and the user's overrides. It
// knows nothing of rules.
package params

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"isoscan/internal/spelling"
)

// The profiles and roles that a host can be measured against.
const (
	Baseline = "baseline"
	Strict   = "strict"
)

// Profiles lists the profiles, the default first.
func Profiles() []string { return []string{Baseline, Strict} }

// Roles lists the roles of a host.
func Roles() []string { return []string{"server", "workstation", "laptop", "container"} }

// Def defines one threshold.
type Def struct {
	Name        string         `yaml:"-"`
	File        string         `yaml:"-"`
	Description string         `yaml:"description"`
	Type        string         `yaml:"type"`
	Minimum     *float64       `yaml:"minimum"`
	Maximum     *float64       `yaml:"maximum"`
	Baseline    any            `yaml:"baseline"`
	Strict      any            `yaml:"strict"`
	Roles       map[string]any `yaml:"roles"`
}

// Catalog holds every definition by name.
type Catalog struct {
	defs map[string]Def
}

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// Load reads every *.yaml of a folder. An error names the file and the
// parameter.
func Load(fsys fs.FS, dir string) (*Catalog, error) {
	files, err := fs.Glob(fsys, dir+"/*.yaml")
	if err != nil {
		return nil, err
	}
	c := &Catalog{defs: map[string]Def{}}
	for _, f := range files {
		b, err := fs.ReadFile(fsys, f)
		if err != nil {
			return nil, err
		}
		defs := map[string]Def{}
		if err := decodeStrict(b, &defs); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		for name, d := range defs {
			d.Name, d.File = name, f
			if other, taken := c.defs[name]; taken {
				return nil, fmt.Errorf("%s: %s is defined in %s too", f, name, other.File)
			}
			if err := d.validate(); err != nil {
				return nil, fmt.Errorf("%s: %s: %w", f, name, err)
			}
			c.defs[name] = d
		}
	}
	return c, nil
}

// Names lists the parameters, sorted.
func (c *Catalog) Names() []string {
	names := make([]string, 0, len(c.defs))
	for n := range c.defs {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// Def returns one definition.
func (c *Catalog) Def(name string) (Def, bool) {
	d, ok := c.defs[name]
	return d, ok
}

// Values gives every parameter's value for a profile and role. The role's
// value beats the profile's; strict falls back to baseline.
func (c *Catalog) Values(profile, role string) (map[string]any, error) {
	if !slices.Contains(Profiles(), profile) {
		return nil, fmt.Errorf("no profile is named %q: choose %s", profile, strings.Join(Profiles(), " or "))
	}
	if !slices.Contains(Roles(), role) {
		return nil, fmt.Errorf("no role is named %q: choose one of %s", role, strings.Join(Roles(), ", "))
	}
	out := make(map[string]any, len(c.defs))
	for name, d := range c.defs {
		v := d.Baseline
		if profile == Strict && d.Strict != nil {
			v = d.Strict
		}
		if r, ok := d.Roles[role]; ok {
			v = r
		}
		out[name] = v
	}
	return out, nil
}

// Override checks the user's values and lays them over values. It returns the
// names that it changed, sorted.
func (c *Catalog) Override(values, user map[string]any) ([]string, error) {
	var names []string
	var errs []error
	for name, v := range user {
		d, ok := c.defs[name]
		if !ok {
			errs = append(errs, fmt.Errorf("no parameter is named %q%s", name, c.nearest(name)))
			continue
		}
		n, err := d.accept(v)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
			continue
		}
		values[name] = n
		names = append(names, name)
	}
	sort.Slice(errs, func(i, j int) bool { return errs[i].Error() < errs[j].Error() })
	sort.Strings(names)
	return names, errors.Join(errs...)
}

// ReadOverrides reads the user's YAML: a map of parameter names to values.
func ReadOverrides(b []byte) (map[string]any, error) {
	out := map[string]any{}
	if err := decodeStrict(b, &out); err != nil {
		return nil, err
	}
	return out, nil
}

func decodeStrict(b []byte, into any) error {
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if err := dec.Decode(new(any)); !errors.Is(err, io.EOF) {
		return errors.New("more than one YAML document")
	}
	return nil
}

var types = []string{"integer", "number", "boolean", "string", "list", "map"}

func (d *Def) validate() error {
	if !nameForm.MatchString(d.Name) {
		return errors.New("a name is lower case with underscores")
	}
	if strings.TrimSpace(d.Description) == "" {
		return errors.New("the description is missing")
	}
	if !slices.Contains(types, d.Type) {
		return fmt.Errorf("type %q: choose one of %s", d.Type, strings.Join(types, ", "))
	}
	if d.Baseline == nil {
		return errors.New("the baseline value is missing")
	}
	var err error
	if d.Baseline, err = d.accept(d.Baseline); err != nil {
		return fmt.Errorf("baseline: %w", err)
	}
	if d.Strict != nil {
		if d.Strict, err = d.accept(d.Strict); err != nil {
			return fmt.Errorf("strict: %w", err)
		}
	}
	for role, v := range d.Roles {
		if !slices.Contains(Roles(), role) {
			return fmt.Errorf("no role is named %q", role)
		}
		if d.Roles[role], err = d.accept(v); err != nil {
			return fmt.Errorf("roles.%s: %w", role, err)
		}
	}
	return nil
}

// maxExact is the largest whole number that policies count with exactly.
const maxExact = 1 << 53

// accept returns v in the form that policies read, or says what is wrong.
func (d *Def) accept(v any) (any, error) {
	switch d.Type {
	case "integer", "number":
		var f float64
		switch n := v.(type) {
		case int:
			f = float64(n)
		case int64:
			f = float64(n)
		case uint64:
			f = float64(n)
		case float64:
			f = n
		default:
			return nil, fmt.Errorf("%v is not a number", shown(v))
		}
		if math.IsNaN(f) || math.IsInf(f, 0) || d.Type == "integer" && f != math.Trunc(f) {
			return nil, fmt.Errorf("%v is not a whole number", shown(v))
		}
		if math.Abs(f) > maxExact {
			return nil, fmt.Errorf("%v is too large", shown(v))
		}
		if d.Minimum != nil && f < *d.Minimum {
			return nil, fmt.Errorf("%v is below %v", shown(v), *d.Minimum)
		}
		if d.Maximum != nil && f > *d.Maximum {
			return nil, fmt.Errorf("%v is above %v", shown(v), *d.Maximum)
		}
		if d.Type == "integer" {
			return int64(f), nil
		}
		return f, nil
	case "boolean":
		if b, ok := v.(bool); ok {
			return b, nil
		}
		return nil, fmt.Errorf("%v is not true or false", shown(v))
	case "string":
		if s, ok := v.(string); ok {
			return s, nil
		}
		return nil, fmt.Errorf("%v is not a text; quote it", shown(v))
	case "list":
		return texts(v)
	case "map":
		m, ok := v.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%v is not a map of lists", shown(v))
		}
		out := map[string]any{}
		for k, e := range m {
			l, err := texts(e)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", k, err)
			}
			out[k] = l
		}
		return out, nil
	}
	return nil, fmt.Errorf("type %q", d.Type)
}

func texts(v any) (any, error) {
	l, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("%v is not a list", shown(v))
	}
	for _, e := range l {
		if _, ok := e.(string); !ok {
			return nil, fmt.Errorf("%v in the list is not a text; quote it", shown(e))
		}
	}
	return l, nil
}

// shown is a value as it stands in YAML, short; a text is quoted, so that "3" is
// not taken for 3.
func shown(v any) string {
	s := fmt.Sprintf("%v", v)
	switch v := v.(type) {
	case nil:
		s = "null"
	case string:
		s = strconv.Quote(v)
	}
	if len(s) > 80 {
		s = s[:77] + "..."
	}
	return s
}

// nearest suggests a known name that differs in few letters.
func (c *Catalog) nearest(name string) string {
	if best := spelling.Nearest(name, c.Names()); best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return "; list them with: isoscan policies list --params"
}
