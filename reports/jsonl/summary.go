package jsonl

import (
	"isoscan/internal/assessment"
)

// Summary is the first line, of type summary, or that of a host of an
// organisation, of type host. A score that is null was not computed, because
// nothing was evaluated.
type Summary struct {
	Type   string `json:"type"`
	Schema string `json:"schema"`
	// Time is when the last fact was gathered, Started the first: RFC 3339, UTC.
	Time    string `json:"time"`
	Started string `json:"started"`
	// Host is absent for an organisation, which has Organisation and Hosts.
	Host         string `json:"host,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	// Hosts counts those assessed, HostsNotAssessed those that are registered
	// and of which there are no facts.
	Hosts            *int   `json:"hosts,omitempty"`
	HostsNotAssessed *int   `json:"hosts_not_assessed,omitempty"`
	HostKind         string `json:"host_kind,omitempty"`
	OS               string `json:"os,omitempty"`
	MachineID        string `json:"machine_id,omitempty"`
	Tool             string `json:"tool"`
	ToolVersion      string `json:"tool_version"`
	Standard         string `json:"standard"`
	Profile          string `json:"profile"`
	Role             string `json:"role,omitempty"`
	// Scores in percent. Technical is over the rules, overall over the controls.
	TechnicalAssured  *float64 `json:"technical_assured"`
	TechnicalPossible *float64 `json:"technical_possible"`
	TechnicalCoverage *float64 `json:"technical_coverage"`
	OverallAssured    *float64 `json:"overall_assured"`
	OverallPossible   *float64 `json:"overall_possible"`
	OverallCoverage   *float64 `json:"overall_coverage"`
	// Ledger says whether people's records were given; the adjusted scores
	// leave out what they set aside, and are absent without them.
	Ledger                    bool     `json:"ledger"`
	AdjustedTechnicalAssured  *float64 `json:"adjusted_technical_assured,omitempty"`
	AdjustedTechnicalPossible *float64 `json:"adjusted_technical_possible,omitempty"`
	AdjustedTechnicalCoverage *float64 `json:"adjusted_technical_coverage,omitempty"`
	AdjustedOverallAssured    *float64 `json:"adjusted_overall_assured,omitempty"`
	AdjustedOverallPossible   *float64 `json:"adjusted_overall_possible,omitempty"`
	AdjustedOverallCoverage   *float64 `json:"adjusted_overall_coverage,omitempty"`
	// Rules by verdict, of an organisation over all hosts together. Waived ones
	// are among those that fail.
	RulesPass          int `json:"rules_pass"`
	RulesFail          int `json:"rules_fail"`
	RulesUnknown       int `json:"rules_unknown"`
	RulesNotApplicable int `json:"rules_not_applicable"`
	RulesWaived        int `json:"rules_waived"`
	// Controls by verdict.
	ControlsConforming    int `json:"controls_conforming"`
	ControlsNonconforming int `json:"controls_nonconforming"`
	ControlsUndetermined  int `json:"controls_undetermined"`
	ControlsNotApplicable int `json:"controls_not_applicable"`
	// Checks counts all, ChecksOK those that saw everything; absent for
	// organisations.
	Checks   *int `json:"checks,omitempty"`
	ChecksOK *int `json:"checks_ok,omitempty"`
	// Lines is how many follow the first; absent on lines of hosts.
	Lines          *int   `json:"lines,omitempty"`
	FactsDigest    string `json:"facts_digest,omitempty"`
	PoliciesDigest string `json:"policies_digest,omitempty"`
	LedgerDigest   string `json:"ledger_digest,omitempty"`
	// Truncated names the keys that were cut, divided by commas.
	Truncated string `json:"truncated,omitempty"`
}

func summaryOf(a *assessment.Assessment, lines int) Summary {
	ok := 0
	for _, c := range a.Checks {
		if c.Status == "ok" {
			ok++
		}
	}
	all := len(a.Checks)
	s := Summary{
		Type: TypeSummary, Schema: Schema, Time: stamp(a.FinishedAt), Started: stamp(a.StartedAt),
		Tool: a.Tool.Name, ToolVersion: a.Tool.Version, Standard: a.Standard.ID,
		Profile: a.Profile.Name, Role: a.Profile.Role,
		Checks: &all, ChecksOK: &ok, Lines: &lines,
		FactsDigest: a.FactsDigest, PoliciesDigest: a.PoliciesDigest,
	}
	s.host(a.Host)
	s.scores(a.Score)
	s.ledger(a.Ledger)
	for i := range a.Rules {
		if a.Rules[i].Waived() {
			s.RulesWaived++
		}
	}
	s.bound()
	return s
}

func organisationSummary(o *assessment.Organisation, lines int) Summary {
	hosts, missing := len(o.Hosts), len(o.NotAssessed)
	s := Summary{
		Type: TypeSummary, Schema: Schema, Time: stamp(o.FinishedAt), Started: stamp(o.StartedAt),
		Organisation: o.Name, Hosts: &hosts, HostsNotAssessed: &missing,
		Tool: o.Tool.Name, ToolVersion: o.Tool.Version, Standard: o.Standard.ID,
		Profile: o.Profile, Lines: &lines, PoliciesDigest: o.PoliciesDigest,
	}
	s.scores(o.Score)
	s.ledger(o.Ledger)
	for i := range o.Hosts {
		s.RulesWaived += waived(&o.Hosts[i])
	}
	s.bound()
	return s
}

func hostSummary(o *assessment.Organisation, h *assessment.HostResult) Summary {
	s := Summary{
		Type: TypeHost, Schema: Schema, Time: stamp(h.FinishedAt), Started: stamp(h.StartedAt),
		Tool: o.Tool.Name, ToolVersion: o.Tool.Version, Standard: o.Standard.ID,
		Profile: o.Profile, Role: h.Role, FactsDigest: h.FactsDigest, RulesWaived: waived(h),
	}
	s.host(h.Host)
	s.scores(h.Score)
	s.Ledger = o.Ledger != nil
	s.bound()
	return s
}

func waived(h *assessment.HostResult) int {
	n := 0
	for _, f := range h.Findings {
		if f.Waived {
			n++
		}
	}
	return n
}

func (s *Summary) host(h assessment.Host) {
	s.Host, s.HostKind, s.OS, s.MachineID = h.Name, h.Kind, h.OS, h.MachineID
}

func (s *Summary) ledger(l *assessment.Ledger) {
	if l != nil {
		s.Ledger, s.LedgerDigest = true, l.Digest
	}
}

func (s *Summary) scores(n assessment.Scores) {
	t, o := n.Technical, n.Overall
	s.TechnicalAssured, s.TechnicalPossible, s.TechnicalCoverage = t.Assured, t.Possible, t.Coverage
	s.OverallAssured, s.OverallPossible, s.OverallCoverage = o.Assured, o.Possible, o.Coverage
	s.RulesPass, s.RulesFail, s.RulesUnknown, s.RulesNotApplicable = t.Counts.Pass, t.Counts.Fail, t.Counts.Unknown, t.Counts.NotApplicable
	s.ControlsConforming, s.ControlsNonconforming = o.Counts.Pass, o.Counts.Fail
	s.ControlsUndetermined, s.ControlsNotApplicable = o.Counts.Unknown, o.Counts.NotApplicable
	if adj := n.Adjusted; adj != nil {
		t, o := adj.Technical, adj.Overall
		s.AdjustedTechnicalAssured, s.AdjustedTechnicalPossible, s.AdjustedTechnicalCoverage = t.Assured, t.Possible, t.Coverage
		s.AdjustedOverallAssured, s.AdjustedOverallPossible, s.AdjustedOverallCoverage = o.Assured, o.Possible, o.Coverage
	}
}

// bound makes every text of the line printable and short enough.
func (s *Summary) bound() {
	cut := ""
	for _, f := range []struct {
		key  string
		text *string
	}{
		{"host", &s.Host}, {"organisation", &s.Organisation}, {"host_kind", &s.HostKind}, {"os", &s.OS},
		{"machine_id", &s.MachineID}, {"tool", &s.Tool}, {"tool_version", &s.ToolVersion}, {"standard", &s.Standard},
		{"profile", &s.Profile}, {"role", &s.Role}, {"facts_digest", &s.FactsDigest},
		{"policies_digest", &s.PoliciesDigest}, {"ledger_digest", &s.LedgerDigest},
	} {
		var was bool
		if *f.text, was = clip(*f.text, maxName); was {
			if cut != "" {
				cut += ","
			}
			cut += f.key
		}
	}
	s.Truncated = cut
}
