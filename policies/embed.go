// Package policies holds the rules and all data that bears on a verdict.
package policies

import "embed"

// FS is the folder itself: catalogue, facts schema, library, parameters, data
// rules on facts and rules on records.
//
//go:embed catalogue lib params data iso17799 ledger facts.schema.json record.schema.json
var FS embed.FS
