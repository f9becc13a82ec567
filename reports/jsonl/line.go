package jsonl

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"isoscan/internal/assessment"
)

// Types of lines.
const (
	TypeSummary   = "summary"
	TypeHost      = "host"
	TypeViolation = "violation"
	TypeUnknown   = "unknown"
	// TypeRuleUnknown: a rule of an organisation that is unknown on some hosts,
	// once for all of them.
	TypeRuleUnknown = "rule_unknown"
	// TypeNotAssessed: a registered host of which there are no facts.
	TypeNotAssessed = "not_assessed"
)

// Line is a finding: of type violation, unknown, rule_unknown or not_assessed.
type Line struct {
	Type string `json:"type"`
	// Schema is the constant Schema.
	Schema string `json:"schema"`
	// Time is when the last fact of the host was gathered, RFC 3339 in UTC.
	Time string `json:"time"`
	// Host is absent on lines of type rule_unknown, which are for many hosts.
	Host string `json:"host,omitempty"`
	// Standard is "ISO/IEC 17799:2000"; Control the primary one by its number
	// there, such as 9.5.2; Controls all of the rule's, divided by commas;
	// Clause the primary control's.
	Standard string `json:"standard"`
	Control  string `json:"control,omitempty"`
	Controls string `json:"controls,omitempty"`
	Clause   string `json:"clause,omitempty"`
	Rule     string `json:"rule,omitempty"`
	Title    string `json:"title,omitempty"`
	// Severity is critical, high, medium or low; SeverityRank 1 for critical
	// to 4 for low, to compare with.
	Severity     string `json:"severity,omitempty"`
	SeverityRank int    `json:"severity_rank,omitempty"`
	// Verdict of the rule, fail or unknown, whatever is waived.
	Verdict string `json:"verdict"`
	// Waived: a waiver that counts covers this violation; Waiver is its id,
	// when it is known, and WaivedUntil the last day, YYYY-MM-DD, it is in force.
	Waived      bool   `json:"waived"`
	Waiver      string `json:"waiver,omitempty"`
	WaivedUntil string `json:"waived_until,omitempty"`
	// Reason in one line: of an unknown, why.
	Reason string `json:"reason,omitempty"`
	// Message, Resource, Observed, Expected and Source are the violation's.
	Message  string `json:"message,omitempty"`
	Resource string `json:"resource,omitempty"`
	Observed string `json:"observed,omitempty"`
	Expected string `json:"expected,omitempty"`
	Source   string `json:"source,omitempty"`
	// Violations counts all of the rule on this host, those without a line too:
	// of an organisation at most 10 of a rule and host have one.
	Violations int `json:"violations,omitempty"`
	// RulesUnknown counts the rules that a line without a rule stands for.
	RulesUnknown int `json:"rules_unknown,omitempty"`
	// HostsUnknown counts the hosts on which the rule of a line is unknown.
	HostsUnknown int `json:"hosts_unknown,omitempty"`
	// Remediation says how to mend; Command does it and is safe as it stands,
	// in one or more lines.
	Remediation string `json:"remediation,omitempty"`
	Command     string `json:"command,omitempty"`
	// Origin is isoscan or the folder of a user's own policies.
	Origin string `json:"origin,omitempty"`
	// Fingerprint of host, rule, object and file (not its line): 32 hexadecimal
	// digits that stay the same from run to run while the finding does.
	Fingerprint string `json:"fingerprint,omitempty"`
	// Truncated names the keys that were cut, divided by commas.
	Truncated string `json:"truncated,omitempty"`
}

// The longest that a value becomes, in bytes of its JSON. Their sum, with the
// keys and marks, stays below MaxLine; a test holds the longest line to that.
const (
	maxName   = 512
	maxShort  = 256
	maxText   = 3072
	maxPath   = 4608 // PATH_MAX is 4096
	maxAdvice = 2048
)

// bound makes every text of the line printable and short enough.
func (l *Line) bound() {
	var cut []string
	fit := func(key string, s *string, limit int) {
		var was bool
		if *s, was = clip(*s, limit); was {
			cut = append(cut, key)
		}
	}
	fit("host", &l.Host, maxName)
	fit("standard", &l.Standard, maxShort)
	fit("control", &l.Control, maxShort)
	fit("controls", &l.Controls, maxName)
	fit("clause", &l.Clause, maxShort)
	fit("rule", &l.Rule, maxShort)
	fit("title", &l.Title, maxName)
	fit("waiver", &l.Waiver, maxShort)
	fit("waived_until", &l.WaivedUntil, maxShort)
	fit("reason", &l.Reason, maxText)
	fit("message", &l.Message, maxText)
	fit("resource", &l.Resource, maxPath)
	fit("observed", &l.Observed, maxText)
	fit("expected", &l.Expected, maxAdvice)
	fit("source", &l.Source, maxPath)
	fit("remediation", &l.Remediation, maxAdvice)
	if l.Command != "" {
		l.Command = strings.Join(assessment.PrintableLines(l.Command), "\n")
	}
	var was bool
	if l.Command, was = cutAt(l.Command, maxAdvice); was {
		cut = append(cut, "command")
	}
	fit("origin", &l.Origin, maxName)
	l.Truncated = strings.Join(cut, ",")
}

// clip makes text printable and short enough.
func clip(s string, limit int) (string, bool) { return cutAt(assessment.Printable(s), limit) }

// cutAt cuts printable text whose JSON would take more than limit bytes, and
// says how many characters went. (JSON takes one byte more for each quote,
// backslash and line feed, nothing else.)
func cutAt(s string, limit int) (string, bool) {
	const mark = 48 // "... (12345678 more characters)", with room
	size, fits, count, shown := 0, 0, 0, 0
	for i, r := range s {
		n := len(string(r))
		if r == '"' || r == '\\' || r == '\n' {
			n++
		}
		if size += n; size <= limit-mark {
			fits, shown = i+len(string(r)), shown+1
		}
		count++
	}
	if size <= limit {
		return s, false
	}
	return s[:fits] + "... (" + assessment.Counted(count-shown, "more character", "more characters") + ")", true
}

// fingerprints tells findings apart that a host, rule, object and file do not.
type fingerprints map[string]int

func (f fingerprints) of(host, rule string, v assessment.Violation) string {
	key := strings.Join([]string{host, rule, v.Resource, file(v.Source)}, "\x00")
	f[key]++
	sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(f[key])))
	return hex.EncodeToString(sum[:16])
}

// file is a source without its line number: lines move when others are added.
func file(source string) string {
	if i := strings.LastIndexByte(source, ':'); i > 0 && strings.HasPrefix(source, "/") {
		if n, err := strconv.Atoi(source[i+1:]); err == nil && n > 0 {
			return source[:i]
		}
	}
	return source
}
