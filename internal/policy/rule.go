// Package policy loads the Rego rules, checks them against the facts schema
// and the catalogue, and judges facts with them. It owns what a verdict means:
// see judge. It knows nothing of how facts are gathered or reported.
package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
	"isoscan/internal/params"
)

// Rule is one testable requirement, as its module's METADATA describes it.
type Rule struct {
	ID          string
	Title       string
	Description string
	// Controls: the first is the primary one.
	Controls []string
	// Aspects are "CONTROL/aspect-id", the host evidence that it looks at.
	Aspects  []string
	Severity assessment.Severity
	// Scope are the fact paths that decide applicability, Needs those that the
	// verdict rests on.
	Scope, Needs []facts.Path
	// Convict: a violation found in a part of the evidence stands.
	Convict bool
	// Roles that the rule is for; empty means all.
	Roles []string
	// Profile is the least demanding profile that judges it.
	Profile     string
	Remediation assessment.Remediation
	References  []string
	// File of the module, Origin of its folder ("isoscan" for the built-in ones).
	File, Origin string

	pkg  ast.Ref
	sets map[string]bool
}

// For reports whether a role and profile select the rule.
func (r *Rule) For(profile string) bool {
	return r.Profile != params.Strict || profile == params.Strict
}

// NeedsLedger reports whether the rule rests on the asset register, so that it
// has nothing to say when no ledger is given.
func (r *Rule) NeedsLedger() bool {
	for _, p := range append(slices.Clone(r.Needs), r.Scope...) {
		if p.Check() == facts.LedgerKey {
			return true
		}
	}
	return false
}

// The names of the sets that a module defines.
const (
	setNotApplicable = "not_applicable"
	setViolations    = "violations"
	setUnknown       = "unknown"
	setEvidence      = "evidence"
)

var setNames = []string{setNotApplicable, setViolations, setUnknown, setEvidence}

// metadata is the custom part of a module's METADATA block.
type metadata struct {
	ID          string   `json:"id"`
	Controls    []string `json:"controls"`
	Aspects     []string `json:"aspects"`
	Severity    string   `json:"severity"`
	Scope       []string `json:"scope"`
	Needs       []string `json:"needs"`
	Partial     string   `json:"partial"`
	Roles       []string `json:"roles"`
	Profile     string   `json:"profile"`
	Remediation struct {
		Text    string `json:"text"`
		Command string `json:"command"`
	} `json:"remediation"`
	References []string `json:"references"`
}

var idForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// newRule reads a module's METADATA and the sets that it defines. Errors name
// what is missing; the caller adds the file.
func newRule(m *ast.Module, file, origin string) (*Rule, error) {
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
	var md metadata
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&md); err != nil {
		return nil, fmt.Errorf("METADATA custom: %w", err)
	}
	r := &Rule{
		ID: md.ID, Title: strings.TrimSpace(a.Title), Description: strings.TrimSpace(a.Description),
		Controls: md.Controls, Aspects: md.Aspects, Severity: assessment.Severity(md.Severity),
		Convict: md.Partial == "convict", Roles: md.Roles, Profile: md.Profile,
		Remediation: assessment.Remediation{
			Text: strings.TrimSpace(md.Remediation.Text), Command: strings.TrimSpace(md.Remediation.Command),
		},
		References: md.References, File: file, Origin: origin,
		pkg: m.Package.Path, sets: map[string]bool{},
	}
	if r.Profile == "" {
		r.Profile = params.Baseline
	}
	for _, x := range m.Rules {
		if name := string(x.Head.Name); slices.Contains(setNames, name) {
			if x.Head.RuleKind() != ast.MultiValue {
				return nil, fmt.Errorf("%s must be a set: write %q", name, name+" contains ... if")
			}
			r.sets[name] = true
		}
	}
	var errs []error
	want := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	want(idForm.MatchString(r.ID), "custom.id %q: lower case words joined by dashes are needed", r.ID)
	want(r.Title != "", "title is missing")
	want(r.Description != "", "description is missing")
	want(len(r.Controls) > 0, "custom.controls is missing")
	want(slices.Contains(assessment.Severities(), r.Severity), "custom.severity %q: critical, high, medium or low", md.Severity)
	want(md.Partial == "" || md.Partial == "convict", "custom.partial %q: only convict", md.Partial)
	want(slices.Contains(params.Profiles(), r.Profile), "custom.profile %q: baseline or strict", md.Profile)
	want(len(md.Needs) > 0, "custom.needs is missing: a rule that needs no fact shows nothing")
	want(r.Remediation.Text != "", "custom.remediation.text is missing")
	want(len(r.References) > 0, "custom.references is missing")
	want(r.sets[setViolations], "the set violations is missing")
	want(r.sets[setEvidence], "the set evidence is missing: a pass must show what was seen")
	want(r.sets[setNotApplicable] == (len(md.Scope) > 0), "custom.scope and the set not_applicable go together")
	for _, role := range r.Roles {
		want(slices.Contains(params.Roles(), role), "custom.roles: no role is named %q", role)
	}
	for _, list := range []struct {
		in  []string
		out *[]facts.Path
	}{{md.Scope, &r.Scope}, {md.Needs, &r.Needs}} {
		for _, s := range list.in {
			p, err := facts.ParsePath(s)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			*list.out = append(*list.out, p)
		}
	}
	return r, errors.Join(errs...)
}
