// Package facts owns the document that checks fill and policies read: what was
// observed on a host, where each value was seen, and what could not be seen.
// It knows neither how facts are gathered nor how they are judged.
package facts

import (
	"encoding/json"
	"time"
)

// SchemaVersion names the shape of Document. It changes when an old reader
// would misread a new document.
const SchemaVersion = "isoscan/facts/1"

// Document is everything gathered from one host in one run.
type Document struct {
	Schema string `json:"schema"`
	// Version of the isoscan that gathered.
	Version string `json:"version"`
	// StartedAt and FinishedAt bound the gathering, UTC.
	StartedAt  time.Time `json:"started_at"`
	FinishedAt time.Time `json:"finished_at"`
	Target     Target    `json:"target"`
	// Checks holds each check's outcome, by check id.
	Checks map[string]CheckStatus `json:"checks"`
	// Facts holds each check's object, by check id. A check that gave nothing
	// has no entry. An absent key is a value that was not observed, never one
	// that is empty: an empty list that was read whole is [].
	Facts map[string]json.RawMessage `json:"facts"`
}

// Target identifies what was looked at, and how.
type Target struct {
	// Kind of host adapter: "local" or "rootfs".
	Kind string `json:"kind"`
	// Name of the host: its node name, or what its files say.
	Name string `json:"name"`
	// Root is the directory that was assessed, for a rootfs.
	Root string `json:"root,omitempty"`
	// Privileged: gathered as root.
	Privileged bool `json:"privileged"`
	// Running: processes, sockets and mounts could be asked for.
	Running bool `json:"running"`
}

// Status says how a check went.
type Status string

// The statuses of a check. Only ok claims that everything was seen.
const (
	// OK: everything the check stands for was read.
	OK Status = "ok"
	// Partial: some fact paths are missing; the rest was read.
	Partial Status = "partial"
	// Denied: permission was refused and nothing could be told.
	Denied Status = "denied"
	// Failed: it could not be done (malformed, timed out, panicked).
	Failed Status = "failed"
	// NotApplicable: this kind of host cannot answer, as a root file system
	// has no listening sockets. Its rules are unknown, not fine.
	NotApplicable Status = "not_applicable"
)

// CheckStatus is the outcome of one check.
type CheckStatus struct {
	Status Status `json:"status"`
	// Reason in one line; empty when ok.
	Reason string `json:"reason,omitempty"`
	// DurationMS is the wall time in milliseconds.
	DurationMS int64 `json:"duration_ms"`
	// Missing lists the fact paths that could not be observed, sorted.
	Missing []Missing `json:"missing,omitempty"`
}

// Missing is one fact path that could not be observed, and why.
type Missing struct {
	// Path from the top of the facts, as ParsePath reads it: "accounts.shadow".
	// Everything at and below it is unobserved.
	Path string `json:"path"`
	// Reason in one line: "/etc/shadow: permission denied".
	Reason string `json:"reason"`
	// Denied: permission was what failed, so running as root would help.
	Denied bool `json:"denied,omitempty"`
}

// Sourced is a value with the place where it was seen.
type Sourced[T any] struct {
	Value T `json:"value" jsonschema:"the observed value"`
	// Source grammar: see the Source type.
	Source Source `json:"source" jsonschema:"where it was seen"`
}

// At pairs a value with its source.
func At[T any](v T, s Source) Sourced[T] { return Sourced[T]{Value: v, Source: s} }

// AtPtr pairs a value with its source, for an optional fact.
func AtPtr[T any](v T, s Source) *Sourced[T] { return &Sourced[T]{Value: v, Source: s} }
