package services

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path"
	"regexp"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// offsetCommands ask a running time service how far the clock is off, by the
// name that policies know the product under. A process with one of the names
// (the kernel keeps 15 bytes of it) is the service.
var offsetCommands = []struct {
	product   string
	processes []string
	argv      []string
	read      func(stdout string) (ClockOffset, error)
}{
	{"chrony", []string{"chronyd"}, []string{"chronyc", "-n", "-c", "tracking"}, readTracking},
	{"ntp", []string{"ntpd"}, []string{"ntpq", "-n", "-c", "rv 0 leap,refid,offset"}, readSystemVariables},
	{"systemd-timesyncd", []string{"systemd-timesyn", "systemd-timesyncd"}, []string{"timedatectl", "timesync-status", "--no-pager"}, readTimesync},
}

// offsets asks each time service that runs. Only a running host has any.
func (g *gatherer) offsets(ctx context.Context) {
	if !g.Has(host.CapSystem) || !g.Has(host.CapRun) || g.Kind() != host.Local {
		g.gaps.Add("clock.offsets", errNotRunning)
		return
	}
	list, err := g.Processes(ctx)
	if err != nil {
		g.gaps.Add("clock.offsets", err)
		return
	}
	run := map[string]string{}
	for _, p := range list {
		run[p.Name] = path.Base(p.Exe)
	}
	g.f.Clock.Offsets = map[string]ClockOffset{}
	for _, c := range offsetCommands {
		exe, ok := "", false
		for _, name := range c.processes {
			if e, found := run[name]; found {
				exe, ok = e, true
			}
		}
		if !ok {
			continue
		}
		if c.product == "ntp" && (exe == "busybox" || exe == "openntpd") {
			// They share the name and answer no query of ntpq(1).
			g.part("clock.offsets", exe, fmt.Errorf("%s does not tell its offset: %w", exe, host.ErrUnsupported))
			continue
		}
		o, err := g.offset(ctx, c.argv, c.read)
		if err != nil {
			g.part("clock.offsets", c.product, err)
			continue
		}
		g.f.Clock.Offsets[c.product] = o
	}
}

func (g *gatherer) offset(ctx context.Context, argv []string, read func(string) (ClockOffset, error)) (ClockOffset, error) {
	out, err := g.Run(ctx, argv...)
	if err != nil {
		return ClockOffset{}, err
	}
	if out.ExitCode != 0 {
		first, _, _ := strings.Cut(strings.TrimSpace(string(out.Stdout)+string(out.Stderr)), "\n")
		return ClockOffset{}, fmt.Errorf("%s: exit status %d: %s", strings.Join(argv, " "), out.ExitCode, facts.Text(first))
	}
	o, err := read(string(out.Stdout))
	if err != nil {
		return ClockOffset{}, fmt.Errorf("%s: %w", strings.Join(argv, " "), err)
	}
	o.Source = facts.Command(argv...)
	return o, nil
}

var errNoOffset = errors.New("the answer holds no offset")

// trackingFields is how many values "chronyc -c tracking" gives at least
// (chronyc(1)): reference ID, its name, stratum, reference time, system time,
// last offset, RMS offset, frequency, residual frequency, skew, root delay, root
// dispersion, update interval and leap status.
const trackingFields = 14

// readTracking reads "chronyc -c tracking". The fifth value is what the clock
// is still off by, in seconds. The reference IDs 127.127.1.x stand for the
// machine's own clock (directive local), against which nothing is measured.
func readTracking(text string) (ClockOffset, error) {
	f := strings.Split(strings.TrimSpace(text), ",")
	if len(f) < trackingFields || strings.Contains(text, "\n\n") {
		return ClockOffset{}, errNoOffset
	}
	if f[13] == "Not synchronised" || f[0] == "00000000" || strings.HasPrefix(f[0], "7F7F01") {
		return ClockOffset{}, nil
	}
	us, err := seconds(f[4], 1)
	if err != nil {
		return ClockOffset{}, err
	}
	return ClockOffset{Following: true, Microseconds: &us}, nil
}

// variable is one NAME=VALUE of the answer to ntpq's "rv" (ntpq(1)).
var variable = regexp.MustCompile(`(?:^|[\s,])([a-z]+)=([^,\s]+)`)

// readSystemVariables reads what "ntpq -c 'rv 0 leap,refid,offset'" prints: the
// offset is in milliseconds, leap 11 (3 in NTPsec) means not synchronised, and
// the driver LOCL is the machine's own clock.
func readSystemVariables(text string) (ClockOffset, error) {
	v := map[string]string{}
	for _, m := range variable.FindAllStringSubmatch(text, -1) {
		v[m[1]] = m[2]
	}
	if v["leap"] == "" || v["offset"] == "" {
		return ClockOffset{}, errNoOffset
	}
	if v["leap"] == "11" || v["leap"] == "3" || v["refid"] == "LOCL" || v["refid"] == "LOCAL(0)" || strings.HasPrefix(v["refid"], "127.127.1.") {
		return ClockOffset{}, nil
	}
	us, err := seconds(v["offset"], 1e-3)
	if err != nil {
		return ClockOffset{}, err
	}
	return ClockOffset{Following: true, Microseconds: &us}, nil
}

// timespanUnits are those that systemd writes (systemd.time(7)), in seconds.
var timespanUnits = map[string]float64{
	"us": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604800, "month": 2629800, "y": 31557600,
}

var timespanPart = regexp.MustCompile(`^(\d+(?:\.\d+)?)([a-z]+)$`)

// readTimesync reads "timedatectl timesync-status", whose line "Offset:" is a
// time span with a sign; there is none before the first answer of a server.
func readTimesync(text string) (ClockOffset, error) {
	value, server := "", false
	for line := range strings.Lines(text) {
		key, v, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch key {
		case "Offset":
			value = strings.TrimSpace(v)
		case "Server", "Poll interval", "Packet count":
			server = true
		}
	}
	if value == "" {
		if server {
			return ClockOffset{}, nil
		}
		return ClockOffset{}, errNoOffset
	}
	total := 0.0
	for _, word := range strings.Fields(strings.TrimLeft(value, "+-")) {
		if word == "0" {
			continue
		}
		m := timespanPart.FindStringSubmatch(word)
		if m == nil || timespanUnits[m[2]] == 0 {
			return ClockOffset{}, errNoOffset
		}
		n, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return ClockOffset{}, errNoOffset
		}
		total += n * timespanUnits[m[2]]
	}
	us := microseconds(total)
	return ClockOffset{Following: true, Microseconds: &us}, nil
}

// seconds turns a decimal number of the unit into whole microseconds without
// its sign.
func seconds(s string, unit float64) (int64, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return 0, errNoOffset
	}
	return microseconds(f * unit), nil
}

// microseconds rounds up, against the host, and stays within 100 years.
func microseconds(s float64) int64 {
	return int64(min(math.Ceil(math.Abs(s)*1e6), 100*365*86400*1e6))
}
