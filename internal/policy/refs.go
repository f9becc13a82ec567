package policy

import (
	"errors"
	"fmt"
	"sort"

	"github.com/open-policy-agent/opa/v1/ast"

	"isoscan/internal/facts"
)

// checkRefs makes sure that a compiled rule reads no fact that it does not
// declare, no parameter that does not exist, and no data that is not there: an
// undefined reference is no error in Rego, it only makes the rule silent, and
// a silent rule would look like a pass.
func checkRefs(m *ast.Module, r *Rule, known func(ast.Ref) error) error {
	declared := append(append([]facts.Path{}, r.Needs...), r.Scope...)
	problems := map[string]bool{}
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		switch {
		case ref.HasPrefix(ast.InputRootRef):
			p := inputPath(ref)
			if len(p) == 0 {
				problems["reads the whole input: name the facts that it needs"] = true
			} else if p.Check() != facts.ContextKey && !covered(declared, p) {
				problems[fmt.Sprintf("reads input.%s, which custom.needs does not declare", p)] = true
			}
		case ref.HasPrefix(ast.DefaultRootRef):
			if err := known(ref); err != nil {
				problems[err.Error()] = true
			}
		}
		return false
	})
	var all []string
	for p := range problems {
		all = append(all, p)
	}
	sort.Strings(all)
	var errs []error
	for _, p := range all {
		errs = append(errs, errors.New(p))
	}
	return errors.Join(errs...)
}

// covered: the reference lies below a declared path, or is a collection of
// which the declared paths name the parts that matter.
func covered(declared []facts.Path, p facts.Path) bool {
	for _, d := range declared {
		if d.Covers(p) || len(p) < len(d) && d.Hides(p) != facts.None {
			return true
		}
	}
	return false
}

// inputPath turns input.a.b[x].c into a.b[*].c.
func inputPath(ref ast.Ref) facts.Path {
	var p facts.Path
	for _, t := range ref[1:] {
		if s, ok := t.Value.(ast.String); ok {
			p = append(p, facts.Elem{Key: string(s)})
		} else {
			p = append(p, facts.Elem{Any: true})
		}
	}
	return p
}
