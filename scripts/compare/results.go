package main

import (
	"encoding/xml"
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// outcome of one test, or of all of one tool's tests of a topic.
type outcome int

// From nothing to most telling.
const (
	none    outcome = iota // no test of it
	skipped                // not for this host
	clean                  // looked, and found nothing
	unclear                // could not tell
	found                  // a finding
)

func (o outcome) String() string {
	return [...]string{"-", "n/a", "clean", "cannot tell", "**found**"}[o]
}

// results of one tool on one host.
type results struct {
	tests map[string]outcome
	// findings by test, or by TEST:DETAIL where one test looks at many things.
	findings map[string]bool
	elapsed  time.Duration
	memory   int64 // KiB
}

// of is what the tests that any pattern fits say together.
func (r *results) of(patterns []string) outcome {
	worst := none
	for _, p := range patterns {
		if base, _, detail := strings.Cut(p, ":"); detail {
			// One thing that a test looks at: found, or what the test as a whole is.
			o := r.tests[base]
			if o == found {
				o = clean
			}
			for f := range r.findings {
				if fits(p, f) {
					o = found
				}
			}
			worst = max(worst, o)
			continue
		}
		for id, o := range r.tests {
			if fits(p, id) {
				worst = max(worst, o)
			}
		}
	}
	return worst
}

// found names the findings that any pattern fits.
func (r *results) found(patterns []string) map[string]bool {
	out := map[string]bool{}
	for f := range r.findings {
		for _, p := range patterns {
			base, _, _ := strings.Cut(f, ":")
			if fits(p, f) || fits(p, base) {
				out[f] = true
			}
		}
	}
	return out
}

// fits is shell-like: * stands for anything.
func fits(pattern, name string) bool {
	ok, err := path.Match(strings.ReplaceAll(pattern, "/", "_"), strings.ReplaceAll(name, "/", "_"))
	return ok && err == nil
}

func (r *results) isoscan(a *assessment.Assessment) {
	for _, rule := range a.Rules {
		r.tests[rule.ID] = map[assessment.Verdict]outcome{
			assessment.Fail: found, assessment.Unknown: unclear, assessment.Pass: clean, assessment.NotApplicable: skipped,
		}[rule.Verdict]
		if rule.Verdict == assessment.Fail {
			r.findings[rule.ID] = true
		}
	}
}

var (
	lynisTest    = regexp.MustCompile(`(Performing|Skipped) test (?:ID )?([A-Z]+-[0-9]+)`)
	lynisFinding = regexp.MustCompile(`(?m)^(?:warning|suggestion)\[\]=([A-Z]+-[0-9]+)\|([^|]*)\|([^|\n]*)`)
)

// lynis reads the report, which has the findings, and the log, which has the
// tests that ran and those that did not.
func (r *results) lynis(report, log string) {
	for _, m := range lynisTest.FindAllStringSubmatch(log, -1) {
		if m[1] == "Performing" {
			r.tests[m[2]] = clean
		} else {
			r.tests[m[2]] = max(r.tests[m[2]], skipped)
		}
	}
	for _, m := range lynisFinding.FindAllStringSubmatch(report, -1) {
		id := m[1]
		r.tests[id] = found
		// "MaxAuthTries (set 6 to 3)", or "One or more ..." with no detail.
		detail, _, _ := strings.Cut(m[3], " ")
		if detail == "" || detail == "-" {
			detail, _, _ = strings.Cut(strings.ReplaceAll(m[2], ":", ""), " (")
		}
		r.findings[id+":"+detail] = true
	}
}

const ssgPrefix = "xccdf_org.ssgproject.content_rule_"

// openscap reads the rule results of an XCCDF file.
func (r *results) openscap(data []byte) error {
	var doc struct {
		TestResult struct {
			Results []struct {
				Rule   string `xml:"idref,attr"`
				Result string `xml:"result"`
			} `xml:"rule-result"`
		} `xml:"TestResult"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		return fmt.Errorf("the results of OpenSCAP: %w", err)
	}
	for _, x := range doc.TestResult.Results {
		id := strings.TrimPrefix(x.Rule, ssgPrefix)
		switch x.Result {
		case "fail":
			r.tests[id], r.findings[id] = found, true
		case "pass", "fixed":
			r.tests[id] = clean
		case "notapplicable":
			r.tests[id] = skipped
		case "error", "unknown", "notchecked":
			r.tests[id] = unclear
		}
	}
	if len(r.tests) == 0 {
		return fmt.Errorf("OpenSCAP judged no rule")
	}
	return nil
}
