package oscal

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"isoscan/internal/assessment"
)

// WriteOrganisation writes a result for each host. It holds the findings on all
// controls, and observations and risks of what fails; the evidence for what
// passes is in the host's own document. A registered host of which there are no
// facts has a result on which nothing is satisfied.
func (Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	s := seed("organisation", o.Name, o.PoliciesDigest, ledgerDigest(o.Ledger), o.Tool.Version, stamp(o.FinishedAt), strconv.Itoa(len(o.Hosts)))
	name := o.Name
	if name == "" {
		name = "many hosts"
	}
	d := documentOf(s, "Assessment of "+name, o.Tool, o.Standard, o.FinishedAt, o.Ledger)
	d.marshal = json.Marshal
	d.Metadata.Props = append(d.Metadata.Props, scoreProps(o.Score)...)
	for i := range o.Controls {
		d.objective(o.Controls[i].ID, o.Controls[i].Title)
	}
	each := func(i int) any {
		if i < len(o.Hosts) {
			return d.hostResult(o, i)
		}
		return d.notAssessed(o, i-len(o.Hosts))
	}
	if err := d.write(w, len(o.Hosts)+len(o.NotAssessed), each); err != nil {
		return fmt.Errorf("writing the organisation as OSCAL: %w", err)
	}
	return nil
}

func (d *document) hostResult(o *assessment.Organisation, i int) result {
	h := &o.Hosts[i]
	c := newScene(seed(d.seed, strconv.Itoa(i), h.Host.Name, h.FactsDigest), stamp(h.FinishedAt))
	r := c.start(o.Tool, h.Host, h.Role, o.Profile, h.StartedAt, h.FinishedAt)
	r.Props = append(r.Props, scoreProps(h.Score)...)
	r.Props = append(r.Props, props("facts-digest", h.FactsDigest)...)
	r.Reviewed = reviewedOf(o)
	for _, u := range h.Unseen {
		if r.Remarks == "" {
			r.Remarks = "What was not seen is not determined."
		}
		r.Remarks += " " + text(fmt.Sprintf("%s: %s.", assessment.Counted(u.Rules, "rule", "rules"), u.Reason))
	}
	byControl := map[string][]string{}
	for j := range h.Findings {
		f := &h.Findings[j]
		rule, ok := o.Rule(f.Rule)
		if !ok {
			continue // Organisation.Validate refuses such a finding
		}
		observed := assessment.Rule{
			ID: rule.ID, Title: rule.Title, Severity: rule.Severity, Verdict: assessment.Fail, Reason: f.Reason, Violations: f.Violations, Origin: rule.Origin,
		}
		obs := c.observe(&observed)
		obs.Props = append(props("rule", rule.ID, "verdict", "fail", "severity", string(rule.Severity), "waived", strconv.FormatBool(f.Waived)),
			props("violations", strconv.Itoa(f.Total))...)
		r.Observations = append(r.Observations, obs)
		k := c.risky(rule.ID, rule.Title, rule.Description, f.Reason, rule.Severity, f.Waived)
		k.Remediations = c.mending(rule.ID, rule.Remediation)
		r.Risks = append(r.Risks, k)
		for _, control := range rule.Controls {
			byControl[control] = append(byControl[control], rule.ID)
		}
	}
	for j := range o.Controls {
		if j >= len(h.Controls) {
			break // Organisation.Validate refuses such a host
		}
		k, v := &o.Controls[j], h.Controls[j]
		f := c.finding(k.ID, k.Title, "On this host: "+string(v.Verdict), v.Verdict)
		f.Props = props("verdict", string(v.Verdict), "adjusted-verdict", string(v.Adjusted), "method", string(k.Method))
		for _, id := range byControl[k.ID] {
			f.Observations = append(f.Observations, observationRef{c.rule(id)})
			f.Risks = append(f.Risks, riskRef{c.risk(id)})
		}
		r.Findings = append(r.Findings, f)
	}
	return r
}

func (d *document) notAssessed(o *assessment.Organisation, i int) result {
	asset := &o.NotAssessed[i]
	c := newScene(seed(d.seed, "not assessed", strconv.Itoa(i), asset.Host), stamp(o.FinishedAt))
	h := assessment.Host{Name: asset.Host}
	r := c.start(o.Tool, h, asset.Role, o.Profile, o.StartedAt, o.FinishedAt)
	r.Description = text(cmp.Or(asset.Reason, "The register has this host, and there are no facts of it."))
	r.Props = props("assessed", "false", "asset", asset.ID)
	r.Reviewed = reviewedOf(o)
	for j := range o.Controls {
		k := &o.Controls[j]
		f := c.finding(k.ID, k.Title, "There are no facts of this host", assessment.Undetermined)
		f.Props = props("verdict", string(assessment.Undetermined), "method", string(k.Method))
		r.Findings = append(r.Findings, f)
	}
	return r
}

// reviewedOf names no control: a thousand hosts would say the same list.
func reviewedOf(o *assessment.Organisation) reviewed {
	return reviewed{
		Selections:          []controlSelection{{Description: text("All controls of " + o.Standard.ID + "."), All: &struct{}{}}},
		ObjectiveSelections: []objectiveSelection{{All: &struct{}{}}},
	}
}
