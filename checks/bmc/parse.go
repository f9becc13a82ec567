package bmc

import (
	"slices"
	"strconv"
	"strings"
)

// channelInfo is what "ipmitool channel info N" prints, as far as rules ask.
type channelInfo struct {
	medium string
	// active and stored are the access modes: disabled, pre-boot only, always
	// available, shared or unknown; empty when not printed.
	active, stored string
}

// lanBound tells whether the medium is a network.
func (c channelInfo) lanBound() bool { return c.medium == "802.3 LAN" || c.medium == "Other LAN" }

// open tells whether IPMI is answered; ok is false when a mode was not printed
// or is not one that IPMI 2.0, section 22.22, knows.
func (c channelInfo) open() (open, ok bool) {
	known := []string{"disabled", "pre-boot only", "always available", "shared"}
	if !slices.Contains(known, c.active) || !slices.Contains(known, c.stored) {
		return false, false
	}
	return c.active != "disabled" || c.stored != "disabled", true
}

// field splits a line "Name   : value". A line that continues the one before
// has no name.
func field(line string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(line, ":")
	return strings.TrimSpace(name), strings.TrimSpace(value), ok
}

func parseChannelInfo(text []byte) channelInfo {
	var c channelInfo
	into := &c.active
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(strings.TrimSpace(line), "Non-Volatile Settings") {
			into = &c.stored
		}
		switch name, value, _ := field(line); name {
		case "Channel Medium Type":
			c.medium = value
		case "Access Mode":
			*into = value
		}
	}
	return c
}

// lanPrint is what "ipmitool lan print N" prints, as far as rules ask. It has
// no place for the SNMP community, which is printed as well.
type lanPrint struct {
	// auth holds the enabled types by level; nil when a level is missing or a
	// type unheard of.
	auth map[string][]string
	// suites is nil when none were listed, which ipmitool also does where the
	// controller did not answer.
	suites []int
	// privileges has a letter for each suite; empty when not available.
	privileges string
	// source of the address: static, dhcp, bios, none or other; empty when not
	// printed.
	source string
}

// levels of privilege in the order in which lan print shows them.
var levels = []string{"callback", "user", "operator", "admin", "oem"}

func parseLAN(text []byte) lanPrint {
	var l lanPrint
	auth, sound := map[string][]string{}, true
	last := ""
	for line := range strings.Lines(string(text)) {
		name, value, ok := field(line)
		if !ok {
			continue
		}
		first := name != ""
		if first {
			last = name
		}
		switch {
		case last == "Auth Type Enable":
			level, types, ok := field(value)
			level = strings.ToLower(level)
			_, twice := auth[level]
			list := strings.Fields(types)
			sound = sound && ok && !twice && slices.Contains(levels, level) && !slices.ContainsFunc(list, unknownType)
			if sound {
				auth[level] = append([]string{}, list...)
			}
		case !first:
		case name == "IP Address Source":
			l.source = addressSource(value)
		case name == "RMCP+ Cipher Suites":
			l.suites = numbers(strings.Split(value, ","))
		case name == "Cipher Suite Priv Max":
			if strings.Trim(value, "XcuoaO") == "" {
				l.privileges = value
			}
		}
	}
	if sound && len(auth) == len(levels) {
		l.auth = auth
	}
	return l
}

func unknownType(name string) bool {
	return !slices.Contains([]string{"NONE", "MD2", "MD5", "PASSWORD", "OEM"}, name)
}

func addressSource(value string) string {
	switch value {
	case "":
		return ""
	case "Static Address":
		return "static"
	case "DHCP Address":
		return "dhcp"
	case "BIOS Assigned Address":
		return "bios"
	case "Unspecified":
		return "none"
	}
	return "other"
}

// numbers returns the suites of a list, or nil when one is no number of a
// suite (a byte).
func numbers(list []string) []int {
	var out []int
	for _, s := range list {
		n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 8)
		if err != nil {
			return nil
		}
		out = append(out, int(n))
	}
	return out
}

// parseCiphers reads the table of "ipmitool channel getciphers ipmi N": below
// a line of headings, a suite's number and its algorithms on each line. It
// returns nil when there is no table, or a line of it is no suite.
func parseCiphers(text []byte) []int {
	var first []string
	table := false
	for line := range strings.Lines(string(text)) {
		columns := strings.Fields(line)
		switch {
		case len(columns) == 0:
		case columns[0] == "ID":
			table = true
		case table:
			first = append(first, columns[0])
		}
	}
	return numbers(first)
}

// suiteZero tells whether cipher suite 0 opens sessions. ok is false when that
// cannot be told. The list of lan print alone does not show that the suite is
// missing: there are controllers that leave it out there and take it. A suite whose privilege level is X is unused. The
// levels are in the order of the controller's list of suites (IPMI 2.0, table
// 23-4, parameter 24), by ipmitool's manual page in that of the suites'
// numbers: where both differ, both have to be X.
func suiteZero(l lanPrint, ciphers []int) (enabled, ok bool) {
	if !slices.Contains(l.suites, 0) && !slices.Contains(ciphers, 0) {
		return false, ciphers != nil
	}
	at := max(slices.Index(l.suites, 0), 0)
	if at >= len(l.privileges) {
		return true, true
	}
	if l.suites != nil && !slices.Contains(l.suites, 0) && l.privileges[0] == 'X' {
		return false, false // the X may be that of the first suite of a list without suite 0
	}
	return l.privileges[0] != 'X' || l.privileges[at] != 'X', true
}
