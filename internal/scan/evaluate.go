package scan

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"isoscan/checks"
	"isoscan/internal/assessment"
	"isoscan/internal/facts"
	"isoscan/internal/params"
	"isoscan/internal/policy"
	"isoscan/internal/score"
)

// Criteria is what a host is measured against.
type Criteria struct {
	Engine *policy.Engine
	// Profile: "baseline" or "strict"; empty means baseline.
	Profile string
	// Role: empty means as the facts tell.
	Role string
	// Overrides are the user's own thresholds.
	Overrides map[string]any
	// Records of people, judged; nil when no ledger was given.
	Records *Records
	// Version of the program.
	Version string
}

// roleFacts is where the host check says what the host is.
type roleFacts struct {
	Role     *facts.Sourced[string] `json:"role"`
	Hardware *struct {
		Chassis *facts.Sourced[string] `json:"chassis"`
	} `json:"hardware"`
	OS *struct {
		PrettyName string `json:"pretty_name"`
	} `json:"os"`
	Kernel *struct {
		Release *facts.Sourced[string] `json:"release"`
	} `json:"kernel"`
	MachineID *struct {
		Digest string `json:"digest"`
	} `json:"machine_id"`
}

// Evaluate judges facts and scores the verdicts. The time of the assessment is
// when the facts were gathered, so that the same facts always give the same
// result. Errors are about the criteria or the document, never about a rule.
func Evaluate(ctx context.Context, c Criteria, doc *facts.Document) (*assessment.Assessment, error) {
	if doc.Schema != facts.SchemaVersion {
		return nil, fmt.Errorf("the facts have schema %q, and this isoscan reads %q", doc.Schema, facts.SchemaVersion)
	}
	about := aboutHost(doc)
	profile := assessment.Profile{Name: c.Profile, Role: c.Role, RoleSource: "given", Overridden: []string{}}
	if profile.Name == "" {
		profile.Name = params.Baseline
	}
	if profile.Role == "" {
		profile.Role, profile.RoleSource = params.Roles()[0], "assumed: the facts tell no role"
		if about.Role != nil && slices.Contains(params.Roles(), about.Role.Value) {
			profile.Role, profile.RoleSource = about.Role.Value, string(about.Role.Source)
		}
	}
	values, err := c.Engine.Params.Values(profile.Name, profile.Role)
	if err != nil {
		return nil, err
	}
	if names, err := c.Engine.Params.Override(values, c.Overrides); err != nil {
		return nil, err
	} else if names != nil {
		profile.Overridden = names
	}
	profile.Params = values

	input, err := inputOf(c, doc, about)
	if err != nil {
		return nil, err
	}
	input.Profile, input.Params = profile.Name, values
	input.Context = facts.NewContext(doc.FinishedAt, profile.Role, doc.Target)
	results, err := c.Engine.Evaluate(ctx, input)
	if err != nil {
		return nil, err
	}
	a := &assessment.Assessment{
		Schema:   assessment.SchemaVersion,
		Tool:     assessment.Tool{Name: "isoscan", Version: c.Version},
		Standard: score.Standard(c.Engine.Catalogue),
		Host: assessment.Host{
			Name: doc.Target.Name, Kind: doc.Target.Kind, Root: doc.Target.Root,
			Privileged: doc.Target.Privileged, Running: doc.Target.Running,
		},
		Profile: profile, StartedAt: doc.StartedAt, FinishedAt: doc.FinishedAt,
		Rules: []assessment.Rule{}, Checks: checkList(doc),
	}
	describe(&a.Host, about)
	a.Ledger = c.Records.forHost(a.Host)
	people, err := weigh(a.Ledger)
	if err != nil {
		return nil, err
	}
	for _, r := range results {
		a.Rules = append(a.Rules, ruleOf(r))
	}
	people.Waive(a.Rules)
	judged := make([]score.Judged, len(results))
	for i, r := range results {
		judged[i] = score.Judged{Rule: a.Rules[i], Aspects: r.Rule.Aspects}
	}
	a.Controls, a.Objectives, a.Clauses = score.Register(c.Engine.Catalogue, judged, people)
	a.Score.Technical = score.Rules(a.Rules)
	a.Score.Overall = score.Controls(a.Controls)
	if a.Ledger != nil {
		uses := score.HostUses()
		uses.Add(a.Rules, a.Controls, a.Ledger.Records)
		uses.Annotate(a.Ledger.Records)
		a.Score.Adjusted = &assessment.AdjustedScores{
			Technical: score.AdjustedRules(a.Rules), Overall: score.AdjustedControls(a.Controls),
		}
	}
	if a.FactsDigest, err = factsDigest(doc); err != nil {
		return nil, err
	}
	if a.PoliciesDigest, err = c.Engine.Digest(values); err != nil {
		return nil, err
	}
	return a, nil
}

// aboutHost reads what the host check says of the host itself.
func aboutHost(doc *facts.Document) roleFacts {
	var about roleFacts
	if raw, ok := doc.Facts["host"]; ok {
		// Facts of another shape only mean that the host tells nothing of itself.
		if err := json.Unmarshal(raw, &about); err != nil {
			return roleFacts{}
		}
	}
	return about
}

// inputOf is what rules judge: the facts, and what the asset register says of
// the host when there is one.
func inputOf(c Criteria, doc *facts.Document, about roleFacts) (policy.Input, error) {
	in := policy.Input{Facts: maps.Clone(doc.Facts), Checks: maps.Clone(doc.Checks)}
	if in.Facts == nil {
		in.Facts = map[string]json.RawMessage{}
	}
	if in.Checks == nil {
		in.Checks = map[string]facts.CheckStatus{}
	}
	// Facts of a host say nothing for people, whatever they hold.
	delete(in.Facts, facts.LedgerKey)
	delete(in.Checks, facts.LedgerKey)
	if c.Records == nil {
		return in, nil
	}
	machine := ""
	if about.MachineID != nil {
		machine = about.MachineID.Digest
	}
	entry := c.Records.ledger.HostFacts(doc.Target.Name, machine)
	b, err := json.Marshal(entry)
	if err != nil {
		return in, err
	}
	in.Facts[facts.LedgerKey] = b
	in.Checks[facts.LedgerKey] = facts.CheckStatus{Status: facts.OK}
	partial := func(path, reason string) {
		in.Checks[facts.LedgerKey] = facts.CheckStatus{Status: facts.Partial, Missing: []facts.Missing{{Path: path, Reason: reason}}}
	}
	switch {
	case !entry.Registered:
		reason := "the asset register has no entry of this host"
		// Names of files and ids stay out: unknowns of many hosts are counted by reason.
		if c.Records.ledger.Pinned(doc.Target.Name) {
			reason = "the asset register's entry of this name is for another machine: its machine_id is not this host's"
		}
		partial(facts.LedgerKey+".asset", reason)
	case entry.Asset.ThirdParties == nil:
		partial(facts.LedgerKey+".asset.third_parties",
			"the register's entry does not say who from outside can reach the host (third_parties: [] says that nobody can)")
	}
	return in, nil
}

func describe(h *assessment.Host, f roleFacts) {
	if f.OS != nil {
		h.OS = f.OS.PrettyName
	}
	if f.Kernel != nil && f.Kernel.Release != nil {
		h.Kernel = f.Kernel.Release.Value
	}
	if f.Hardware != nil && f.Hardware.Chassis != nil {
		h.Chassis = f.Hardware.Chassis.Value
	}
	if f.MachineID != nil {
		h.MachineID = f.MachineID.Digest
	}
}

func ruleOf(r policy.Result) assessment.Rule {
	return assessment.Rule{
		ID: r.Rule.ID, Title: r.Rule.Title, Description: r.Rule.Description,
		Controls: r.Rule.Controls, Severity: r.Rule.Severity, Verdict: r.Verdict, Reason: r.Reason,
		Violations: orEmpty(r.Violations), Evidence: orEmpty(r.Evidence),
		Remediation: r.Rule.Remediation, References: orEmpty(r.Rule.References), Origin: r.Rule.Origin,
		Register: r.Rule.NeedsLedger(),
	}
}

func orEmpty[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// checkList reports the checks in the order of the list, then any others that
// an older or newer document holds.
func checkList(doc *facts.Document) []assessment.Check {
	titles := map[string]string{}
	var order []string
	for _, c := range checks.All(checks.Options{}) {
		titles[c.Info().ID] = c.Info().Title
		order = append(order, c.Info().ID)
	}
	for _, id := range slices.Sorted(maps.Keys(doc.Checks)) {
		if !slices.Contains(order, id) {
			order = append(order, id)
		}
	}
	out := []assessment.Check{}
	for _, id := range order {
		st, ok := doc.Checks[id]
		if !ok {
			st = facts.CheckStatus{Status: facts.Failed, Reason: "the facts hold nothing of this check"}
		}
		c := assessment.Check{
			ID: id, Title: titles[id], Status: string(st.Status), Reason: st.Reason,
			DurationMS: st.DurationMS, Missing: []assessment.Missing{},
		}
		for _, m := range st.Missing {
			c.Missing = append(c.Missing, assessment.Missing(m))
		}
		out = append(out, c)
	}
	return out
}

// factsDigest covers what was observed, without when and how fast.
func factsDigest(doc *facts.Document) (string, error) {
	d := *doc
	d.Version, d.StartedAt, d.FinishedAt = "", time.Time{}, time.Time{}
	d.Checks = map[string]facts.CheckStatus{}
	for id, st := range doc.Checks {
		st.DurationMS = 0
		d.Checks[id] = st
	}
	b, err := json.Marshal(d)
	if err != nil {
		return "", err
	}
	h := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(h[:]), nil
}
