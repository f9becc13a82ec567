package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"isoscan/internal/assessment"
)

// RecordRule is one Rego policy that judges single records of the ledger. It
// can only object: a record counts when no rule does.
type RecordRule struct {
	ID          string
	Title       string
	Description string
	// Judges are the kinds of records that it looks at.
	Judges []assessment.RecordKind
	// Shortfall: what it objects to shows that the control is not met. Otherwise
	// its objection means that the record does not count.
	Shortfall   bool
	Remediation string
	References  []string
	// File below the policies folder, and the pack that it came with.
	File, Origin string

	pkg ast.Ref
}

// recordsDir holds the rules on records, and RecordSchemaFile the JSON Schema
// of their input.
const (
	recordsDir       = "ledger"
	RecordSchemaFile = "record.schema.json"
	setProblems      = "problems"
)

// recordMetadata is the custom part of a record rule's METADATA block.
type recordMetadata struct {
	ID          string                  `json:"id"`
	Judges      []assessment.RecordKind `json:"judges"`
	Effect      string                  `json:"effect"`
	Remediation string                  `json:"remediation"`
	References  []string                `json:"references"`
}

// onRecords: the package of a user's module, custom.ledger or below, says that
// it judges records.
func onRecords(m *ast.Module) bool {
	if len(m.Package.Path) < 3 {
		return false
	}
	s, ok := m.Package.Path[2].Value.(ast.String)
	return ok && string(s) == recordsDir
}

func newRecordRule(m *ast.Module, file, origin string) (*RecordRule, error) {
	var a *ast.Annotations
	for _, x := range m.Annotations {
		if x.Scope == "package" {
			a = x
		}
	}
	if a == nil {
		return nil, errors.New("the METADATA block before the package is missing")
	}
	b, err := json.Marshal(a.Custom)
	if err != nil {
		return nil, err
	}
	var md recordMetadata
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&md); err != nil {
		return nil, fmt.Errorf("METADATA custom: %w", err)
	}
	r := &RecordRule{
		ID: md.ID, Title: strings.TrimSpace(a.Title), Description: strings.TrimSpace(a.Description), Judges: md.Judges,
		Shortfall: md.Effect == "shortfall", Remediation: strings.TrimSpace(md.Remediation), References: md.References,
		File: file, Origin: origin, pkg: m.Package.Path,
	}
	var errs []error
	want := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	set := slices.ContainsFunc(m.Rules, func(x *ast.Rule) bool {
		return string(x.Head.Name) == setProblems && x.Head.RuleKind() == ast.MultiValue
	})
	want(idForm.MatchString(r.ID), "custom.id %q: lower case words joined by dashes are needed", r.ID)
	want(r.Title != "", "title is missing")
	want(r.Description != "", "description is missing")
	want(len(r.Judges) > 0, "custom.judges is missing: attestation, waiver, applicability")
	for _, k := range r.Judges {
		want(slices.Contains(assessment.RecordKinds(), k), "custom.judges: no kind of record is named %q", k)
	}
	want(md.Effect == "refuse" || md.Effect == "shortfall", "custom.effect %q: refuse or shortfall", md.Effect)
	want(!r.Shortfall || slices.Equal(r.Judges, []assessment.RecordKind{assessment.Attestation}), "custom.effect: only an attestation can fall short")
	want(r.Remediation != "", "custom.remediation is missing")
	want(len(r.References) > 0, "custom.references is missing")
	want(set, "the set problems is missing: write %q", "problems contains ... if")
	return r, errors.Join(errs...)
}

// RecordRules lists every rule on records, sorted by id.
func (e *Engine) RecordRules() []*RecordRule {
	var all []*RecordRule
	for _, p := range e.packs {
		all = append(all, p.records...)
	}
	slices.SortFunc(all, func(a, b *RecordRule) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// addRecords compiles the modules that judge records into the pack.
func (e *Engine) addRecords(p *pack, modules map[string]*ast.Module, trusted bool) error {
	all := maps.Clone(e.lib)
	var errs []error
	taken := map[string]string{}
	for _, r := range e.RecordRules() {
		taken[r.ID] = r.File
	}
	for _, file := range slices.Sorted(maps.Keys(modules)) {
		r, err := newRecordRule(modules[file], file, p.origin)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", file, err))
			continue
		}
		if other, ok := taken[r.ID]; ok {
			errs = append(errs, fmt.Errorf("%s: the id %q is taken by %s", file, r.ID, other))
		}
		taken[r.ID] = file
		p.records = append(p.records, r)
		all[file] = modules[file]
		module := fmt.Sprintf("package isoscan.records[%q]\nproblems := %s.%s\n", r.ID, r.pkg, setProblems)
		if all[file+"#results"], err = ast.ParseModuleWithOpts(file+"#results", module, ast.ParserOptions{RegoVersion: ast.RegoV1}); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	if err := errors.Join(errs...); err != nil || len(p.records) == 0 {
		return err
	}
	var err error
	if p.recordCompiler, err = compile(all, e.recordSchema); err != nil {
		return err
	}
	for _, r := range p.records {
		m := p.recordCompiler.Modules[r.File]
		if !trusted {
			errs = append(errs, inFile(r.File, checkCalls(m)))
		}
		errs = append(errs, inFile(r.File, checkRecordRefs(m, e.knownData(r.pkg))))
	}
	return errors.Join(errs...)
}

func inFile(file string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", file, err)
}

// checkRecordRefs is checkRefs for a rule on records: the schema knows its
// input, so only data is looked at.
func checkRecordRefs(m *ast.Module, known func(ast.Ref) error) error {
	var errs []error
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		if ref.HasPrefix(ast.DefaultRootRef) {
			if err := known(ref); err != nil {
				errs = append(errs, err)
			}
		}
		return false
	})
	return errors.Join(errs...)
}
