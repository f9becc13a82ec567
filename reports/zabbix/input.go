package zabbix

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"isoscan/internal/assessment"
)

// input collects the lines for one host at one time.
type input struct {
	lines bytes.Buffer
	// host as zabbix_sender names it; "-" is the one that it is told.
	host string
	// at is in seconds since 1970.
	at int64
}

// add adds a value that may come from a host: one line, printable, and no
// longer than an item of the type "character" holds.
func (in *input) add(key, value string) { in.raw(key, text(value)) }

func (in *input) number(key string, n int) { in.raw(key, fmt.Sprint(n)) }

// raw adds a value as it is.
func (in *input) raw(key, value string) {
	host := in.host
	if host != "-" {
		host = quote(host)
	}
	fmt.Fprintf(&in.lines, "%s %s %d %s\n", host, quote(key), in.at, quote(value))
}

// quote makes an entry of an input line, after zabbix_sender(1): in double
// quotes, with backslashes before quotes and backslashes.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// key makes an item key with one parameter, in quotes when it holds what would
// end it; as the server does when it puts a discovered {#RULE} into the key of
// an item prototype.
func key(name, parameter string) string {
	parameter = text(parameter)
	if strings.ContainsAny(parameter, `,]`) || strings.HasPrefix(parameter, `"`) ||
		strings.HasPrefix(parameter, " ") || strings.HasPrefix(parameter, "[") {
		parameter = `"` + strings.ReplaceAll(parameter, `"`, `\"`) + `"`
	}
	return name + "[" + parameter + "]"
}

// longest value in runes: what an item of the type "character" holds.
const longest = 255

// text makes any text one printable line. An empty one is "-", for Zabbix
// would take it for a missing entry.
func text(s string) string {
	s = assessment.Printable(s)
	if s == "" {
		return "-"
	}
	if utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest-1]) + "…"
	}
	return s
}
