package sarif

import (
	"time"

	"isoscan/internal/assessment"
)

func runOf(a *assessment.Assessment) run {
	titles, clauses := map[string]string{}, map[string]string{}
	for i := range a.Controls {
		titles[a.Controls[i].ID], clauses[a.Controls[i].ID] = a.Controls[i].Title, a.Controls[i].Clause
	}
	w := &writer{ledger: a.Ledger, seen: fingerprints{}, index: map[string]int{}, suppressible: suppressible(a)}
	rules, results := []descriptor{}, []result{}
	for i := range a.Rules {
		r := &a.Rules[i]
		w.index[r.ID] = i
		rules = append(rules, rule{r.ID, r.Title, r.Description, r.Origin, r.Controls, r.References, r.Severity, r.Remediation}.descriptor(titles, clauses))
		if r.Verdict != assessment.Fail {
			results = append(results, w.other(a.Host.Name, r))
			continue
		}
		all := r.Violations
		if len(all) == 0 {
			all = []assessment.Violation{{Message: r.Reason}}
		}
		for _, v := range all {
			results = append(results, w.violation(a.Host.Name, r.ID, r.Severity, v))
		}
	}
	category := "isoscan/" + percent(show(a.Host.Name), "") + "/"
	execution := checkNotifications(a.Checks)
	return run{
		Tool: toolOf(a.Tool, a.Standard, rules),
		AutomationDetails: automationDetails{
			ID:   category + stamp(a.FinishedAt),
			GUID: guid("isoscan run", a.Host.Name, stamp(a.StartedAt), stamp(a.FinishedAt), a.FactsDigest, a.PoliciesDigest, digestOf(a.Ledger)),
			// The same for every run over this host under this profile.
			CorrelationGUID: guid("isoscan category", a.Host.Name, a.Profile.Name, a.Profile.Role),
			Description:     message(show(a.Host.Name) + " measured against " + show(a.Standard.ID) + ", profile " + show(a.Profile.Name) + ", role " + show(a.Profile.Role)),
		},
		Invocations: []invocation{{
			// Nothing evaluated is no run that succeeded, though nothing crashed.
			ExecutionSuccessful: a.Score.Technical.Assured != nil,
			StartTimeUTC:        stamp(a.StartedAt), EndTimeUTC: stamp(a.FinishedAt), Machine: show(a.Host.Name),
			ToolExecutionNotifications: execution, ToolConfigurationNotifications: recordNotifications(a.Ledger),
		}},
		Results: results,
		Properties: map[string]any{
			"standard": a.Standard.ID, "profile": show(a.Profile.Name), "role": show(a.Profile.Role), "os": show(a.Host.OS),
			"score": a.Score, "factsDigest": a.FactsDigest, "policiesDigest": a.PoliciesDigest, "ledgerDigest": digestOf(a.Ledger),
		},
	}
}

func organisationRun(o *assessment.Organisation) run {
	titles, clauses := map[string]string{}, map[string]string{}
	for i := range o.Controls {
		titles[o.Controls[i].ID], clauses[o.Controls[i].ID] = o.Controls[i].Title, o.Controls[i].Clause
	}
	w := &writer{ledger: o.Ledger, many: true, seen: fingerprints{}, index: map[string]int{}, suppressible: organisationSuppressible(o)}
	rules, results := []descriptor{}, []result{}
	for i := range o.Rules {
		r := &o.Rules[i]
		w.index[r.ID] = i
		rules = append(rules, rule{r.ID, r.Title, r.Description, r.Origin, r.Controls, r.References, r.Severity, r.Remediation}.descriptor(titles, clauses))
	}
	for i := range o.Hosts {
		h := &o.Hosts[i]
		w.seen = fingerprints{}
		for _, f := range h.Findings {
			severity := assessment.Low
			if at, ok := w.index[f.Rule]; ok {
				severity = o.Rules[at].Severity
			}
			all := f.Violations
			if len(all) == 0 {
				all = []assessment.Violation{{Message: f.Reason}}
			}
			for _, v := range all {
				r := w.violation(h.Host.Name, f.Rule, severity, v)
				r.Properties["violations"] = f.Total
				results = append(results, r)
			}
		}
	}
	name := o.Name
	if name == "" {
		name = "organisation"
	}
	w.seen = fingerprints{}
	for i := range o.Rules {
		if r := &o.Rules[i]; r.Counts.Unknown > 0 {
			results = append(results, w.unknownOn(name, r))
		}
	}
	return run{
		Tool: toolOf(o.Tool, o.Standard, rules),
		AutomationDetails: automationDetails{
			ID:              "isoscan/" + percent(show(name), "") + "/" + stamp(o.FinishedAt),
			GUID:            guid("isoscan organisation", name, stamp(o.StartedAt), stamp(o.FinishedAt), o.PoliciesDigest, digestOf(o.Ledger)),
			CorrelationGUID: guid("isoscan organisation category", name, o.Profile),
			Description:     message(show(name) + " measured against " + show(o.Standard.ID) + ", profile " + show(o.Profile)),
		},
		Invocations: []invocation{{
			ExecutionSuccessful: o.Score.Technical.Assured != nil,
			StartTimeUTC:        stamp(o.StartedAt), EndTimeUTC: stamp(o.FinishedAt),
			ToolExecutionNotifications: hostNotifications(o), ToolConfigurationNotifications: recordNotifications(o.Ledger),
		}},
		Results: results,
		Properties: map[string]any{
			"standard": o.Standard.ID, "profile": show(o.Profile), "hosts": len(o.Hosts), "hostsNotAssessed": len(o.NotAssessed),
			"score": o.Score, "policiesDigest": o.PoliciesDigest, "ledgerDigest": digestOf(o.Ledger),
		},
	}
}

// suppressible: results of this run may be suppressed.
func suppressible(a *assessment.Assessment) bool {
	for i := range a.Rules {
		for j := range a.Rules[i].Violations {
			if a.Rules[i].Violations[j].WaivedBy != "" {
				return true
			}
		}
	}
	return a.Ledger != nil
}

func organisationSuppressible(o *assessment.Organisation) bool {
	for i := range o.Hosts {
		for _, f := range o.Hosts[i].Findings {
			for j := range f.Violations {
				if f.Violations[j].WaivedBy != "" {
					return true
				}
			}
		}
	}
	return o.Ledger != nil
}

func toolOf(t assessment.Tool, s assessment.Standard, rules []descriptor) tool {
	return tool{Driver: driver{
		Name: show(t.Name), Version: show(t.Version), FullName: show(t.Name + " " + t.Version),
		ShortDescription: text{Text: "measures a host against " + show(s.ID)},
		Rules:            rules, Notifications: notices(),
	}}
}

func digestOf(l *assessment.Ledger) string {
	if l == nil {
		return ""
	}
	return l.Digest
}

// stamp is the form of section 3.9, in milliseconds.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
