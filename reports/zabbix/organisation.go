package zabbix

import (
	"bytes"
	"cmp"
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// WriteOrganisation writes the values of many hosts, each under the name by
// which facts know it: the hosts in Zabbix must have the same. It holds scores
// and numbers but no value for single rules, for the register keeps only what
// fails of them, and a rule without a new value would seem to be what it was.
// A registered host of which there are no facts has no score and no more.
//
// What is of all of them together goes to "-", the host for which zabbix_sender
// speaks: link the template "isoscan organisation" to it. Its keys begin with
// isoscan.organisation, so that the host may have values of its own as well.
func (Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	severity := make(map[string]assessment.Severity, len(o.Rules))
	for i := range o.Rules {
		severity[o.Rules[i].ID] = o.Rules[i].Severity
	}
	var out bytes.Buffer
	all := &input{host: "-", at: o.FinishedAt.Unix()}
	if err := all.organisation(o, severity); err != nil {
		return err
	}
	out.Write(all.lines.Bytes())
	for i := range o.Hosts {
		h := &o.Hosts[i]
		in := &input{host: hostName(h.Host.Name), at: h.FinishedAt.Unix()}
		in.run(o.Tool, h.Host, o.Profile+", role "+h.Role, h.StartedAt, h.FinishedAt)
		in.scores(h.Score)
		in.hostCounts(h, severity)
		out.Write(in.lines.Bytes())
	}
	for _, asset := range o.NotAssessed {
		in := &input{host: hostName(asset.Host), at: o.FinishedAt.Unix()}
		in.score("technical", assessment.Score{})
		in.score("overall", assessment.Score{})
		in.add("isoscan.summary", cmp.Or(asset.Reason, "there are no facts of this host"))
		out.Write(in.lines.Bytes())
	}
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("writing the organisation for Zabbix: %w", err)
	}
	return nil
}

// hostName is never "-", under which zabbix_sender would speak for its own host.
func hostName(s string) string {
	if s = text(s); s != "-" {
		return s
	}
	return "unnamed"
}

func (in *input) hostCounts(h *assessment.HostResult, severity map[string]assessment.Severity) {
	n := h.Score.Technical.Counts
	for _, c := range []struct {
		verdict assessment.Verdict
		n       int
	}{{assessment.Fail, n.Fail}, {assessment.Unknown, n.Unknown}, {assessment.Pass, n.Pass}, {assessment.NotApplicable, n.NotApplicable}} {
		in.number(key("isoscan.rules", string(c.verdict)), c.n)
	}
	failed, waived := map[assessment.Severity]int{}, 0
	for _, f := range h.Findings {
		if f.Waived {
			waived++
			continue
		}
		failed[severity[f.Rule]]++
	}
	for _, s := range assessment.Severities() {
		in.number(key("isoscan.failed", string(s)), failed[s])
	}
	in.number("isoscan.waived", waived)
	controls := map[assessment.Conformity]int{}
	for _, c := range h.Controls {
		controls[c.Verdict]++
	}
	in.controls(controls)
	in.summary(h.Score.Technical, waived)
}
