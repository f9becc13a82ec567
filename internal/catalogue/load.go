package catalogue

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"isoscan/internal/assessment"
)

// File is the path of the catalogue below the policies folder.
const File = "catalogue/iso17799-2000.yaml"

// Load reads File from fsys, which is rooted at the policies folder. It
// refuses unknown, repeated and missing keys, and numbers that are out of
// order, and names the line of each; it reports every mistake at once.
func Load(fsys fs.FS) (*Catalogue, error) {
	data, err := fs.ReadFile(fsys, File)
	if err != nil {
		return nil, fmt.Errorf("reading the catalogue: %w", err)
	}
	return parse(File, data)
}

func parse(name string, data []byte) (*Catalogue, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		return nil, fmt.Errorf("%s: no catalogue in it", name)
	}
	p := &parser{name: name}
	c := p.catalogue(doc.Content[0])
	if err := errors.Join(p.errs...); err != nil {
		return nil, err
	}
	c.index()
	return c, nil
}

type parser struct {
	name string
	errs []error
}

func (p *parser) fail(n *yaml.Node, format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d: %s", p.name, n.Line, fmt.Sprintf(format, args...)))
}

func (p *parser) catalogue(n *yaml.Node) *Catalogue {
	c := &Catalogue{}
	m := p.mapping(n, "standard", "clauses")
	std := p.mapping(m.need("standard"), "id", "title")
	c.Standard = Standard{ID: std.text("id"), Title: std.text("title")}
	last := ""
	for _, item := range m.list("clauses", true) {
		clause := p.clause(item)
		p.follows(item, "", last, clause.ID)
		last = clause.ID
		c.Clauses = append(c.Clauses, clause)
	}
	return c
}

func (p *parser) clause(n *yaml.Node) Clause {
	m := p.mapping(n, "id", "title", "intent", "objectives")
	c := Clause{ID: m.text("id"), Title: m.text("title"), Intent: m.text("intent")}
	last := ""
	for _, item := range m.list("objectives", true) {
		objective := p.objective(item, c.ID)
		p.follows(item, c.ID, last, objective.ID)
		last = objective.ID
		c.Objectives = append(c.Objectives, objective)
	}
	return c
}

func (p *parser) objective(n *yaml.Node, clause string) Objective {
	m := p.mapping(n, "id", "title", "intent", "controls")
	o := Objective{
		ID: m.text("id"), Title: m.text("title"), Intent: m.text("intent"), Clause: clause,
	}
	last := ""
	for _, item := range m.list("controls", true) {
		control := p.control(item, &o)
		p.follows(item, o.ID, last, control.ID)
		last = control.ID
		o.Controls = append(o.Controls, control)
	}
	return o
}

func (p *parser) control(n *yaml.Node, o *Objective) Control {
	m := p.mapping(n, "id", "title", "method", "guidance", "aspects", "record")
	c := Control{
		ID: m.text("id"), Title: m.text("title"), Clause: o.Clause, Objective: o.ID,
		Method: assessment.Method(m.text("method")), Guidance: m.text("guidance"),
		Record: m.optional("record"),
	}
	seen := map[string]bool{}
	for _, item := range m.list("aspects", false) {
		aspect := p.aspect(item)
		if seen[aspect.ID] {
			p.fail(item, "control %s has the aspect %q twice", c.ID, aspect.ID)
		}
		seen[aspect.ID] = true
		c.Aspects = append(c.Aspects, aspect)
	}
	switch c.Method {
	case assessment.Automated, assessment.Hybrid:
		if len(c.Aspects) == 0 {
			p.fail(n, "control %s is %s and so needs at least one aspect", c.ID, c.Method)
		}
	case assessment.Attested:
		if len(c.Aspects) > 0 {
			p.fail(n, "control %s is attested and so has no aspects of host evidence", c.ID)
		}
	case "": // already reported as missing
		return c
	default:
		p.fail(n, "control %s: unknown method %q; use automated, hybrid or attested", c.ID, c.Method)
	}
	if byPeople := c.Method != assessment.Automated; byPeople != (c.Record != "") {
		p.fail(n, "control %s is %s: a record is for attested and hybrid controls, and each of them names one", c.ID, c.Method)
	}
	return c
}

var aspectID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (p *parser) aspect(n *yaml.Node) Aspect {
	m := p.mapping(n, "id", "title")
	a := Aspect{ID: m.text("id"), Title: m.text("title")}
	if a.ID != "" && !aspectID.MatchString(a.ID) {
		p.fail(n, "aspect id %q: use lower-case letters, digits and single dashes", a.ID)
	}
	return a
}

// follows reports an id that is not a number below parent, or does not come
// after last, its elder sibling. The standard skips no number below a clause,
// and its clauses start at 3.
func (p *parser) follows(n *yaml.Node, parent, last, id string) {
	if id == "" {
		return // already reported as missing
	}
	own := func(s string) (int, bool) {
		if parent != "" {
			rest, ok := strings.CutPrefix(s, parent+".")
			if !ok {
				return 0, false
			}
			s = rest
		}
		i, err := strconv.Atoi(s)
		return i, err == nil && strconv.Itoa(i) == s
	}
	got, ok := own(id)
	if !ok {
		p.fail(n, "id %q is not a number below %q", id, parent)
		return
	}
	want := 1
	if parent == "" {
		want = 3
	}
	if before, ok := own(last); ok {
		want = before + 1
	}
	if got != want {
		p.fail(n, "id %q is out of order: %d expected where %d stands", id, want, got)
	}
}
