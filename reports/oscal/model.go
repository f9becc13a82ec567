package oscal

// The parts of the model that are written, after oscal_complete_schema.json of
// OSCAL 1.1.3. An empty list is left out, for the schema allows none.

type metadata struct {
	Title        string  `json:"title"`
	LastModified string  `json:"last-modified"`
	Version      string  `json:"version"`
	OSCALVersion string  `json:"oscal-version"`
	Props        []prop  `json:"props,omitempty"`
	Parties      []party `json:"parties,omitempty"`
}

type prop struct {
	Name  string `json:"name"`
	NS    string `json:"ns"`
	Value string `json:"value"`
}

type party struct {
	UUID string `json:"uuid"`
	Type string `json:"type"`
	Name string `json:"name"`
}

type importAP struct {
	Href    string `json:"href"`
	Remarks string `json:"remarks"`
}

type definitions struct {
	Objectives []objective `json:"objectives-and-methods,omitempty"`
}

type objective struct {
	ControlID   string `json:"control-id"`
	Description string `json:"description"`
	Parts       []part `json:"parts"`
}

type part struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Prose string `json:"prose"`
}

type backMatter struct {
	Resources []resource `json:"resources"`
}

type resource struct {
	UUID        string   `json:"uuid"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Citation    citation `json:"citation"`
}

type citation struct {
	Text string `json:"text"`
}

type result struct {
	UUID         string        `json:"uuid"`
	Title        string        `json:"title"`
	Description  string        `json:"description"`
	Start        string        `json:"start"`
	End          string        `json:"end"`
	Props        []prop        `json:"props,omitempty"`
	Definitions  local         `json:"local-definitions"`
	Reviewed     reviewed      `json:"reviewed-controls"`
	Observations []observation `json:"observations,omitempty"`
	Risks        []risk        `json:"risks,omitempty"`
	Findings     []finding     `json:"findings,omitempty"`
	Remarks      string        `json:"remarks,omitempty"`
}

type local struct {
	Components []component     `json:"components"`
	Inventory  []inventoryItem `json:"inventory-items"`
	Assets     assets          `json:"assessment-assets"`
}

type component struct {
	UUID        string `json:"uuid"`
	Type        string `json:"type"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Props       []prop `json:"props,omitempty"`
	Status      state  `json:"status"`
}

type state struct {
	State string `json:"state"`
}

type inventoryItem struct {
	UUID        string         `json:"uuid"`
	Description string         `json:"description"`
	Props       []prop         `json:"props,omitempty"`
	Implemented []componentRef `json:"implemented-components"`
}

type componentRef struct {
	UUID string `json:"component-uuid"`
}

type assets struct {
	Components []component `json:"components"`
	Platforms  []platform  `json:"assessment-platforms"`
}

type platform struct {
	UUID  string         `json:"uuid"`
	Title string         `json:"title"`
	Uses  []componentRef `json:"uses-components"`
}

type reviewed struct {
	Selections          []controlSelection   `json:"control-selections"`
	ObjectiveSelections []objectiveSelection `json:"control-objective-selections,omitempty"`
}

type controlSelection struct {
	Description string       `json:"description"`
	All         *struct{}    `json:"include-all,omitempty"`
	Include     []controlRef `json:"include-controls,omitempty"`
}

type controlRef struct {
	ID string `json:"control-id"`
}

type objectiveSelection struct {
	All     *struct{}      `json:"include-all,omitempty"`
	Include []objectiveRef `json:"include-objectives,omitempty"`
}

type objectiveRef struct {
	ID string `json:"objective-id"`
}

type observation struct {
	UUID        string     `json:"uuid"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Props       []prop     `json:"props,omitempty"`
	Methods     []string   `json:"methods"`
	Types       []string   `json:"types"`
	Origins     []origin   `json:"origins"`
	Subjects    []subject  `json:"subjects"`
	Evidence    []evidence `json:"relevant-evidence,omitempty"`
	Collected   string     `json:"collected"`
	Expires     string     `json:"expires,omitempty"`
}

type origin struct {
	Actors []actor `json:"actors"`
}

type actor struct {
	Type string `json:"type"`
	UUID string `json:"actor-uuid"`
}

type subject struct {
	UUID string `json:"subject-uuid"`
	Type string `json:"type"`
}

type evidence struct {
	Description string `json:"description"`
	Props       []prop `json:"props,omitempty"`
}

type risk struct {
	UUID         string           `json:"uuid"`
	Title        string           `json:"title"`
	Description  string           `json:"description"`
	Statement    string           `json:"statement"`
	Props        []prop           `json:"props,omitempty"`
	Status       string           `json:"status"`
	Characters   []character      `json:"characterizations"`
	Deadline     string           `json:"deadline,omitempty"`
	Remediations []response       `json:"remediations,omitempty"`
	Log          *riskLog         `json:"risk-log,omitempty"`
	Observations []observationRef `json:"related-observations"`
}

type character struct {
	Origin origin  `json:"origin"`
	Facets []facet `json:"facets"`
}

type facet struct {
	Name   string `json:"name"`
	System string `json:"system"`
	Value  string `json:"value"`
}

type response struct {
	UUID        string `json:"uuid"`
	Lifecycle   string `json:"lifecycle"`
	Title       string `json:"title"`
	Description string `json:"description"`
}

type riskLog struct {
	Entries []logEntry `json:"entries"`
}

type logEntry struct {
	UUID         string     `json:"uuid"`
	Title        string     `json:"title"`
	Description  string     `json:"description"`
	Start        string     `json:"start"`
	End          string     `json:"end,omitempty"`
	Props        []prop     `json:"props,omitempty"`
	LoggedBy     []loggedBy `json:"logged-by,omitempty"`
	StatusChange string     `json:"status-change,omitempty"`
}

type loggedBy struct {
	Party string `json:"party-uuid"`
}

type observationRef struct {
	UUID string `json:"observation-uuid"`
}

type riskRef struct {
	UUID string `json:"risk-uuid"`
}

type finding struct {
	UUID         string           `json:"uuid"`
	Title        string           `json:"title"`
	Description  string           `json:"description"`
	Props        []prop           `json:"props,omitempty"`
	Target       target           `json:"target"`
	Observations []observationRef `json:"related-observations,omitempty"`
	Risks        []riskRef        `json:"related-risks,omitempty"`
}

type target struct {
	Type   string `json:"type"`
	ID     string `json:"target-id"`
	Status status `json:"status"`
	// Implementation is there for what does not apply alone.
	Implementation *state `json:"implementation-status,omitempty"`
}

type status struct {
	State   string `json:"state"`
	Reason  string `json:"reason"`
	Remarks string `json:"remarks,omitempty"`
}
