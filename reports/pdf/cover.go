package pdf

import (
	"fmt"
	"strings"
	"time"

	"isoscan/internal/assessment"
)

// cover names what was assessed against what, and shows the score.
func (r *report) cover() {
	r.newPage()
	r.bookmark(0, r.st.body, "Cover")
	r.box(0, 0, r.right+r.left, 4, accent)
	r.y = 34
	r.text(r.left, r.y, r.st.label.in(accent), "TECHNICAL COMPLIANCE ASSESSMENT")
	r.textRight(r.right, r.y, r.st.label, "Confidential: names weaknesses of this host")
	r.y += 8
	name := wrap([]span{{text: shorten(r.hostName(), 120), style: r.st.title}}, r.width())
	if len(name) > 2 {
		st := r.st.h1
		name = wrap([]span{{text: shorten(r.hostName(), 120), style: st}}, r.width())
		name = name[:min(len(name), 4)]
	}
	r.y = r.lines(r.left, r.y, name) + 2
	r.paragraph(r.left, r.width(), r.span("Measured against "+r.a.Standard.ID, mostTitle, r.st.h2.in(ink)))
	r.paragraph(r.left, r.width(), r.span(fmt.Sprintf("%s (%s, %s, %s)", r.a.Standard.Title,
		count(r.a.Standard.Clauses, "clause", "clauses"), count(r.a.Standard.Objectives, "control objective", "control objectives"),
		count(r.a.Standard.Controls, "control", "controls")), mostTitle, r.st.body.in(muted)))
	r.y += 9

	h := r.a.Host
	r.facts([][2]string{
		{"Assessed", period(r.a.StartedAt, r.a.FinishedAt)},
		{"System", orUnseen(h.OS)},
		{"Kernel", orUnseen(h.Kernel)},
		{"Chassis", orUnseen(h.Chassis)},
		{"Machine id", orUnseen(h.MachineID)},
		{"Access", access(h)},
		{"Profile", r.a.Profile.Name},
		{"Role", fmt.Sprintf("%s (from: %s)", r.a.Profile.Role, orUnseen(r.a.Profile.RoleSource))},
		{"Made by", r.a.Tool.Name + " " + r.a.Tool.Version},
	})
	r.y += 8

	t, o := r.a.Score.Technical.Counts, r.a.Score.Overall.Counts
	r.gauge("Technical score", fmt.Sprintf("%s measured on the host, weighed by severity",
		count(t.Pass+t.Fail+t.Unknown, "applicable rule", "applicable rules")), r.a.Score.Technical)
	r.y += 2
	r.gauge("Overall score", fmt.Sprintf("%s, those that people attest included",
		count(o.Pass+o.Fail+o.Unknown, "applicable control", "applicable controls")), r.a.Score.Overall)
	r.y += 1
	if r.a.Score.Technical.Assured != nil || r.a.Score.Overall.Assured != nil {
		r.scoreLegend()
	}

	r.signOff()
	r.y = r.bottom - 10
	r.rule(r.left, r.y-2, r.width(), hair, 0.2)
	for _, d := range [][2]string{{"Facts", r.a.FactsDigest}, {"Policies", r.a.PoliciesDigest}} {
		r.text(r.left, r.y, r.st.label, d[0])
		r.textIn(r.left+20, r.y, r.width()-20, r.st.smallMono, d[1])
		r.y += 4.2
	}
}

// signOff is where those who stand for the report put their names. It is left
// out when a long cover leaves no room.
func (r *report) signOff() {
	const h, gap = 16.0, 8.0
	y := r.bottom - 14 - h
	if r.y > y-4 {
		return
	}
	w := (r.width() - 2*gap) / 3
	for i, label := range []string{"Assessed by", "Reviewed by", "Date and signature"} {
		x := r.left + float64(i)*(w+gap)
		r.rule(x, y+9, w, muted, 0.2)
		r.text(x, y+10, r.st.label, label)
	}
}

// facts draws names and values in two columns of their own, each value on at
// most two lines.
func (r *report) facts(rows [][2]string) {
	const label, most = 30.0, 2
	for _, row := range rows {
		lines := wrap([]span{r.raw(row[1], 140, r.st.body)}, r.width()-label)
		lines = lines[:min(len(lines), most)]
		r.text(r.left, r.y, r.st.label, row[0])
		r.y = r.lines(r.left+label, r.y-0.3, lines) + 1
		r.rule(r.left, r.y, r.width(), hair, 0.15)
		r.y += 1
	}
}

func orUnseen(s string) string {
	if strings.TrimSpace(s) == "" {
		return "not observed"
	}
	return s
}

func access(h assessment.Host) string {
	s := "this host itself"
	if h.Kind == "rootfs" {
		s = "root file system at " + h.Root
	}
	if h.Privileged {
		s += ", as root"
	} else {
		s += ", without root"
	}
	if h.Running {
		return s + ", running"
	}
	return s + ", not running"
}

func period(from, to time.Time) string {
	from, to = from.UTC(), to.UTC()
	took := to.Sub(from)
	if from.Format(time.DateOnly) == to.Format(time.DateOnly) {
		return fmt.Sprintf("%s, %s to %s UTC (%.1f s)", from.Format(time.DateOnly), from.Format(time.TimeOnly), to.Format(time.TimeOnly), took.Seconds())
	}
	return fmt.Sprintf("%s to %s", stamp(from), stamp(to))
}
