// Package html writes an assessment as one HTML file for auditors and
// operators: every finding, unknown, rule and control with its evidence, to
// filter, search and print. The file is complete in itself: it asks the network
// for nothing, forbids every script but its own by a Content-Security-Policy,
// and reads without JavaScript.
//
// What comes from a host is only ever text: html/template escapes it by
// context, assessment.Printable makes it visible.
package html

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"isoscan/internal/assessment"
)

// Options of the format. The zero value is good.
type Options struct {
	// Engagement is what the report says of the audit itself; may be nil.
	Engagement *assessment.Engagement
	// Changes since an earlier assessment; may be nil. A report of many hosts
	// does not show them.
	Changes *assessment.Changes
}

// Format is the html format.
type Format struct{ o Options }

// New returns the format with its options.
func New(o Options) Format { return Format{o: o} }

// Name is "html".
func (Format) Name() string { return "html" }

// Extension is "html".
func (Format) Extension() string { return "html" }

// Write writes the report of one host.
func (f Format) Write(w io.Writer, a *assessment.Assessment) error {
	return render(w, "assessment", newReport(a, f.o))
}

// WriteOrganisation writes the report of many hosts. What is the same on every
// host stands in the file once.
func (f Format) WriteOrganisation(w io.Writer, o *assessment.Organisation) error {
	return render(w, "organisation", newRegister(o, f.o))
}

//go:embed *.tmpl report.css report.js
var assets embed.FS

// templates are parsed once; executing them is safe for concurrent use.
var templates = sync.OnceValues(func() (*template.Template, error) {
	return template.New("html").Funcs(template.FuncMap{
		"line": line, "prose": prose, "lines": lines, "more": more,
		"count": count, "nouns": newCounted, "thousands": thousands, "day": day,
		"verdict": verdictMark, "verdictWaived": func() mark { return mark{"waived", "waived"} }, "conformity": conformityMark, "severity": severityMark, "side": sideMark,
		"rule": ruleAnchor, "control": controlAnchor, "record": recordAnchor,
		"interval": interval, "scored": scored, "seen": seen, "clausesof": clausesOf,
		"over":     func(c assessment.Counts) mark { return verdictMark(verdictOver(c)) },
		"coverage": coverage, "web": webLink, "object": object, "message": message, "method": method,
	}).ParseFS(assets, "*.tmpl")
})

func render(w io.Writer, name string, page any) error {
	t, err := templates()
	if err != nil {
		return fmt.Errorf("the templates of the HTML report: %w", err)
	}
	out := bufio.NewWriterSize(w, 64<<10)
	if err := t.ExecuteTemplate(out, name, page); err != nil {
		return fmt.Errorf("writing the assessment as HTML: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the assessment as HTML: %w", err)
	}
	return nil
}

// head is what stands in the head of every report.
type head struct {
	// Title of the document.
	Title string
	// Generator names the program.
	Generator string
	// Policy is the Content-Security-Policy; it names Style and Script by
	// their digests.
	Policy string
	Style  template.CSS
	Script template.JS
}

func newHead(title string, tool assessment.Tool, accent string) head {
	style, script := asset("report.css"), asset("report.js")
	if color(accent) {
		// A line of decoration: no text has this colour, so that it cannot spoil
		// the contrast.
		style += ":root{--brand:" + accent + "}\n"
	}
	return head{
		Title: line(title, mostTitle), Generator: line(tool.Name+" "+tool.Version, mostTitle),
		Policy: strings.Join([]string{
			"default-src 'none'", "script-src " + digest(script), "style-src " + digest(style),
			"img-src data:", "base-uri 'none'", "form-action 'none'",
		}, "; "),
		Style: template.CSS(style), Script: template.JS(script),
	}
}

// asset is an embedded file; embedding makes sure that it is there.
func asset(name string) string {
	b, err := assets.ReadFile(name)
	if err != nil {
		panic("html: " + err.Error())
	}
	return string(b)
}

// digest names an inline script or style in a policy (CSP level 3, section 2.3.1).
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// color: "#rrggbb" and nothing else may reach the style sheet.
func color(s string) bool {
	return len(s) == 7 && s[0] == '#' && strings.Trim(s[1:], "0123456789abcdefABCDEF") == ""
}
