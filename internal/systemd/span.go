package systemd

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// units of systemd.time(7) in seconds.
var timeUnits = map[string]float64{
	"s": 1, "sec": 1, "second": 1, "seconds": 1, "": 1, "m": 60, "min": 60, "minute": 60, "minutes": 60,
	"h": 3600, "hr": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400,
	"w": 7 * 86400, "week": 7 * 86400, "weeks": 7 * 86400, "M": 2629800, "month": 2629800, "months": 2629800,
	"y": 31557600, "year": 31557600, "years": 31557600, "ms": 0.001, "msec": 0.001, "us": 0.000001, "usec": 0.000001,
	"µs": 0.000001, "μs": 0.000001,
}

// timePart is a number and its unit, which is case-sensitive and may touch the
// next number.
var timePart = regexp.MustCompile(`^\s*\+?(\d+(?:\.\d+)?|\.\d+)\s*(seconds|second|sec|s|minutes|minute|min|months|month|M|msec|ms|m|hours|hour|hr|h|` +
	`days|day|d|weeks|week|w|years|year|y|usec|us|µs|μs)?`)

// Span reads a span of systemd.time(7): numbers with units, summed, or the
// word infinity, in seconds.
func Span(v string) (float64, bool) {
	if v = strings.TrimSpace(v); v == "infinity" {
		return math.Inf(1), true
	}
	total, found := 0.0, false
	for v != "" {
		m := timePart.FindStringSubmatch(v)
		if m == nil || m[2] == "" && strings.HasPrefix(v[len(m[0]):], ".") {
			return 0, false
		}
		x, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return 0, false
		}
		total, found, v = total+x*timeUnits[m[2]], true, strings.TrimSpace(v[len(m[0]):])
	}
	return total, found
}

// sizePart is a number with its unit of 1024, which may touch the next number.
var sizePart = regexp.MustCompile(`^\s*\+?(\d+(?:\.\d+)?|\d+\.)\s*([EPTGMKB]?)\s*`)

// IsSize tells whether a text is a size in bytes as systemd takes it: numbers
// with units, each smaller than the one before.
func IsSize(v string) bool {
	const units = "EPTGMKB"
	least := -1
	for v = strings.TrimSpace(v); ; {
		m := sizePart.FindStringSubmatch(v)
		if m == nil {
			return false
		}
		unit := len(units)
		if m[2] != "" {
			unit = strings.Index(units, m[2])
		}
		if unit <= least {
			return false
		}
		if least, v = unit, v[len(m[0]):]; v == "" {
			return true
		}
	}
}

// Number reads a number without sign as systemd does: 0x and 0 begin other bases.
func Number(v string) (uint64, bool) {
	n, err := strconv.ParseUint(strings.TrimSpace(v), 0, 64)
	return n, err == nil && !strings.Contains(v, "_")
}
