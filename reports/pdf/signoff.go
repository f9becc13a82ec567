package pdf

import (
	"fmt"
)

// signing is what a page to sign says: who signs what, and what they sign is
// tied to it by digests.
type signing struct {
	opening string
	parties [2]party
	digests [][2]string
	closing []string
}

// party is one who signs; an empty name was not stated.
type party struct{ role, name string }

// auditSigned is the page of a report of an audit; of says what its document
// digest is of.
func (r *document) auditSigned(of string, digests [][2]string) {
	r.signOff(signing{
		opening: "The auditor signs that this report tells what was found. The auditee signs to have received it; that is not yet agreement with every finding. What they do not agree on belongs among the disagreements in " + r.see("about") + ".",
		parties: [2]party{{"For the auditor", r.engagement.Auditor}, {"For the auditee", r.engagement.Auditee}},
		digests: digests,
		closing: []string{of, fmt.Sprintf("Made by %s %s from facts gathered until %s.", r.head.tool.Name, r.head.tool.Version, stamp(r.head.at))},
	})
}

// signOff is the page that is signed.
func (r *document) signOff(s signing) {
	r.prose(s.opening)
	const h, gap = 62.0, 8.0
	w := (r.width() - gap) / 2
	r.need(h + 6)
	for i, who := range s.parties {
		x := r.left + float64(i)*(w+gap)
		r.frame(x, r.y, w, h, hair)
		r.text(x+4, r.y+3, r.st.h3.in(r.accent), who.role)
		// Where nobody is named, whoever signs writes the name.
		name := r.span(firstOf(who.name), mostTitle, r.st.body)
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
	for _, d := range s.digests {
		t.row(cell{{{text: d[0], style: r.st.smallStrong}}}, cell{{r.raw(firstOf(d[1], "not known"), mostCell, r.st.smallMono)}})
	}
	r.y += 3
	for _, text := range s.closing {
		r.prose(text)
	}
}
