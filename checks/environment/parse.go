package environment

import (
	"regexp"
	"slices"
	"strings"
)

// speaks finds names that speak of a secret.
var speaks = regexp.MustCompile(`(?i)PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_KEY$|_(PASS|PWD)$`)

// assigned finds NAME=VALUE as a word of its own; the value in the quotes that a
// shell knows. Options such as --token=x are none.
var assigned = regexp.MustCompile(`(?:^|[\s;&|({])([A-Za-z_][A-Za-z0-9_]*)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s;&|)]*)`)

// cshSets finds "setenv NAME VALUE" of csh(1).
var cshSets = regexp.MustCompile(`^\s*setenv\s+([A-Za-z_][A-Za-z0-9_]*)\s+("[^"]*"|'[^']*'|\S+)`)

// found is a variable and its line.
type found struct {
	name string
	line int
}

// secrets lists the variables of a text that speak of a secret and have a value
// that stands there. Expanding: a dollar sign or a backquote means that the value
// comes from elsewhere, as in a shell.
func secrets(text string, expanding bool) []found {
	var out []found
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		for _, m := range append(assigned.FindAllStringSubmatch(line, -1), cshSets.FindAllStringSubmatch(line, -1)...) {
			if speaks.MatchString(m[1]) && literal(m[2], expanding) {
				out = append(out, found{m[1], n})
			}
		}
	}
	return out
}

// pamSecrets is the same for pam_env.conf(5): NAME DEFAULT=VALUE OVERRIDE=VALUE.
func pamSecrets(text string) []found {
	var out []found
	n := 0
	for line := range strings.Lines(text) {
		n++
		f := strings.Fields(line)
		if len(f) < 2 || f[0][0] == '#' || !speaks.MatchString(f[0]) {
			continue
		}
		for _, w := range f[1:] {
			key, value, ok := strings.Cut(w, "=")
			if ok && (key == "DEFAULT" || key == "OVERRIDE") && literal(value, true) {
				out = append(out, found{f[0], n})
				break
			}
		}
	}
	return out
}

var (
	// place is the path of a file; what it begins with is no secret.
	place = regexp.MustCompile(`^(~|%[a-z])?(/[\w.@%:-]+)+/?$`)
	// switches and numbers of no account.
	plain = []string{"", "true", "false", "yes", "no", "on", "off", "none", "null", "enabled", "disabled", "0", "1"}
)

// literal tells whether a value is one, and not a reference, a path or a switch.
func literal(value string, expanding bool) bool {
	quote := byte(0)
	if len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
		quote, value = value[0], value[1:len(value)-1]
	}
	if expanding && quote != '\'' && strings.ContainsAny(value, "$`") {
		return false
	}
	return !slices.Contains(plain, strings.ToLower(strings.TrimSpace(value))) && !place.MatchString(value)
}
