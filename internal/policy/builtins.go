package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// forbidden are the builtins that no rule may use: they read the outside
// world, the clock or chance, so that the same facts would not always give the
// same verdict.
var forbidden = []string{
	"http.send", "net.lookup_ip_addr", "opa.runtime", "rand.intn", "time.now_ns",
	"uuid.rfc4122", "trace", "io.jwt.decode_verify", "rego.parse_module",
	"rego.metadata.chain", "rego.metadata.rule",
}

// unbounded are builtins whose time or memory no deadline stops: a user's own
// rules may not use them.
var unbounded = []string{
	"bits.lsh", "strings.render_template", "graph.reachable_paths", "graph.reachable",
	"numbers.range", "numbers.range_step", "walk", "json.patch", "graphql.is_valid",
	"graphql.parse", "graphql.parse_and_verify", "graphql.parse_query", "graphql.parse_schema",
	"graphql.schema_is_valid", "json.match_schema", "json.verify_schema", "strings.repeat",
}

// unboundedFamilies are prefixes of the same.
var unboundedFamilies = []string{"crypto.", "io.jwt.", "glob.", "providers.", "semver.", "units."}

// capabilities are the builtins that any rule may use.
func capabilities() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.AllowNet = []string{}
	c.Builtins = slices.DeleteFunc(c.Builtins, func(b *ast.Builtin) bool { return slices.Contains(forbidden, b.Name) })
	return c
}

// checkCalls refuses, in a user's own rule, calls of builtins that no deadline
// stops. The library may use them: it is ours, and bounds what it does.
func checkCalls(m *ast.Module) error {
	known := map[string]bool{}
	for _, b := range capabilities().Builtins {
		known[b.Name] = true
	}
	var bad []string
	call := func(name string) {
		if known[name] && (slices.Contains(unbounded, name) ||
			slices.ContainsFunc(unboundedFamilies, func(f string) bool { return strings.HasPrefix(name, f) })) {
			bad = append(bad, name)
		}
	}
	ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case *ast.Expr:
			if x.IsCall() {
				call(x.Operator().String())
			}
		case ast.Call:
			call(x[0].String())
		case *ast.With:
			call(x.Value.String()) // "with count as walk" calls walk
		}
		return false
	}).Walk(m)
	if len(bad) == 0 {
		return nil
	}
	slices.Sort(bad)
	return fmt.Errorf("a rule of one's own may not use %s: no time limit stops it", strings.Join(slices.Compact(bad), ", "))
}
