package facts

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/google/jsonschema-go/jsonschema"
)

// Context is what a rule may know besides the facts. The engine fills it.
type Context struct {
	// TimeNS is the time of the assessment.
	TimeNS int64         `json:"time_ns" jsonschema:"time of the assessment, Unix nanoseconds"`
	Today  int64         `json:"today" jsonschema:"the same in whole days since 1970-01-01 UTC, as shadow(5) counts"`
	Role   string        `json:"role" jsonschema:"server, workstation, laptop or container"`
	Target ContextTarget `json:"target" jsonschema:"what was looked at, and how"`
}

// ContextTarget is the part of Target that rules may read.
type ContextTarget struct {
	Kind       string `json:"kind" jsonschema:"local or rootfs"`
	Privileged bool   `json:"privileged" jsonschema:"gathered as root"`
	Running    bool   `json:"running" jsonschema:"the running system could be asked"`
}

// NewContext builds the context of an assessment made at a time.
func NewContext(at time.Time, role string, t Target) Context {
	return Context{
		TimeNS: at.UnixNano(), Today: at.Unix() / 86400, Role: role,
		Target: ContextTarget{Kind: t.Kind, Privileged: t.Privileged, Running: t.Running},
	}
}

// ContextKey is the key of Context in the policies' input, beside the checks'.
const ContextKey = "context"

// Schema generates the JSON Schema of the policies' input from the checks'
// fact structs, by check id: one property a check, the context and the ledger. Indented,
// with a newline at its end.
func Schema(types map[string]reflect.Type) ([]byte, error) {
	root := &jsonschema.Schema{
		Schema:               "https://json-schema.org/draft/2020-12/schema",
		Title:                "isoscan facts, as policies read them",
		Type:                 "object",
		Properties:           map[string]*jsonschema.Schema{},
		AdditionalProperties: &jsonschema.Schema{Not: &jsonschema.Schema{}},
	}
	all := map[string]reflect.Type{ContextKey: reflect.TypeFor[Context](), LedgerKey: reflect.TypeFor[Ledger]()}
	for id, t := range types {
		if _, taken := all[id]; taken {
			return nil, fmt.Errorf("two fact structs are named %q", id)
		}
		all[id] = t
	}
	for id, t := range all {
		s, err := jsonschema.ForType(t, &jsonschema.ForOptions{
			TypeSchemas: map[reflect.Type]*jsonschema.Schema{
				reflect.TypeFor[time.Time](): {Type: "string", Format: "date-time"},
			},
		})
		if err != nil {
			return nil, fmt.Errorf("schema of the facts of %s: %w", id, err)
		}
		neverNull(s)
		root.Properties[id] = s
	}
	b, err := json.MarshalIndent(root, "", " ")
	if err != nil {
		return nil, err
	}
	return append(b, '\n'), nil
}

// neverNull drops "null" from every type: what is not observed is absent, and
// no field is ever null.
func neverNull(s *jsonschema.Schema) {
	if s == nil {
		return
	}
	if len(s.Types) == 2 && s.Types[0] == "null" {
		s.Type, s.Types = s.Types[1], nil
	}
	for _, p := range s.Properties {
		neverNull(p)
	}
	neverNull(s.Items)
	if s.AdditionalProperties != nil && s.AdditionalProperties.Not == nil {
		neverNull(s.AdditionalProperties)
	}
}
