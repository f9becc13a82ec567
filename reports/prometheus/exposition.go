package prometheus

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"isoscan/internal/assessment"
)

// exposition collects samples and writes them family by family, as the format
// asks for: all lines of a metric stand together under one HELP and one TYPE.
// See https://prometheus.io/docs/instrumenting/exposition_formats/
type exposition struct {
	families []*family
	index    map[string]*family
}

type family struct {
	name, help string
	samples    bytes.Buffer
	// seen are the label sets: one that occurs twice would make the collector
	// drop the whole file, so the second is left out. Names that could be cut
	// to the same text pass through unique before, so none is lost by it.
	seen unique
}

type label struct{ name, value string }

// add adds a sample of a gauge. The help of the first sample is the family's.
func (e *exposition) add(name, help string, value float64, labels ...label) {
	f := e.index[name]
	if f == nil {
		f = &family{name: name, help: help, seen: unique{}}
		if e.index == nil {
			e.index = map[string]*family{}
		}
		e.index[name] = f
		e.families = append(e.families, f)
	}
	var set strings.Builder
	for i, l := range labels {
		if i > 0 {
			set.WriteByte(',')
		}
		set.WriteString(l.name + `="` + quote(l.value) + `"`)
	}
	if set.Len() > 0 {
		if _, twice := f.seen[set.String()]; twice {
			return
		}
		f.seen[set.String()] = struct{}{}
		fmt.Fprintf(&f.samples, "%s{%s} %s\n", name, set.String(), number(value))
		return
	}
	fmt.Fprintf(&f.samples, "%s %s\n", name, number(value))
}

func (e *exposition) bytes() []byte {
	var out bytes.Buffer
	for _, f := range e.families {
		fmt.Fprintf(&out, "# HELP %s %s\n# TYPE %s gauge\n", f.name, f.help, f.name)
		out.Write(f.samples.Bytes())
	}
	return out.Bytes()
}

// longest label value in runes: servers may refuse longer ones
// (label_value_length_limit), and no name that a person reads is longer.
const longest = 200

// quote makes any text a label value: one line, printable, and with the three
// escapes of the format.
func quote(s string) string {
	s = clip(assessment.Printable(s))
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s)
}

func clip(s string) string {
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	return string([]rune(s)[:longest-1]) + "…"
}

// unique hands out texts that stay different when they are shown as a label.
type unique map[string]struct{}

// of returns s as a label shows it, with a number when it was there before.
func (u unique) of(s string) string {
	s = clip(assessment.Printable(s))
	name := s
	for i := 2; ; i++ {
		if _, taken := u[name]; !taken {
			u[name] = struct{}{}
			return name
		}
		number := fmt.Sprintf(" (%d)", i)
		name = s + number
		if r := []rune(s); len(r)+len(number) > longest {
			name = string(r[:longest-len(number)]) + number
		}
	}
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// ratio of a percentage with one decimal.
func ratio(percent float64) float64 { return math.Round(percent*10) / 1000 }

func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
