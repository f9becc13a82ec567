package prometheus

import (
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// WriteOrganisation writes the metrics of many hosts, told apart by the label
// host, so that the file may lie beside the one of the collector's own host, and those of the organisation under isoscan_organisation. Rules have
// no severity there, for the register does not keep it by host; a registered
// host of which there are no facts has isoscan_host_assessed 0 and nothing
// else.
func (Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	e := &exposition{}
	e.info("isoscan_organisation", o.Tool, o.Standard, o.Profile)
	e.times("isoscan_organisation", nil, o.StartedAt, o.FinishedAt)
	e.organisation(o)
	names := unique{}
	for i := range o.Hosts {
		h := &o.Hosts[i]
		e.hostResult(hostLabels{{"host", names.of(h.Host.Name)}}, h, o)
	}
	for _, asset := range o.NotAssessed {
		e.assessed(hostLabels{{"host", names.of(asset.Host)}}, false)
	}
	e.records("isoscan_organisation", o.Ledger)
	if _, err := w.Write(e.bytes()); err != nil {
		return fmt.Errorf("writing the organisation for Prometheus: %w", err)
	}
	return nil
}

func (e *exposition) organisation(o *assessment.Organisation) {
	const note = "Of the whole organisation."
	e.score("isoscan_organisation", note, "technical", nil, o.Score.Technical)
	e.score("isoscan_organisation", note, "overall", nil, o.Score.Overall)
	if adj := o.Score.Adjusted; adj != nil {
		e.score("isoscan_organisation_adjusted", note, "technical", nil, adj.Technical)
		e.score("isoscan_organisation_adjusted", note, "overall", nil, adj.Overall)
	}
	n := map[assessment.Conformity]int{}
	for i := range o.Controls {
		n[o.Controls[i].Verdict]++
	}
	for _, v := range assessment.Conformities() {
		e.add("isoscan_organisation_controls", "Controls of the standard by the verdict of the worst host.", float64(n[v]), label{"verdict", string(v)})
	}
	e.add("isoscan_organisation_hosts", "Hosts by whether there are facts of them.", float64(len(o.Hosts)), label{"state", "assessed"})
	e.add("isoscan_organisation_hosts", "Hosts by whether there are facts of them.", float64(len(o.NotAssessed)), label{"state", "not_assessed"})
}

func (e *exposition) assessed(h hostLabels, yes bool) {
	e.add("isoscan_host_assessed", "Whether there are facts of the host.", truth(yes), h...)
}

func (e *exposition) hostResult(labels hostLabels, h *assessment.HostResult, o *assessment.Organisation) {
	e.assessed(labels, true)
	e.host(labels, h.Host, h.Role)
	e.add("isoscan_host_last_run_timestamp_seconds", "When the last fact of the host was gathered.", seconds(h.FinishedAt), labels...)
	e.scores(labels, h.Score)
	counts := h.Score.Technical.Counts
	for _, c := range []struct {
		verdict assessment.Verdict
		n       int
	}{
		{assessment.Fail, counts.Fail}, {assessment.Unknown, counts.Unknown},
		{assessment.Pass, counts.Pass}, {assessment.NotApplicable, counts.NotApplicable},
	} {
		e.add("isoscan_rules", helpRules, float64(c.n), labels.and(label{"verdict", string(c.verdict)})...)
	}
	n := map[assessment.Conformity]int{}
	for _, c := range h.Controls {
		n[c.Verdict]++
	}
	for _, v := range assessment.Conformities() {
		e.add("isoscan_controls", "Controls of the standard by verdict.", float64(n[v]), labels.and(label{"verdict", string(v)})...)
	}
	ids := unique{}
	for _, f := range h.Findings {
		var severity assessment.Severity
		var controls []string
		if r, ok := o.Rule(f.Rule); ok {
			severity, controls = r.Severity, r.Controls
		}
		e.failed(labels, ids.of(f.Rule), severity, controls, f.Waived)
	}
}
