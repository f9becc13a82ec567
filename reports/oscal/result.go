package oscal

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// objective defines what a finding on a control is about: OSCAL has no catalogue
// of the standard to refer to.
func (d *document) objective(id, title string) {
	d.Definitions.Objectives = append(d.Definitions.Objectives, objective{
		ControlID: controlID(id), Description: text(id + " " + title),
		Parts: []part{{ID: objectiveID(id), Name: "assessment-objective", Prose: text("Control " + id + " of the standard, " + title + ", is met.")}},
	})
}

// scene is what the observations of one result have in common.
type scene struct {
	seed   string
	tool   string // UUID of the scanner
	host   string // UUID of the inventory item
	at     string
	origin []origin
}

func newScene(s, at string) scene {
	c := scene{seed: s, tool: uuid(s, "tool"), host: uuid(s, "host"), at: at}
	c.origin = []origin{{Actors: []actor{{Type: "tool", UUID: c.tool}}}}
	return c
}

func (c scene) rule(id string) string   { return uuid(c.seed, "rule", id) }
func (c scene) record(id string) string { return uuid(c.seed, "record", id) }
func (c scene) risk(id string) string   { return uuid(c.seed, "risk", id) }

// start is the result of a host without what was found.
func (c scene) start(t assessment.Tool, h assessment.Host, role, profile string, from, to time.Time) result {
	name := orUnnamed(h.Name)
	system := uuid(c.seed, "system")
	description := h.OS
	if description == "" {
		description = "not observed"
	}
	return result{
		UUID: uuid(c.seed, "result"), Title: text("Assessment of " + name),
		Description: text(fmt.Sprintf("What was found on %s with the profile %s for the role %s.", name, profile, role)),
		Start:       stamp(from), End: stamp(to),
		Props: props("profile", profile, "role", role, "privileged", strconv.FormatBool(h.Privileged)),
		Definitions: local{
			Components: []component{{
				UUID: system, Type: "software", Title: "Operating system", Description: text(description),
				Props: props("kernel", h.Kernel), Status: state{"operational"},
			}},
			Inventory: []inventoryItem{{
				UUID: c.host, Description: text("Host " + name),
				Props: props("host-name", name, "os", h.OS, "kernel", h.Kernel, "chassis", h.Chassis, "machine-id", h.MachineID,
					"access", h.Kind, "root", h.Root, "running", strconv.FormatBool(h.Running)),
				Implemented: []componentRef{{system}},
			}},
			Assets: assets{
				Components: []component{{
					UUID: c.tool, Type: "software", Title: text(t.Name), Description: "Scanner that gathers facts and judges them by rules.",
					Props: props("tool-version", t.Version), Status: state{"operational"},
				}},
				Platforms: []platform{{UUID: uuid(c.seed, "platform"), Title: text(t.Name + " " + t.Version), Uses: []componentRef{{c.tool}}}},
			},
		},
	}
}

func scoreProps(s assessment.Scores) []prop {
	out := append(scoreOf("technical", s.Technical), scoreOf("overall", s.Overall)...)
	if s.Adjusted != nil {
		out = append(out, scoreOf("technical-adjusted", s.Adjusted.Technical)...)
		out = append(out, scoreOf("overall-adjusted", s.Adjusted.Overall)...)
	}
	return out
}

func scoreOf(scope string, s assessment.Score) []prop {
	if s.Assured == nil || s.Possible == nil || s.Coverage == nil {
		return props("score-"+scope, "none: nothing was evaluated")
	}
	percent := func(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
	return props("score-"+scope+"-assured", percent(*s.Assured), "score-"+scope+"-possible", percent(*s.Possible),
		"score-"+scope+"-coverage", percent(*s.Coverage))
}

// remarks tell what was not seen, by reason.
func remarks(a *assessment.Assessment) string {
	var parts []string
	for _, c := range a.Checks {
		if c.Status != "ok" && c.Status != "not_applicable" {
			parts = append(parts, text(fmt.Sprintf("Check %s was %s: %s.", c.ID, c.Status, c.Reason)))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "What was not seen is not determined. " + strings.Join(parts, " ")
}

func resultOf(d *document, a *assessment.Assessment) result {
	c := newScene(d.seed, stamp(a.FinishedAt))
	r := c.start(a.Tool, a.Host, a.Profile.Role, a.Profile.Name, a.StartedAt, a.FinishedAt)
	r.Props = append(r.Props, scoreProps(a.Score)...)
	r.Props = append(r.Props, props("facts-digest", a.FactsDigest, "policies-digest", a.PoliciesDigest, "ledger-digest", ledgerDigest(a.Ledger))...)
	r.Remarks = remarks(a)
	known := map[string]bool{}
	for i := range a.Rules {
		rule := &a.Rules[i]
		known[rule.ID] = true
		r.Observations = append(r.Observations, c.observe(rule))
		if rule.Verdict == assessment.Fail {
			r.Risks = append(r.Risks, c.riskOf(d, a.Ledger, rule))
		}
	}
	records := c.records(d, a.Ledger)
	r.Observations = append(r.Observations, records...)
	selection := controlSelection{Description: text("All controls of " + a.Standard.ID + ".")}
	var objectives objectiveSelection
	verdicts := map[string]assessment.Verdict{}
	for i := range a.Rules {
		verdicts[a.Rules[i].ID] = a.Rules[i].Verdict
	}
	for i := range a.Controls {
		k := &a.Controls[i]
		selection.Include = append(selection.Include, controlRef{controlID(k.ID)})
		objectives.Include = append(objectives.Include, objectiveRef{objectiveID(k.ID)})
		f := c.finding(k.ID, k.Title, k.Reason, k.Verdict)
		f.Props = props("verdict", string(k.Verdict), "adjusted-verdict", string(k.Adjusted), "adjusted-reason", k.AdjustedReason, "method", string(k.Method),
			"machine-evidence", string(k.Machine.State), "peoples-evidence", string(k.People.State))
		for _, id := range k.Rules {
			if !known[id] {
				continue
			}
			f.Observations = append(f.Observations, observationRef{c.rule(id)})
			if verdicts[id] == assessment.Fail {
				f.Risks = append(f.Risks, riskRef{c.risk(id)})
			}
		}
		for _, o := range c.recordsOn(a.Ledger, k.ID) {
			f.Observations = append(f.Observations, observationRef{o})
		}
		r.Findings = append(r.Findings, f)
	}
	r.Reviewed = reviewed{Selections: []controlSelection{selection}}
	if len(objectives.Include) > 0 {
		r.Reviewed.ObjectiveSelections = []objectiveSelection{objectives}
	}
	return r
}

// finding is satisfied when the control conforms, and never otherwise.
func (c scene) finding(id, title, reason string, v assessment.Conformity) finding {
	f := finding{
		UUID: uuid(c.seed, "finding", id), Title: text(id + " " + title), Description: text(reason),
		Target: target{Type: "objective-id", ID: objectiveID(id)},
	}
	switch v {
	case assessment.Conforming:
		f.Target.Status = status{State: "satisfied", Reason: "pass"}
	case assessment.Nonconforming:
		f.Target.Status = status{State: "not-satisfied", Reason: "fail"}
	case assessment.ControlNotApplicable:
		f.Target.Status = status{State: "not-satisfied", Reason: "other", Remarks: "The control does not concern this host."}
		f.Target.Implementation = &state{"not-applicable"}
	default:
		f.Target.Status = status{State: "not-satisfied", Reason: "other", Remarks: "Not determined: something that the control asks for was not seen."}
	}
	return f
}

// observe makes an observation of a rule: by examination where files were read,
// by a test where the running system was asked.
func (c scene) observe(r *assessment.Rule) observation {
	o := observation{
		UUID: c.rule(r.ID), Title: text(r.Title), Description: text(r.Reason), Types: []string{"control-objective"},
		Props:   props("rule", r.ID, "verdict", string(r.Verdict), "severity", string(r.Severity), "waived", strconv.FormatBool(r.Waived()), "origin", r.Origin),
		Origins: c.origin, Subjects: []subject{{UUID: c.host, Type: "inventory-item"}}, Collected: c.at,
	}
	if r.Verdict == assessment.Fail {
		o.Types = append(o.Types, "finding")
	}
	read, asked := false, false
	source := func(s string) {
		if strings.HasPrefix(s, "/") {
			read = true
		} else {
			asked = true
		}
	}
	for i := range r.Violations {
		source(r.Violations[i].Source)
		o.Evidence = append(o.Evidence, violation(&r.Violations[i]))
	}
	for _, e := range r.Evidence {
		source(e.Source)
		o.Evidence = append(o.Evidence, evidence{Description: text(e.Message), Props: props("source", e.Source)})
	}
	if read {
		o.Methods = append(o.Methods, "EXAMINE")
	}
	if asked || !read {
		o.Methods = append(o.Methods, "TEST")
	}
	return o
}

func violation(v *assessment.Violation) evidence {
	return evidence{
		Description: text(v.Message),
		Props:       props("resource", v.Resource, "observed", v.Observed, "expected", v.Expected, "source", v.Source, "waived-by", v.WaivedBy),
	}
}
