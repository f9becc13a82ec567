package logging

import (
	"fmt"
	"strconv"
	"strings"
)

// facilities of syslog(3) in the order of their numbers.
var facilities = []string{
	"kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
	"", "", "", "", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
}

// severities of syslog(3), most urgent first.
var severities = []string{"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"}

// info is the least urgent severity that must be kept.
const info = 6

// names that daemons take besides.
var severityAlias = map[string]string{"panic": "emerg", "error": "err", "warn": "warning"}

func facilityNumber(name string) (int, bool) {
	name = strings.ToLower(name)
	if n, err := strconv.Atoi(name); err == nil {
		return n >> 3, n >= 0 && n>>3 < len(facilities)
	}
	if name == "security" {
		name = "auth"
	}
	for i, f := range facilities {
		if f != "" && f == name {
			return i, true
		}
	}
	switch name {
	case "mark":
		return -1, true
	}
	return 0, false
}

func severityNumber(name string) (int, bool) {
	name = strings.ToLower(name)
	if n, err := strconv.Atoi(name); err == nil {
		return n, n >= 0 && n < len(severities)
	}
	if a := severityAlias[name]; a != "" {
		name = a
	}
	for i, s := range severities {
		if s == name {
			return i, true
		}
	}
	return 0, false
}

// mask holds the severities that match, by facility; bit n is severity n.
type mask [24]uint8

// message is one kind of message.
type message struct{ facility, severity int }

func (m *mask) has(msg message) bool { return m[msg.facility]&(1<<msg.severity) != 0 }

// parseSelector reads the selectors of syslog.conf(5): FACILITIES.PRIORITY;...
// where each part adds to or takes from what the parts before it chose.
func parseSelector(text string) (*mask, error) {
	var m mask
	for part := range strings.SplitSeq(text, ";") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		names, pri, ok := strings.Cut(part, ".")
		if !ok || names == "" || pri == "" {
			return nil, fmt.Errorf("%q is not FACILITY.PRIORITY", part)
		}
		if err := m.apply(names, pri); err != nil {
			return nil, err
		}
	}
	return &m, nil
}

func (m *mask) apply(names, pri string) error {
	not, only := false, false
	for len(pri) > 0 && (pri[0] == '!' || pri[0] == '=') {
		not, only = not || pri[0] == '!', only || pri[0] == '='
		pri = pri[1:]
	}
	var bits uint8
	none := false
	switch {
	case pri == "*":
		bits = 0xff
	case strings.EqualFold(pri, "none"):
		none = true
	default:
		n, ok := severityNumber(pri)
		if !ok {
			return fmt.Errorf("there is no priority %q", pri)
		}
		bits = 1 << n
		if !only {
			bits = uint8(1<<(n+1) - 1)
		}
	}
	set := func(f int) {
		switch {
		case none:
			m[f] = 0
		case not:
			m[f] &^= bits
		default:
			m[f] |= bits
		}
	}
	for name := range strings.SplitSeq(names, ",") {
		name = strings.TrimSpace(name)
		if name == "*" {
			for f := range m {
				set(f)
			}
			continue
		}
		f, ok := facilityNumber(name)
		if !ok {
			return fmt.Errorf("there is no facility %q", name)
		}
		if f >= 0 {
			set(f)
		}
	}
	return nil
}
