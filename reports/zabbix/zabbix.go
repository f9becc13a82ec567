// Package zabbix writes an assessment as input of zabbix_sender: values for
// trapper items, and the list of rules for low-level discovery.
//
// # Use
//
// Import template.yaml (beside this file; Zabbix 6.0 and later) and link it to
// the host in Zabbix. Then send what a nightly scan writes, in /etc/cron.d/isoscan,
// in one line:
//
//	17 3 * * *  root  cd /var/lib/isoscan && {
//	    isoscan scan --format zabbix --output last.zabbix;
//	    zabbix_sender -T -c /etc/zabbix/zabbix_agentd.conf -i last.zabbix; }
//
// -T is needed: each line has the time of the assessment, so that one that is
// sent late, or sent again, does not look like today's. The host column is "-",
// the host that zabbix_sender is told to speak for (Hostname in its
// configuration, or -s NAME): what a host calls itself never decides under whose
// name its values go. Items of rules exist only after the server has worked off
// the discovery, within a minute or so: the very first run reports those values
// as failed, and so does a new rule.
//
// # Values
//
//	isoscan.rule.discovery            JSON with {#RULE}, {#SEVERITY}, {#CONTROL}, {#TITLE}
//	isoscan.rule.verdict[RULE]        fail, unknown, pass or not_applicable
//	isoscan.rule.waived[RULE]         1 when a waiver covers every violation, else 0
//	isoscan.rule.reason[RULE]         one line
//	isoscan.score.available[SCOPE]    1, or 0 when nothing was evaluated
//	isoscan.score.assured[SCOPE]      percent; absent without a score, as are the next two
//	isoscan.score.possible[SCOPE]
//	isoscan.score.coverage[SCOPE]
//	isoscan.rules[VERDICT]            number of rules
//	isoscan.failed[SEVERITY]          number of failed rules that are not waived
//	isoscan.unknown[SEVERITY]         number of rules that are unknown
//	isoscan.waived                    number of failed rules that are
//	isoscan.controls[VERDICT]         number of controls
//	isoscan.checks[STATUS]            number of checks
//	isoscan.last_run                  seconds since 1970
//	isoscan.duration                  seconds
//	isoscan.waiver.expiry             when the next waiver ends that counts; absent without any
//	isoscan.version, isoscan.host, isoscan.profile, isoscan.summary
//
// SCOPE is technical or overall; with a ledger also technical_adjusted and
// overall_adjusted. A verdict is a word and not a number, so that no trigger
// takes unknown for the number of a pass. A missing value leaves the last one
// standing in Zabbix, which is why the template asks score.available first and
// raises an alarm when isoscan.last_run is old.
package zabbix

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"isoscan/internal/assessment"
)

// Format is the input of zabbix_sender.
type Format struct{}

// New returns the format.
func New() Format { return Format{} }

// Name is "zabbix".
func (Format) Name() string { return "zabbix" }

// Extension is "zabbix".
func (Format) Extension() string { return "zabbix" }

// Write writes a line a value: host "-", key, time, value.
func (Format) Write(w io.Writer, a *assessment.Assessment) error {
	in := &input{host: "-", at: a.FinishedAt.Unix()}
	if err := in.discovery(a); err != nil {
		return err
	}
	in.run(a.Tool, a.Host, a.Profile.Name+", role "+a.Profile.Role, a.StartedAt, a.FinishedAt)
	in.scores(a.Score)
	in.counts(a)
	in.expiry(a.Ledger)
	in.rules(a)
	if _, err := w.Write(in.lines.Bytes()); err != nil {
		return fmt.Errorf("writing the assessment for Zabbix: %w", err)
	}
	return nil
}

// discovered is one rule as low-level discovery lists it.
type discovered struct {
	Rule     string `json:"{#RULE}"`
	Severity string `json:"{#SEVERITY}"`
	Control  string `json:"{#CONTROL}"`
	Title    string `json:"{#TITLE}"`
}

func (in *input) discovery(a *assessment.Assessment) error {
	list := make([]discovered, 0, len(a.Rules))
	for i := range a.Rules {
		r := &a.Rules[i]
		d := discovered{Rule: text(r.ID), Severity: string(r.Severity), Title: text(r.Title)}
		if len(r.Controls) > 0 {
			d.Control = text(r.Controls[0])
		}
		list = append(list, d)
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("writing the list of rules for Zabbix: %w", err)
	}
	in.raw("isoscan.rule.discovery", string(raw))
	return nil
}

func (in *input) run(t assessment.Tool, h assessment.Host, profile string, started, finished time.Time) {
	in.add("isoscan.version", t.Version)
	in.add("isoscan.host", h.Name)
	in.add("isoscan.profile", profile)
	in.add("isoscan.last_run", fmt.Sprint(finished.Unix()))
	in.add("isoscan.duration", fmt.Sprintf("%.3f", finished.Sub(started).Seconds()))
}

func (in *input) scores(s assessment.Scores) {
	in.score("technical", s.Technical)
	in.score("overall", s.Overall)
	if s.Adjusted != nil {
		in.score("technical_adjusted", s.Adjusted.Technical)
		in.score("overall_adjusted", s.Adjusted.Overall)
	}
}

func (in *input) score(scope string, s assessment.Score) { in.scoreAt("isoscan.score", scope, s) }

// scoreAt adds a score under keys that begin with a name.
func (in *input) scoreAt(name, scope string, s assessment.Score) {
	if s.Assured == nil || s.Possible == nil || s.Coverage == nil {
		in.add(key(name+".available", scope), "0")
		return
	}
	in.add(key(name+".available", scope), "1")
	in.add(key(name+".assured", scope), fmt.Sprintf("%.1f", *s.Assured))
	in.add(key(name+".possible", scope), fmt.Sprintf("%.1f", *s.Possible))
	in.add(key(name+".coverage", scope), fmt.Sprintf("%.1f", *s.Coverage))
}

func (in *input) counts(a *assessment.Assessment) {
	rules, failed, unknown, waived := map[assessment.Verdict]int{}, map[assessment.Severity]int{}, map[assessment.Severity]int{}, 0
	for i := range a.Rules {
		r := &a.Rules[i]
		rules[r.Verdict]++
		switch {
		case r.Waived():
			waived++
		case r.Verdict == assessment.Fail:
			failed[r.Severity]++
		case r.Verdict == assessment.Unknown:
			unknown[r.Severity]++
		}
	}
	for _, v := range assessment.Verdicts() {
		in.number(key("isoscan.rules", string(v)), rules[v])
	}
	for _, s := range assessment.Severities() {
		in.number(key("isoscan.failed", string(s)), failed[s])
		in.number(key("isoscan.unknown", string(s)), unknown[s])
	}
	in.number("isoscan.waived", waived)
	in.controls(a.ControlCounts(""))
	checks := map[string]int{}
	for _, c := range a.Checks {
		checks[c.Status]++
	}
	for _, s := range []string{"ok", "partial", "denied", "failed", "not_applicable"} {
		in.number(key("isoscan.checks", s), checks[s])
	}
	in.summary(a.Score.Technical, waived)
}

func (in *input) controls(n map[assessment.Conformity]int) {
	for _, v := range assessment.Conformities() {
		in.number(key("isoscan.controls", string(v)), n[v])
	}
}

func (in *input) summary(s assessment.Score, waived int) {
	n := s.Counts
	line := fmt.Sprintf("%s (%d of them waived), %s unknown, %s; ", assessment.Counted(n.Fail, "rule fails", "rules fail"), waived,
		assessment.Counted(n.Unknown, "is", "are"), assessment.Counted(n.Pass, "passes", "pass"))
	if s.Assured == nil || s.Possible == nil || s.Coverage == nil {
		line += "no score: nothing was evaluated"
	} else {
		line += fmt.Sprintf("score %.1f to %.1f %%, coverage %.1f %%", *s.Assured, *s.Possible, *s.Coverage)
	}
	in.add("isoscan.summary", line)
}

// expiry is the end of the waiver that ends first. A day counts whole.
func (in *input) expiry(l *assessment.Ledger) {
	if l == nil {
		return
	}
	var next time.Time
	for i := range l.Records {
		r := &l.Records[i]
		if r.Kind != assessment.Waiver || r.State != assessment.RecordCounts {
			continue
		}
		day, err := time.Parse(time.DateOnly, r.Until)
		if err != nil {
			continue // without an end there is nothing to warn of
		}
		if end := day.AddDate(0, 0, 1); next.IsZero() || end.Before(next) {
			next = end
		}
	}
	if !next.IsZero() {
		in.add("isoscan.waiver.expiry", fmt.Sprint(next.Unix()))
	}
}

func (in *input) rules(a *assessment.Assessment) {
	for i := range a.Rules {
		r := &a.Rules[i]
		waived := 0
		if r.Waived() {
			waived = 1
		}
		in.add(key("isoscan.rule.verdict", r.ID), string(r.Verdict))
		in.number(key("isoscan.rule.waived", r.ID), waived)
		in.add(key("isoscan.rule.reason", r.ID), r.Reason)
	}
}
