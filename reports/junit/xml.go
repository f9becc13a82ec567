package junit

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

type suites struct {
	XMLName  xml.Name `xml:"testsuites"`
	Name     string   `xml:"name,attr"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Time     string   `xml:"time,attr"`
	Suites   []suite  `xml:"testsuite"`
}

type suite struct {
	Name       string     `xml:"name,attr"`
	ID         string     `xml:"id,attr,omitempty"`
	Package    string     `xml:"package,attr,omitempty"`
	Tests      int        `xml:"tests,attr"`
	Failures   int        `xml:"failures,attr"`
	Errors     int        `xml:"errors,attr"`
	Skipped    int        `xml:"skipped,attr"`
	Time       string     `xml:"time,attr"`
	Timestamp  string     `xml:"timestamp,attr"`
	Hostname   string     `xml:"hostname,attr"`
	Properties []property `xml:"properties>property,omitempty"`
	Cases      []testcase `xml:"testcase"`
}

type property struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type testcase struct {
	Name      string  `xml:"name,attr"`
	Classname string  `xml:"classname,attr"`
	Time      string  `xml:"time,attr"`
	Failure   *result `xml:"failure"`
	Error     *result `xml:"error"`
	Skipped   *result `xml:"skipped"`
	Out       string  `xml:"system-out,omitempty"`
}

type result struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// add counts the case.
func (s *suite) add(c testcase) {
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

func (s *suite) property(name, value string) {
	if value != "" {
		s.Properties = append(s.Properties, property{show(name), show(value)})
	}
}

func (s *suites) add(one suite) {
	s.Tests += one.Tests
	s.Failures += one.Failures
	s.Errors += one.Errors
	s.Suites = append(s.Suites, one)
}

// longest is how many characters of one text are shown: a name of 10,000 makes
// the pages of CI servers unusable.
const longest = 1000

// show makes text printable, which leaves only characters that XML 1.0 allows,
// and cuts it.
func show(s string) string {
	s = assessment.Printable(s)
	if len(s) <= longest {
		return s
	}
	end, count := 0, 0
	for i := range s {
		if count == longest {
			end = i
		}
		count++
	}
	if end == 0 {
		return s
	}
	return s[:end] + "... (" + assessment.Counted(count-longest, "more character", "more characters") + ")"
}

// classname names a control so that a reader that divides it at dots, as those
// for Java do, shows the clause as the package and the control as the class.
func classname(clause, control string) string {
	return show("iso17799.clause" + clause + "." + strings.ReplaceAll(control, ".", "-"))
}

// stamp is ISO 8601 without a zone, UTC.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05") }

// seconds has three decimals; a clock that was set back gives none.
func seconds(from, to time.Time) string {
	return fmt.Sprintf("%.3f", max(to.Sub(from).Seconds(), 0))
}
