package logging

import (
	"net/url"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/systemd"
)

// journal reads where the journal is sent and when it is deleted.
func (g *gatherer) journal() {
	j := &Journal{Upload: facts.At("", facts.Default("systemd-journal-upload")), RetentionDays: facts.At(-1, facts.Default("systemd-journald"))}
	c := systemd.ReadConfig(g.ctx, g, "journal-upload.conf")
	for _, err := range c.Problems {
		g.gaps.Add("journal", err)
		return
	}
	if a, ok := c.Last("Upload", "URL", func(v string) bool { return v != "" }); ok {
		to := a.Value
		if !strings.Contains(to, "://") {
			to = "https://" + to
		}
		name, secure := "(not a URL)", false
		if u, err := url.Parse(to); err == nil && u.Host != "" {
			name, secure = facts.Text(u.Host), u.Scheme == "https"
		}
		j.Upload, j.UploadTLS = facts.At(name, facts.FileLine(facts.Text(a.Path), a.Line)), secure
	}
	c = systemd.ReadConfig(g.ctx, g, "journald.conf")
	for _, err := range c.Problems {
		g.gaps.Add("journal", err)
		return
	}
	if a, ok := c.Last("Journal", "MaxRetentionSec", func(v string) bool { _, ok := seconds(v); return ok }); ok {
		if n, _ := seconds(a.Value); n > 0 {
			j.RetentionDays = facts.At(int(n/86400), facts.FileLine(facts.Text(a.Path), a.Line))
		}
	}
	g.f.Journal = j
}

// units of systemd.time(7) in seconds.
var timeUnits = map[string]float64{
	"s": 1, "sec": 1, "second": 1, "seconds": 1, "": 1, "m": 60, "min": 60, "minute": 60, "minutes": 60,
	"h": 3600, "hr": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400,
	"w": 7 * 86400, "week": 7 * 86400, "weeks": 7 * 86400, "M": 2629800, "month": 2629800, "months": 2629800,
	"y": 31557600, "year": 31557600, "years": 31557600, "ms": 0.001, "msec": 0.001, "us": 0.000001, "usec": 0.000001,
}

// seconds reads a span of systemd.time(7): numbers with units, summed.
func seconds(v string) (float64, bool) {
	total, found := 0.0, false
	for v = strings.TrimSpace(v); v != ""; v = strings.TrimSpace(v) {
		n := strings.IndexFunc(v, func(c rune) bool { return (c < '0' || c > '9') && c != '.' })
		if n < 0 {
			n = len(v)
		}
		x, err := strconv.ParseFloat(v[:n], 64)
		if err != nil {
			return 0, false
		}
		v = strings.TrimSpace(v[n:])
		n = strings.IndexFunc(v, func(c rune) bool { return c >= '0' && c <= '9' || c == ' ' })
		if n < 0 {
			n = len(v)
		}
		u, ok := timeUnits[v[:n]]
		if !ok {
			return 0, false
		}
		total, found, v = total+x*u, true, v[n:]
	}
	return total, found
}
