package policy

import (
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

// capabilities of the built-in rules, or the narrower ones of a user's own.
func capabilities(trusted bool) *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.AllowNet = []string{}
	c.Builtins = slices.DeleteFunc(c.Builtins, func(b *ast.Builtin) bool {
		if slices.Contains(forbidden, b.Name) {
			return true
		}
		if trusted {
			return false
		}
		return slices.Contains(unbounded, b.Name) ||
			slices.ContainsFunc(unboundedFamilies, func(f string) bool { return strings.HasPrefix(b.Name, f) })
	})
	return c
}
