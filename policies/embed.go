// Package policies holds the rules and all data that bears on a verdict.
package policies

import "embed"

// FS is the folder itself: catalogue, facts schema, library, parameters, data
// and rules.
//
//go:embed catalogue lib params data iso17799 facts.schema.json
var FS embed.FS
