// Package prometheus writes an assessment as metrics in the text exposition
// format, for the textfile collector of node_exporter.
//
// # Use
//
// node_exporter runs with --collector.textfile.directory (on Debian it is
// /var/lib/prometheus/node-exporter) and serves every file there that ends in
// .prom. isoscan writes reports for their owner's eyes alone, so let others read
// this one, and rename it into place. In /etc/cron.d/isoscan, in one line:
//
//	17 3 * * *  root  cd /var/lib/prometheus/node-exporter && {
//	    isoscan scan --format prometheus --output isoscan.new;
//	    chmod 0644 isoscan.new && mv isoscan.new isoscan.prom; }
//
// The semicolon behind the scan is meant: a scan that could evaluate nothing
// ends with 3, and its file says so.
//
// # What to alert on
//
//	isoscan_rule_failed{severity=~"critical|high",waived="false"} == 1   # a serious finding
//	isoscan_score_available == 0                                         # nothing was evaluated
//	isoscan_coverage_ratio{scope="technical"} < 0.8                      # too little was looked at
//	time() - isoscan_last_run_timestamp_seconds > 2 * 86400              # the scan did not run
//	isoscan_record_expiry_timestamp_seconds - time() < 14 * 86400        # a waiver or attestation ends
//	absent(isoscan_info)                                                 # no file at all
//
// # What an absent sample means
//
// Without any evaluated rule there is no score, so there is no sample of a
// score: neither 0 nor NaN, which a dashboard may draw as a number.
// isoscan_score_available is always there and says which. The counts by
// verdict are always there, zeros too, so that an alert on unknown rules has
// something to read. Only failed rules have a sample of isoscan_rule_failed,
// so that the number of series follows the findings; a rule that is unknown is
// in isoscan_rules{verdict="unknown"}, never among those that pass.
//
// Ratios run from 0 to 1 and times are seconds since 1970, as
// https://prometheus.io/docs/practices/naming/ asks for.
package prometheus

import (
	"fmt"
	"io"
	"time"

	"isoscan/internal/assessment"
)

// Format is the Prometheus text exposition format.
type Format struct{}

// New returns the format.
func New() Format { return Format{} }

// Name is "prometheus".
func (Format) Name() string { return "prometheus" }

// Extension is "prom", the only one that the textfile collector reads.
func (Format) Extension() string { return "prom" }

// Help of the families that a host's own file and that of an organisation have
// in common. The collector wants it alike, for it may serve both files at once.
const helpRules = "Rules by verdict; waived failures are among the failed."

// Write writes the metrics of one host. They carry no host label, for the scrape
// adds its instance; isoscan_host_info has the name that the host gives itself.
func (Format) Write(w io.Writer, a *assessment.Assessment) error {
	e := &exposition{}
	e.info("isoscan", a.Tool, a.Standard, a.Profile.Name)
	e.host(hostLabels{}, a.Host, a.Profile.Role)
	e.times("isoscan", hostLabels{}, a.StartedAt, a.FinishedAt)
	e.scores(hostLabels{}, a.Score)
	e.rules(a)
	e.controls(a)
	e.checks(a)
	e.records("isoscan", a.Ledger)
	if _, err := w.Write(e.bytes()); err != nil {
		return fmt.Errorf("writing the assessment for Prometheus: %w", err)
	}
	return nil
}

// hostLabels tells the samples of several hosts apart: empty for a single one.
type hostLabels []label

func (h hostLabels) and(more ...label) []label {
	return append(append([]label(nil), h...), more...)
}

func (e *exposition) info(prefix string, t assessment.Tool, s assessment.Standard, profile string) {
	e.add(prefix+"_info", "Always 1; what judged: version, standard and profile.", 1,
		label{"version", t.Version}, label{"standard", s.ID}, label{"profile", profile})
}

func (e *exposition) host(h hostLabels, host assessment.Host, role string) {
	labels := h
	if len(labels) == 0 {
		labels = hostLabels{{"name", host.Name}}
	}
	e.add("isoscan_host_info", "Always 1; what was assessed: the name, role and system that the host gives itself.", 1,
		labels.and(label{"role", role}, label{"kind", host.Kind}, label{"os", host.OS}, label{"kernel", host.Kernel})...)
	e.add("isoscan_privileged", "Whether the scan had the rights of root; without them much stays unknown.", truth(host.Privileged), h...)
}

func (e *exposition) times(prefix string, h hostLabels, started, finished time.Time) {
	e.add(prefix+"_last_run_timestamp_seconds", "When the last fact was gathered.", seconds(finished), h...)
	e.add(prefix+"_run_duration_seconds", "How long the gathering of facts took.", finished.Sub(started).Seconds(), h...)
}

// scores writes the intervals of both scopes, and the adjusted ones under
// names of their own, so that a query never takes one for the other.
func (e *exposition) scores(h hostLabels, s assessment.Scores) {
	e.score("isoscan", "Technical: rules weighed by severity; overall: controls.", "technical", h, s.Technical)
	e.score("isoscan", "Technical: rules weighed by severity; overall: controls.", "overall", h, s.Overall)
	if s.Adjusted != nil {
		const note = "Without what waivers and exclusions set aside; it never counts as met."
		e.score("isoscan_adjusted", note, "technical", h, s.Adjusted.Technical)
		e.score("isoscan_adjusted", note, "overall", h, s.Adjusted.Overall)
	}
}

func (e *exposition) score(prefix, note, scope string, h hostLabels, s assessment.Score) {
	have := s.Assured != nil && s.Possible != nil && s.Coverage != nil
	e.add(prefix+"_score_available", "Whether there is a score: 0 when nothing was evaluated. "+note, truth(have), h.and(label{"scope", scope})...)
	if !have {
		return
	}
	const help = "Score as an interval: assured is what the evidence proves, possible what could still be true. "
	e.add(prefix+"_score_ratio", help+note, ratio(*s.Assured), h.and(label{"scope", scope}, label{"bound", "assured"})...)
	e.add(prefix+"_score_ratio", help+note, ratio(*s.Possible), h.and(label{"scope", scope}, label{"bound", "possible"})...)
	e.add(prefix+"_coverage_ratio", "How much was looked at. "+note, ratio(*s.Coverage), h.and(label{"scope", scope})...)
}

func (e *exposition) rules(a *assessment.Assessment) {
	type cell struct {
		v assessment.Verdict
		s assessment.Severity
	}
	n, waived := map[cell]int{}, map[assessment.Severity]int{}
	for i := range a.Rules {
		r := &a.Rules[i]
		n[cell{r.Verdict, r.Severity}]++
		if r.Waived() {
			waived[r.Severity]++
		}
	}
	for _, v := range assessment.Verdicts() {
		for _, s := range assessment.Severities() {
			e.add("isoscan_rules", helpRules, float64(n[cell{v, s}]),
				label{"verdict", string(v)}, label{"severity", string(s)})
		}
	}
	for _, s := range assessment.Severities() {
		e.add("isoscan_rules_waived", "Failed rules of which waivers cover every violation.", float64(waived[s]), label{"severity", string(s)})
	}
	ids := unique{}
	for _, r := range a.Findings() {
		id := ids.of(r.ID)
		e.failed(nil, id, r.Severity, r.Controls, r.Waived())
		e.add("isoscan_rule_violations", "Violations of each failed rule, waived ones too.", float64(len(r.Violations)), label{"rule", id})
	}
}

func (e *exposition) failed(h hostLabels, rule string, s assessment.Severity, controls []string, waived bool) {
	control := ""
	if len(controls) > 0 {
		control = controls[0]
	}
	e.add("isoscan_rule_failed", "Always 1; one sample for each failed rule and none for any other. The control is the primary one.", 1,
		h.and(label{"rule", rule}, label{"severity", string(s)}, label{"control", control}, label{"waived", fmt.Sprint(waived)})...)
}

func (e *exposition) controls(a *assessment.Assessment) {
	all := a.ControlCounts("")
	for _, v := range assessment.Conformities() {
		e.add("isoscan_controls", "Controls of the standard by verdict.", float64(all[v]), label{"verdict", string(v)})
	}
	for _, c := range a.Clauses {
		n := a.ControlCounts(c.ID)
		for _, v := range assessment.Conformities() {
			e.add("isoscan_clause_controls", "Controls of each clause by verdict.", float64(n[v]),
				label{"clause", c.ID}, label{"verdict", string(v)})
		}
	}
	if a.Ledger == nil {
		return
	}
	adjusted := map[assessment.Conformity]int{}
	for i := range a.Controls {
		adjusted[a.Controls[i].Adjusted]++
	}
	for _, v := range append(assessment.Conformities(), assessment.ControlWaived) {
		e.add("isoscan_adjusted_controls", "Controls by verdict with waivers and exclusions counted.", float64(adjusted[v]), label{"verdict", string(v)})
	}
}

func (e *exposition) checks(a *assessment.Assessment) {
	n := map[string]int{}
	for _, c := range a.Checks {
		n[c.Status]++
	}
	for _, s := range []string{"ok", "partial", "denied", "failed", "not_applicable"} {
		e.add("isoscan_checks", "Checks by how they went; only ok claims that everything was seen.", float64(n[s]), label{"status", s})
	}
}

// records tells when people's records end. A day counts whole, so a record
// ends at the midnight (UTC) behind it.
func (e *exposition) records(prefix string, l *assessment.Ledger) {
	if l == nil {
		return
	}
	ids := unique{}
	for i := range l.Records {
		r := &l.Records[i]
		day, err := time.Parse(time.DateOnly, r.Until)
		if err != nil {
			continue // a record without an end has no time to alert on; its state says whether it counts
		}
		e.add(prefix+"_record_expiry_timestamp_seconds", "When a record of the ledger ends; its state says whether it counts today.",
			seconds(day.AddDate(0, 0, 1)),
			label{"record", ids.of(r.ID)}, label{"kind", string(r.Kind)}, label{"control", r.Control}, label{"rule", r.Rule}, label{"state", string(r.State)})
	}
}
