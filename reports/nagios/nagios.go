// Package nagios writes an assessment as the output of a monitoring plugin,
// for Nagios, Icinga and their kin: a line for the overview with performance
// data, then the findings as long output.
//
// # Use
//
// A scan takes longer than a plugin may, and needs root. So scan by night and
// let the plugin render what was saved. isoscan writes files for their owner's
// eyes alone, so hand this one to the plugin's group. In /etc/cron.d/isoscan, in
// one line:
//
//	17 3 * * *  root  cd /var/lib/isoscan && {
//	    isoscan scan --format json --output last.new;
//	    chgrp nagios last.new && chmod 0640 last.new && mv last.new last.json; }
//
// and as the command of the service, on the host itself (NRPE, check_by_ssh or
// an agent):
//
//	command[check_isoscan]=/usr/bin/isoscan report /var/lib/isoscan/last.json --format nagios
//
// The text alone is half of the output: the process must exit with State.
// Freshness is not this plugin's to judge: watch the age of the saved file too
// (check_file_age), or a scan that stopped running looks like one that holds.
//
// # States
//
// The first that applies:
//
//	2 CRITICAL  a rule of severity critical or high fails, and no waiver covers all of it
//	1 WARNING   a rule of severity medium or low fails likewise
//	3 UNKNOWN   nothing was evaluated; or less than the least coverage (80 % unless
//	            told) was looked at; or a rule of severity critical or high is unknown
//	0 OK        none of these
//
// So OK says: nothing fails that is not waived, every serious rule was judged,
// and what little stayed unknown or is waived is counted in the same line.
// Failures come before unknowns because evidence convicts even when it is not
// whole; absence of evidence never makes an OK.
//
// Many hosts are one plugin too: the worst of them decides and is named, and the
// first line counts hosts by state. A registered host without facts is UNKNOWN.
// Which serious rules are unknown on which host the register does not hold, so
// any of them keeps the whole from OK.
//
// # Form
//
// After the Nagios plugin development guidelines
// (https://nagios-plugins.org/doc/guidelines.html): one line of text, '|',
// performance data as 'label'=value[UOM];warn;crit;min;max, then long output.
// Nagios reads 8 KB of it; the output stays below that, and the performance
// data come first so that nothing could cut them off.
package nagios

import (
	"fmt"
	"io"

	"isoscan/internal/assessment"
)

// The states, which are the exit codes of a plugin.
const (
	OK       = 0
	Warning  = 1
	Critical = 2
	Unknown  = 3
)

// LeastCoverage is the technical coverage, in percent, below which a host
// without a failure is UNKNOWN.
const LeastCoverage = 80

// Options of the format. The zero value is good.
type Options struct {
	// MinCoverage in percent; 0 means LeastCoverage.
	MinCoverage float64
}

// Format is the plugin output.
type Format struct{ o Options }

// New returns the format with its options.
func New(o Options) Format {
	if o.MinCoverage <= 0 {
		o.MinCoverage = LeastCoverage
	}
	return Format{o: o}
}

// Name is "nagios".
func (Format) Name() string { return "nagios" }

// Extension is "nagios".
func (Format) Extension() string { return "nagios" }

// State is that of the zero Options: the code with which a plugin exits.
func State(a *assessment.Assessment) int { return New(Options{}).State(a) }

// State is the code with which a plugin exits: OK, Warning, Critical or
// Unknown, as the comment of the package says.
func (f Format) State(a *assessment.Assessment) int {
	state, _ := f.judge(count(a), a.Score.Technical)
	return state
}

// Write writes the plugin's output, at most 8,000 bytes. Texts of a host lose
// whatever means something to Nagios, to a shell that a notification command
// may start, or to a web page.
func (f Format) Write(w io.Writer, a *assessment.Assessment) error {
	n := count(a)
	state, why := f.judge(n, a.Score.Technical)
	out := &output{}
	// No semicolon in the text: the core makes a colon of it, for its own files.
	out.line("ISOSCAN " + word(state) + " - " + why + " - " + n.text() + " - " + score(a.Score.Technical) + " | " + f.perfdata(a, n))
	longOutput(out, a)
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("writing the assessment for Nagios: %w", err)
	}
	return nil
}

func word(state int) string {
	return [...]string{OK: "OK", Warning: "WARNING", Critical: "CRITICAL", Unknown: "UNKNOWN"}[state]
}

// counts are numbers of rules.
type counts struct {
	pass, fail, unknown, notApplicable int
	// serious and minor fail and are not waived: critical or high, and others.
	serious, minor int
	waived         int
	// seriousUnknown are critical or high and unknown.
	seriousUnknown int
}

func count(a *assessment.Assessment) counts {
	var n counts
	for i := range a.Rules {
		r := &a.Rules[i]
		serious := r.Severity == assessment.Critical || r.Severity == assessment.High
		switch r.Verdict {
		case assessment.Pass:
			n.pass++
		case assessment.NotApplicable:
			n.notApplicable++
		case assessment.Fail:
			n.fail++
			switch {
			case r.Waived():
				n.waived++
			case serious:
				n.serious++
			default:
				n.minor++
			}
		default:
			n.unknown++
			if serious {
				n.seriousUnknown++
			}
		}
	}
	return n
}

func (n counts) text() string {
	s := fmt.Sprintf("%d fail, %d unknown, %d pass", n.fail, n.unknown, n.pass)
	if n.waived > 0 {
		s += fmt.Sprintf(", %d of the failures waived", n.waived)
	}
	return s
}

// judge gives the state and why.
func (f Format) judge(n counts, s assessment.Score) (state int, why string) {
	switch {
	case n.serious > 0:
		return Critical, assessment.Counted(n.serious, "rule fails", "rules fail") + " of severity critical or high"
	case n.minor > 0:
		return Warning, assessment.Counted(n.minor, "rule fails", "rules fail") + " of severity medium or low"
	case s.Coverage == nil || n.pass+n.fail == 0:
		return Unknown, "nothing was evaluated"
	case *s.Coverage < f.o.MinCoverage:
		return Unknown, fmt.Sprintf("only %.1f %% was looked at, less than %g %%", *s.Coverage, f.o.MinCoverage)
	case n.seriousUnknown > 0:
		return Unknown, "nothing fails, but " + assessment.Counted(n.seriousUnknown, "rule", "rules") + " of severity critical or high could not be judged"
	case n.waived > 0:
		return OK, "nothing fails that is not waived"
	default:
		return OK, "nothing fails of what was looked at"
	}
}

func score(s assessment.Score) string {
	if s.Assured == nil || s.Possible == nil || s.Coverage == nil {
		return "no score"
	}
	return fmt.Sprintf("score %.1f to %.1f %%, coverage %.1f %%", *s.Assured, *s.Possible, *s.Coverage)
}
