package xccdf

import "encoding/xml"

// The elements of XCCDF that are written, in the order that the schema asks
// for (xccdf_1.2.xsd of NIST IR 7275 revision 4).

type benchmark struct {
	XMLName     xml.Name    `xml:"http://checklists.nist.gov/xccdf/1.2 Benchmark"`
	ID          string      `xml:"id,attr"`
	Resolved    bool        `xml:"resolved,attr"`
	Lang        string      `xml:"xml:lang,attr"`
	Status      string      `xml:"status"`
	Title       string      `xml:"title"`
	Description string      `xml:"description"`
	Notice      notice      `xml:"notice"`
	References  []reference `xml:"reference"`
	Platform    idref       `xml:"platform"`
	Version     string      `xml:"version"`
	Metadata    dublin      `xml:"metadata"`
	Models      []model     `xml:"model"`
	Profile     profile     `xml:"Profile"`
	Values      []param     `xml:"Value"`
	Groups      []group     `xml:"Group"`
	Rules       []rule      `xml:"Rule"`
	TestResult  testResult  `xml:"TestResult"`
}

// dublin is the description in the terms of Dublin Core that validators ask for.
type dublin struct {
	Creator string `xml:"http://purl.org/dc/elements/1.1/ creator"`
	Subject string `xml:"http://purl.org/dc/elements/1.1/ subject"`
}

type notice struct {
	ID   string `xml:"id,attr"`
	Text string `xml:",chardata"`
}

type reference struct {
	Href string `xml:"href,attr,omitempty"`
	Text string `xml:",chardata"`
}

type model struct {
	System string `xml:"system,attr"`
}

type profile struct {
	ID          string   `xml:"id,attr"`
	Title       string   `xml:"title"`
	Description string   `xml:"description"`
	Selects     []choice `xml:"select"`
}

type choice struct {
	IDRef    string `xml:"idref,attr"`
	Selected bool   `xml:"selected,attr"`
}

// param is a Value: a threshold.
type param struct {
	ID          string `xml:"id,attr"`
	Type        string `xml:"type,attr"`
	Title       string `xml:"title"`
	Description string `xml:"description"`
	Value       string `xml:"value"`
}

type group struct {
	ID          string      `xml:"id,attr"`
	Title       string      `xml:"title"`
	Description string      `xml:"description,omitempty"`
	References  []reference `xml:"reference"`
	Groups      []group     `xml:"Group"`
	Rules       []rule      `xml:"Rule"`
}

type rule struct {
	ID         string      `xml:"id,attr"`
	Selected   bool        `xml:"selected,attr"`
	Severity   string      `xml:"severity,attr"`
	Weight     string      `xml:"weight,attr"`
	Title      string      `xml:"title"`
	Rationale  string      `xml:"description"`
	References []reference `xml:"reference"`
	Ident      ident       `xml:"ident"`
	FixText    string      `xml:"fixtext"`
	Fix        *fix        `xml:"fix"`
	Check      check       `xml:"check"`
}

type ident struct {
	System string `xml:"system,attr"`
	Text   string `xml:",chardata"`
}

type fix struct {
	System string `xml:"system,attr"`
	Text   string `xml:",chardata"`
}

type check struct {
	System string `xml:"system,attr"`
}

type testResult struct {
	ID         string       `xml:"id,attr"`
	Start      string       `xml:"start-time,attr"`
	End        string       `xml:"end-time,attr"`
	TestSystem string       `xml:"test-system,attr"`
	Version    string       `xml:"version,attr"`
	Benchmark  benchmarkRef `xml:"benchmark"`
	Title      string       `xml:"title"`
	Remark     string       `xml:"remark"`
	Organ      string       `xml:"organization,omitempty"`
	Identity   identity     `xml:"identity"`
	Profile    idref        `xml:"profile"`
	Target     string       `xml:"target"`
	Facts      []fact       `xml:"target-facts>fact"`
	SetValues  []setValue   `xml:"set-value"`
	Results    []ruleResult `xml:"rule-result"`
	Scores     []scoreValue `xml:"score"`
	Metadata   metadata     `xml:"metadata"`
}

type benchmarkRef struct {
	Href string `xml:"href,attr"`
	ID   string `xml:"id,attr"`
}

type idref struct {
	IDRef string `xml:"idref,attr"`
}

type identity struct {
	Authenticated bool   `xml:"authenticated,attr"`
	Privileged    bool   `xml:"privileged,attr"`
	Text          string `xml:",chardata"`
}

type fact struct {
	Name string `xml:"name,attr"`
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type setValue struct {
	IDRef string `xml:"idref,attr"`
	Text  string `xml:",chardata"`
}

type ruleResult struct {
	IDRef    string    `xml:"idref,attr"`
	Severity string    `xml:"severity,attr"`
	Time     string    `xml:"time,attr"`
	Weight   string    `xml:"weight,attr"`
	Result   string    `xml:"result"`
	Ident    ident     `xml:"ident"`
	Waivers  *waivers  `xml:"metadata"`
	Messages []message `xml:"message"`
	Check    check     `xml:"check"`
}

// waivers stand in the metadata of a result, and not in an override, although
// an override whose old and new result are alike would be the place for a
// remark of an authority: the schematron that NIST publishes beside the schema
// wants, as soon as one result has an override, that every one has.
type waivers struct {
	List []waiver `xml:"urn:isoscan:register waiver"`
}

type waiver struct {
	ID        string `xml:"id,attr"`
	Approver  string `xml:"approver,attr"`
	Owner     string `xml:"owner,attr"`
	From      string `xml:"from,attr"`
	Until     string `xml:"until,attr"`
	Ticket    string `xml:"ticket,attr,omitempty"`
	Covers    int    `xml:"covers,attr"`
	Of        int    `xml:"of,attr"`
	Statement string `xml:",chardata"`
}

type message struct {
	Severity string `xml:"severity,attr"`
	Text     string `xml:",chardata"`
}

type scoreValue struct {
	System  string `xml:"system,attr"`
	Maximum string `xml:"maximum,attr"`
	Value   string `xml:",chardata"`
}

type metadata struct {
	Register register `xml:"urn:isoscan:register register"`
}

// register holds the verdicts on the controls, in a namespace of our own.
type register struct {
	FactsDigest    string    `xml:"facts,attr"`
	PoliciesDigest string    `xml:"policies,attr"`
	Controls       []control `xml:"control"`
}

type control struct {
	ID       string `xml:"id,attr"`
	Method   string `xml:"method,attr"`
	Verdict  string `xml:"verdict,attr"`
	Adjusted string `xml:"adjusted,attr"`
	Reason   string `xml:",chardata"`
}
