package ledger

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// FuzzLoad: any bytes make a ledger or an *Invalid that shows a place. A ledger
// gives the same facts when its records are written anew by Render.
func FuzzLoad(f *testing.F) {
	for _, s := range []string{full, people, attestation(), waivers("a", "b"), lintable, head, "%YAML 1.1\n", head + "assets: [{id: a, part_of: a}]", head + "people:\n- &a *a\n"} {
		f.Add(s)
	}
	k := known(f)
	today := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Load(files("a.yaml", text), k)
		if err != nil {
			var invalid *Invalid
			if !errors.As(err, &invalid) || len(invalid.Problems) == 0 {
				t.Fatalf("%T: %v", err, err)
			}
			for _, p := range invalid.Problems {
				if p.File != "a.yaml" || p.Line < 0 || p.Line > 2+strings.Count(text, "\n")+strings.Count(text, "\r")+strings.Count(text, "\u2028")+strings.Count(text, "\u2029")+strings.Count(text, "\u0085") || strings.ContainsAny(p.Message, "\r\n") {
					t.Fatalf("%+v of %q", p, text)
				}
			}
			return
		}
		facts := l.Facts(today, rules)
		j := l.Judged(today, facts, nil, nil)
		if got := len(j.All()); got != len(facts) || len(j.For("web01", "")) > got {
			t.Fatalf("%d facts, %d records", len(facts), got)
		}
		l.Lint(LintOptions{Today: today, Rules: rules, Git: true})
		again := head
		if l.Organisation != "" {
			line, err := scalar(l.Organisation)
			if err != nil {
				t.Fatal(err)
			}
			again += "organisation: " + line + "\n"
		}
		again += section(t, l.People) + section(t, l.Assets) + section(t, l.Attestations) + section(t, l.Waivers) + section(t, l.Applicability)
		m, err := Load(files("a.yaml", again), k)
		if err != nil {
			t.Fatalf("%v\n%s", err, again)
		}
		was, is := valuesOf(l), valuesOf(m)
		if len(was) != len(is) {
			t.Fatalf("%d records became %d", len(was), len(is))
		}
		for id := range was {
			if was[id] != is[id] {
				t.Fatalf("record %s says something else:\n%s", id, again)
			}
		}
	})
}

func section[T any](t *testing.T, list []T) string {
	var b strings.Builder
	for i, r := range list {
		text, err := Render(r)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			b.WriteString(listOf(r) + ":\n")
		}
		b.WriteString(text)
	}
	return b.String()
}
