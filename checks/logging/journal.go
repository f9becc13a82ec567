package logging

import (
	"net/url"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/systemd"
)

// maxRetention is longer than any journal is kept: a hundred years, in seconds.
const maxRetention = 100 * 31557600

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
	if a, ok := c.Last("Journal", "MaxRetentionSec", func(v string) bool { _, ok := systemd.Span(v); return ok }); ok {
		if n, _ := systemd.Span(a.Value); n > 0 && n < maxRetention {
			j.RetentionDays = facts.At(int(n/86400), facts.FileLine(facts.Text(a.Path), a.Line))
		}
	}
	g.f.Journal = j
}
