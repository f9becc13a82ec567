// Package engagement reads what the operator says of an audit itself: who asked
// for it, what it covered, who did it. It is the small file behind --engagement.
package engagement

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // a logo may be one
	_ "image/png"  // a logo may be one
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"isoscan/internal/assessment"
)

// Bounds of the file and the picture, in bytes, and of the picture in pixels.
const (
	maxFile   = 256 << 10
	maxLogo   = 4 << 20
	maxPixels = 4000
	maxText   = 4000 // characters of one text
)

// document is the file's form.
type document struct {
	Title           string   `yaml:"title"`
	Client          string   `yaml:"client"`
	Organisation    string   `yaml:"organisation"`
	Team            []string `yaml:"team"`
	Objectives      []string `yaml:"objectives"`
	Scope           string   `yaml:"scope"`
	Places          []string `yaml:"places"`
	Period          period   `yaml:"period"`
	Confidentiality string   `yaml:"confidentiality"`
	Distribution    []string `yaml:"distribution"`
	Disagreements   []string `yaml:"disagreements"`
	FollowUp        []string `yaml:"follow_up"`
	Auditor         string   `yaml:"auditor"`
	Auditee         string   `yaml:"auditee"`
	Accent          string   `yaml:"accent"`
	Logo            string   `yaml:"logo"`
}

type period struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
}

var accent = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// Read reads the file and the logo that it names, relative to it. Errors name
// the file, the line and what is wanted.
func Read(name string) (*assessment.Engagement, error) {
	b, err := bounded(name, maxFile)
	if err != nil {
		return nil, fmt.Errorf("the engagement: %w", err)
	}
	d, err := parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := d.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	e := &assessment.Engagement{
		Title: d.Title, Client: d.Client, Organisation: d.Organisation, Team: d.Team, Objectives: d.Objectives,
		Scope: d.Scope, Places: d.Places, PeriodFrom: d.Period.From, PeriodTo: d.Period.To,
		Confidentiality: d.Confidentiality, Distribution: d.Distribution, Disagreements: d.Disagreements,
		FollowUp: d.FollowUp, Auditor: d.Auditor, Auditee: d.Auditee, Accent: d.Accent,
	}
	if d.Logo != "" {
		path := d.Logo
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(name), path)
		}
		if e.Logo, e.LogoType, err = logo(path); err != nil {
			return nil, fmt.Errorf("%s: the logo %s: %w", name, d.Logo, err)
		}
	}
	return e, nil
}

// check looks at what the form alone does not tell. Its errors stand in the
// order of the keys.
func (d *document) check() error {
	var errs []error
	for _, t := range []struct {
		key  string
		list []string
	}{
		{"title", []string{d.Title}}, {"client", []string{d.Client}}, {"organisation", []string{d.Organisation}},
		{"team", d.Team}, {"objectives", d.Objectives}, {"scope", []string{d.Scope}}, {"places", d.Places},
		{"confidentiality", []string{d.Confidentiality}}, {"distribution", d.Distribution},
		{"disagreements", d.Disagreements}, {"follow_up", d.FollowUp},
		{"auditor", []string{d.Auditor}}, {"auditee", []string{d.Auditee}},
	} {
		for _, s := range t.list {
			if n := utf8.RuneCountInString(s); n > maxText {
				errs = append(errs, fmt.Errorf("%s: a text has %d characters, at most %d fit", t.key, n, maxText))
			}
		}
	}
	for _, p := range []struct{ key, day string }{{"from", d.Period.From}, {"to", d.Period.To}} {
		if _, err := time.Parse(time.DateOnly, p.day); p.day != "" && err != nil {
			errs = append(errs, fmt.Errorf("period.%s %q: a day is written YYYY-MM-DD, and must exist", p.key, p.day))
		}
	}
	if d.Period.From != "" && d.Period.To != "" && d.Period.To < d.Period.From {
		errs = append(errs, fmt.Errorf("period: it ends on %s, before it begins on %s", d.Period.To, d.Period.From))
	}
	if d.Accent != "" && !accent.MatchString(d.Accent) {
		errs = append(errs, fmt.Errorf("accent %q: a colour is written \"#rrggbb\", in quotes", d.Accent))
	}
	return errors.Join(errs...)
}

// logo reads a picture and makes sure that it is one.
func logo(path string) (data []byte, kind string, err error) {
	if data, err = bounded(path, maxLogo); err != nil {
		return nil, "", err
	}
	c, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, "", errors.New("neither a PNG nor a JPEG picture")
	}
	if c.Width > maxPixels || c.Height > maxPixels || c.Width < 1 || c.Height < 1 {
		return nil, "", fmt.Errorf("%d by %d pixels, at most %d by %d fit", c.Width, c.Height, maxPixels, maxPixels)
	}
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		return nil, "", fmt.Errorf("the picture is damaged: %s", strings.TrimSpace(err.Error()))
	}
	return data, kind, nil
}

// bounded reads a regular file whole, or says that it is too large.
func bounded(path string, limit int64) ([]byte, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	// Not to wait, should a FIFO have taken its place.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("%s is larger than %d bytes", path, limit)
	}
	return b, nil
}
