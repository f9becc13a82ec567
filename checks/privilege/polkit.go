package privilege

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// parsedRules is what a file of rules says.
type parsedRules struct {
	rules  []PolkitRule
	admins []Admins
	// unclear: a function names administrators that could not be told.
	unclear bool
}

var (
	call      = regexp.MustCompile(`polkit\s*\.\s*(addRule|addAdminRule)\s*\(`)
	yes       = regexp.MustCompile(`polkit\s*\.\s*Result\s*\.\s*YES|["']yes["']`)
	inGroup   = regexp.MustCompile(`subject\s*\.\s*isInGroup\s*\(\s*["']([^"']*)["']\s*\)`)
	isUser    = regexp.MustCompile(`subject\s*\.\s*user\s*={2,3}\s*["']([^"']*)["']`)
	action    = regexp.MustCompile(`["'/\^]+([A-Za-z0-9_-]+(?:\\?\.[A-Za-z0-9_*-]+){2,}\.?)`)
	negated   = regexp.MustCompile(`!\s*\(?\s*(?:subject|action)\b|(?:subject|action)\s*\.\s*\w+\s*!=`)
	quotedJS  = regexp.MustCompile(`["']([^"']*)["']`)
	returns   = regexp.MustCompile(`return\s*\[([^\]]*)\]`)
	anyReturn = regexp.MustCompile(`return\b`)
	// inline: the argument is a function where it stands.
	inline = regexp.MustCompile(`^\s*(?:function\b|\([^()]*\)\s*=>|\w+\s*=>)`)
	// plainReturn: one constant, or nothing.
	plainReturn = regexp.MustCompile(`^\s*(?:polkit\s*\.\s*Result\s*\.\s*[A-Z_]+|["'](?:no|yes|auth_self|auth_self_keep|auth_admin|auth_admin_keep)["']|null|undefined)?\s*(?:[;}\n]|$)`)
	// granting: words that a grant cannot do without, however it is made.
	granting = regexp.MustCompile(`\bYES\b|["']yes["']|\bResult\b|\[\s*["']add(?:Admin)?Rule["']\s*\]|_(?:rule|adminRule)Funcs`)
)

// computed tells whether a function may answer with something other than the
// constants that stand in it.
func computed(body string) bool {
	if !inline.MatchString(body) {
		return true
	}
	for _, at := range anyReturn.FindAllStringIndex(body, -1) {
		if !plainReturn.MatchString(body[at[1]:]) {
			return true
		}
	}
	return strings.Contains(body, "=>") && !anyReturn.MatchString(body) && !regexp.MustCompile(`=>\s*polkit\s*\.\s*Result\s*\.\s*[A-Z_]+\s*$`).MatchString(body)
}

// parseRules reads a file of polkit's rules as text.
func parseRules(text, file string) parsedRules {
	var out parsedRules
	text = stripJS(text)
	rest := []byte(text)
	line, counted, end := 1, 0, 0
	for _, m := range call.FindAllStringSubmatchIndex(text, -1) {
		if m[0] < end {
			continue // within the one before, which is judged as a whole
		}
		body, ok := balanced(text[m[1]:])
		end = m[1] + len(body)
		line, counted = line+strings.Count(text[counted:m[0]], "\n"), m[0]
		at := facts.FileLine(facts.Text(file), line)
		for i := m[0]; i < m[1]+len(body); i++ {
			if rest[i] != '\n' {
				rest[i] = ' '
			}
		}
		if text[m[2]:m[3]] == "addAdminRule" {
			found := returns.FindAllStringSubmatch(body, -1)
			for _, r := range found {
				a := Admins{Identities: []string{}, Source: at}
				for _, q := range quotedJS.FindAllStringSubmatch(r[1], -1) {
					a.Identities = append(a.Identities, facts.Text(q[1]))
				}
				out.admins = append(out.admins, a)
			}
			if !ok || len(found) == 0 || len(found) != len(anyReturn.FindAllString(body, -1)) {
				out.unclear = true
			}
			continue
		}
		unclear := computed(body)
		if !yes.MatchString(body) && !unclear {
			continue
		}
		r := PolkitRule{
			Groups: all(inGroup, body), Users: all(isUser, body), Actions: all(action, body), Source: at,
			AtConsole: regexp.MustCompile(`subject\s*\.\s*local\b`).MatchString(body) && regexp.MustCompile(`subject\s*\.\s*active\b`).MatchString(body),
			AnyAction: !regexp.MustCompile(`\baction\s*\.`).MatchString(body),
		}
		r.Everyone = len(r.Groups)+len(r.Users) == 0
		conditions := strings.Count(body, "isInGroup") != len(inGroup.FindAllString(body, -1)) || !r.AnyAction && len(r.Actions) == 0 || strings.Contains(body, "isInNetGroup") || strings.Contains(body, "polkit.spawn")
		r.Told = ok && !unclear && !conditions && !negated.MatchString(body) && len(yes.FindAllString(body, -1)) == 1
		out.rules = append(out.rules, r)
	}
	// What grants without an addRule that is understood may grant anything.
	if at := granting.FindIndex(rest); at != nil {
		out.rules = append(out.rules, PolkitRule{
			Groups: []string{}, Users: []string{}, Actions: []string{}, Everyone: true, AnyAction: true,
			Source: facts.FileLine(facts.Text(file), 1+strings.Count(string(rest[:at[0]]), "\n")),
		})
	}
	return out
}

func all(re *regexp.Regexp, text string) []string {
	out := []string{}
	for _, m := range re.FindAllStringSubmatch(text, -1) {
		out = append(out, facts.Text(strings.TrimSuffix(strings.ReplaceAll(m[1], `\`, ""), ".")))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stripJS puts blanks in place of comments, and keeps the lines.
func stripJS(text string) string {
	b := []byte(text)
	var quote byte
	for i := 0; i < len(b); i++ {
		switch {
		case quote != 0:
			if b[i] == '\\' {
				i++
			} else if b[i] == quote || b[i] == '\n' {
				quote = 0
			}
		case b[i] == '"' || b[i] == '\'':
			quote = b[i]
		case b[i] == '/' && i+1 < len(b) && b[i+1] == '/':
			for ; i < len(b) && b[i] != '\n'; i++ {
				b[i] = ' '
			}
		case b[i] == '/' && i+1 < len(b) && b[i+1] == '*':
			end := bytes.Index(b[i+2:], []byte("*/"))
			stop := len(b)
			if end >= 0 {
				stop = i + 2 + end + 2
			}
			for ; i < stop; i++ {
				if b[i] != '\n' {
					b[i] = ' '
				}
			}
			i--
		}
	}
	return string(b)
}

// balanced returns the arguments of a call up to its closing parenthesis.
func balanced(text string) (string, bool) {
	depth := 1
	var quote byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote || c == '\n' {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return text[:i], true
			}
		}
	}
	return text, false
}

// parsePKLA reads pklocalauthority(8): sections with Identity, Action and
// ResultAny, ResultInactive, ResultActive.
func parsePKLA(text, file string) []PolkitRule {
	var out []PolkitRule
	var r *PolkitRule
	granted := map[string]bool{}
	flush := func() {
		if r != nil && len(granted) > 0 && (len(r.Groups)+len(r.Users) > 0 || r.Everyone) {
			r.AtConsole = !granted["ResultAny"] && !granted["ResultInactive"]
			out = append(out, *r)
		}
		r, granted = nil, map[string]bool{}
	}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			flush()
			r = &PolkitRule{Groups: []string{}, Users: []string{}, Actions: []string{}, Told: true, Source: facts.FileLine(facts.Text(file), n)}
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if r == nil || !ok || strings.HasPrefix(line, "#") {
			continue
		}
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch key {
		case "Identity":
			for id := range strings.SplitSeq(value, ";") {
				kind, name, _ := strings.Cut(strings.TrimSpace(id), ":")
				switch {
				case kind == "unix-user" && name == "*" || kind == "unix-group" && name == "*" || kind == "*":
					r.Everyone = true
				case kind == "unix-user":
					r.Users = append(r.Users, facts.Text(name))
				case kind == "unix-group":
					r.Groups = append(r.Groups, facts.Text(name))
				case kind != "":
					r.Told = false
				}
			}
		case "Action":
			for a := range strings.SplitSeq(value, ";") {
				if a = strings.TrimSpace(a); a == "*" {
					r.AnyAction = true
				} else if a != "" {
					r.Actions = append(r.Actions, facts.Text(a))
				}
			}
		case "ResultAny", "ResultInactive", "ResultActive":
			if value == "yes" {
				granted[key] = true
			}
		}
	}
	flush()
	return out
}
