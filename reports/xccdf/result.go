package xccdf

import (
	"fmt"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// resultOf is the test of the host.
func resultOf(a *assessment.Assessment) testResult {
	h := a.Host
	t := testResult{
		ID:         "xccdf_isoscan_testresult_" + a.FinishedAt.UTC().Format("20060102T150405Z"),
		Start:      stamp(a.StartedAt),
		End:        stamp(a.FinishedAt),
		TestSystem: text(a.Tool.Name + " " + a.Tool.Version),
		Version:    text(a.Tool.Version),
		Benchmark:  benchmarkRef{Href: "#" + benchmarkID, ID: benchmarkID},
		Title:      text("Assessment of " + orUnnamed(h.Name)),
		Remark:     remark(a),
		Identity:   identity{Authenticated: h.Kind == "local", Privileged: h.Privileged, Text: "not root"},
		Profile:    idref{profileID(a.Profile.Name)},
		Target:     text(orUnnamed(h.Name)),
		Facts:      facts(h, a.Profile),
		Scores:     scores(a),
	}
	if h.Privileged {
		t.Identity.Text = "root"
	}
	if a.Ledger != nil {
		t.Organ = text(a.Ledger.Organisation)
	}
	for _, name := range paramNames(a) {
		t.SetValues = append(t.SetValues, setValue{IDRef: valueID(name), Text: paramValue(a, name)})
	}
	for i := range a.Rules {
		t.Results = append(t.Results, ruleResultOf(a, &a.Rules[i]))
	}
	t.Metadata.Register = register{FactsDigest: text(a.FactsDigest), PoliciesDigest: text(a.PoliciesDigest)}
	for _, k := range a.Controls {
		t.Metadata.Register.Controls = append(t.Metadata.Register.Controls, control{
			ID: text(k.ID), Method: string(k.Method), Verdict: string(k.Verdict), Adjusted: string(k.Adjusted), Reason: text(k.Reason),
		})
	}
	return t
}

func orUnnamed(s string) string {
	if s == "" {
		return "unnamed host"
	}
	return s
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// remark says what a reader of scores and results must know beside them.
func remark(a *assessment.Assessment) string {
	out := []string{"A result of unknown means that something was not seen. It is not a pass."}
	if s := a.Score.Technical; s.Assured == nil || s.Possible == nil || s.Coverage == nil {
		out = append(out, "No score: nothing was evaluated. The 0 of the standard's scoring models is no measurement.")
	} else {
		out = append(out, fmt.Sprintf("Technical score %.1f to %.1f percent, coverage %.1f percent.", *s.Assured, *s.Possible, *s.Coverage))
	}
	for _, c := range a.Checks {
		if c.Status != "ok" && c.Status != "not_applicable" {
			out = append(out, text(fmt.Sprintf("Check %s was %s: %s", c.ID, c.Status, c.Reason)))
		}
	}
	return strings.Join(out, "\n")
}

// facts names what the standard names (host_name), and the rest as our own.
func facts(h assessment.Host, p assessment.Profile) []fact {
	out := []fact{{Name: "urn:xccdf:fact:asset:identifier:host_name", Type: "string", Text: text(orUnnamed(h.Name))}}
	for _, f := range []struct{ name, value string }{
		{"os", h.OS}, {"kernel", h.Kernel}, {"chassis", h.Chassis}, {"machine-id", h.MachineID},
		{"kind", h.Kind}, {"root", h.Root}, {"role", p.Role},
	} {
		if f.value != "" {
			out = append(out, fact{Name: "urn:isoscan:fact:" + f.name, Type: "string", Text: text(f.value)})
		}
	}
	return append(out, fact{Name: "urn:isoscan:fact:running", Type: "boolean", Text: fmt.Sprint(h.Running)})
}

func result(v assessment.Verdict) string {
	switch v {
	case assessment.Pass:
		return "pass"
	case assessment.Fail:
		return "fail"
	case assessment.NotApplicable:
		return "notapplicable"
	default:
		return "unknown"
	}
}

func ruleResultOf(a *assessment.Assessment, r *assessment.Rule) ruleResult {
	out := ruleResult{
		IDRef: ruleID(r.ID), Severity: severity(r.Severity), Weight: fmt.Sprint(weight(r.Severity)), Time: stamp(a.FinishedAt),
		Result: result(r.Verdict), Waivers: waiversOf(a, r),
		Ident: ident{System: ruleSystem, Text: text(r.ID)}, Check: check{System: checkSystem},
		Messages: []message{{Severity: "info", Text: text(r.Reason)}},
	}
	if r.Waived() {
		out.Messages = append(out.Messages, message{Severity: "warning", Text: "The risk of this failure is waived. It stays a failure."})
	}
	for _, v := range r.Violations {
		parts := []string{v.Resource + ": " + v.Message, "observed " + v.Observed, "expected " + v.Expected}
		if v.Source != "" {
			parts = append(parts, "source "+v.Source)
		}
		if v.WaivedBy != "" {
			parts = append(parts, "waived by "+v.WaivedBy)
		}
		out.Messages = append(out.Messages, message{Severity: "error", Text: text(strings.Join(parts, "; "))})
	}
	for _, e := range r.Evidence {
		s := e.Message
		if e.Source != "" {
			s += "; source " + e.Source
		}
		out.Messages = append(out.Messages, message{Severity: "info", Text: text(s)})
	}
	return out
}

// waiversOf a failure leave its result alone: whoever reads results counts the
// failure, and the decision to bear it stands beside it.
func waiversOf(a *assessment.Assessment, r *assessment.Rule) *waivers {
	if r.Verdict != assessment.Fail || r.Waiver == nil {
		return nil
	}
	out := &waivers{}
	for _, id := range r.Waiver.Records {
		w := waiver{ID: text(id), Covers: r.Waiver.Covered, Of: r.Waiver.Violations}
		if record, ok := a.Ledger.Record(id); ok {
			w.Approver, w.Owner, w.Ticket = text(record.Approver), text(record.Owner), text(record.Ticket)
			w.From, w.Until, w.Statement = text(record.From), text(record.Until), text(record.Statement)
		}
		out.List = append(out.List, w)
	}
	if len(out.List) == 0 {
		return nil // an empty metadata element would be invalid
	}
	return out
}
