package pdf

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// value writes a parameter as a person would: lists with commas, maps with
// their keys in order. Parameters come from JSON or from Go, hence the detour.
func value(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	var plain any
	if err := json.Unmarshal(data, &plain); err != nil {
		return string(data)
	}
	switch x := plain.(type) {
	case string:
		return x
	case []any:
		parts := make([]string, len(x))
		for i := range x {
			parts[i] = value(x[i])
		}
		if len(parts) == 0 {
			return "none"
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(x)) {
			parts = append(parts, k+": "+value(x[k]))
		}
		if len(parts) == 0 {
			return "none"
		}
		return strings.Join(parts, "; ")
	}
	return string(data)
}
