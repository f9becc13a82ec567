package pdf

import "fmt"

// signOff is the page that auditor and auditee sign; what they sign is tied to
// it by digests.
func (r *document) signOff(of string, digests [][2]string) {
	r.prose("The auditor signs that this report tells what was found. The auditee signs to have received it; that is not yet agreement with every finding. What they do not agree on belongs among the disagreements in " + r.see("about") + ".")
	const h, gap = 62.0, 8.0
	w := (r.width() - gap) / 2
	r.need(h + 6)
	for i, who := range []struct{ role, name string }{{"For the auditor", r.engagement.Auditor}, {"For the auditee", r.engagement.Auditee}} {
		x := r.left + float64(i)*(w+gap)
		r.frame(x, r.y, w, h, hair)
		r.text(x+4, r.y+3, r.st.h3.in(r.accent), who.role)
		name := r.span(firstOf(who.name, notStated), mostTitle, r.st.body)
		y := r.y + 11
		for _, line := range []string{"Name", "Function", "Date and place", "Signature"} {
			r.text(x+4, y+5.5, r.st.label, line)
			if line == "Name" {
				r.textIn(x+30, y+4.7, w-34, name.style, name.text)
			}
			r.rule(x+30, y+9.8, w-34, muted, 0.2)
			y += 12
		}
	}
	r.y += h + 8
	r.heading3("What is signed")
	t := r.table(r.st.label, column{title: "Digest of", width: 34}, column{title: "Value", width: 0})
	for _, d := range digests {
		t.row(cell{{{text: d[0], style: r.st.smallStrong}}}, cell{{r.raw(firstOf(d[1], "not known"), mostCell, r.st.smallMono)}})
	}
	r.y += 3
	r.prose(of)
	r.prose(fmt.Sprintf("Made by %s %s from facts gathered until %s.", r.head.tool.Name, r.head.tool.Version, stamp(r.head.at)))
}
