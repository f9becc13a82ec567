package sarif

// The objects of the standard, as far as isoscan has something to say in them.
// Their keys and comments follow section 3.

type log struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []run  `json:"runs"`
}

type run struct {
	Tool              tool              `json:"tool"`
	AutomationDetails automationDetails `json:"automationDetails"`
	Invocations       []invocation      `json:"invocations"`
	Results           []result          `json:"results"`
	Properties        map[string]any    `json:"properties"`
}

type tool struct {
	Driver driver `json:"driver"`
}

type driver struct {
	Name             string       `json:"name"`
	Version          string       `json:"version"`
	FullName         string       `json:"fullName"`
	ShortDescription text         `json:"shortDescription"`
	Rules            []descriptor `json:"rules"`
	Notifications    []descriptor `json:"notifications,omitempty"`
}

// text is a message (3.11) or a multiformat message string (3.12).
type text struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type descriptor struct {
	ID                   string         `json:"id"`
	Name                 string         `json:"name,omitempty"`
	ShortDescription     text           `json:"shortDescription"`
	FullDescription      *text          `json:"fullDescription,omitempty"`
	Help                 *text          `json:"help,omitempty"`
	DefaultConfiguration *configuration `json:"defaultConfiguration,omitempty"`
	Properties           map[string]any `json:"properties,omitempty"`
}

type configuration struct {
	Level string `json:"level"`
}

// automationDetails: the id is a path whose last part tells runs apart, and
// whose rest is their category (3.17.2).
type automationDetails struct {
	ID              string `json:"id"`
	GUID            string `json:"guid"`
	CorrelationGUID string `json:"correlationGuid"`
	Description     text   `json:"description"`
}

type invocation struct {
	ExecutionSuccessful            bool           `json:"executionSuccessful"`
	StartTimeUTC                   string         `json:"startTimeUtc"`
	EndTimeUTC                     string         `json:"endTimeUtc"`
	Machine                        string         `json:"machine,omitempty"`
	ToolExecutionNotifications     []notification `json:"toolExecutionNotifications"`
	ToolConfigurationNotifications []notification `json:"toolConfigurationNotifications"`
}

type notification struct {
	Descriptor reference      `json:"descriptor"`
	Level      string         `json:"level"`
	Message    text           `json:"message"`
	Properties map[string]any `json:"properties,omitempty"`
}

type reference struct {
	ID    string `json:"id"`
	Index int    `json:"index"`
}

type result struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           int               `json:"ruleIndex"`
	Kind                string            `json:"kind"`
	Level               string            `json:"level"`
	Message             text              `json:"message"`
	Locations           []location        `json:"locations"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	// Suppressions are nil for all results of a run or for none (3.27.23).
	Suppressions *[]suppression `json:"suppressions,omitempty"`
	Properties   map[string]any `json:"properties"`
}

type location struct {
	PhysicalLocation *physicalLocation `json:"physicalLocation,omitempty"`
	LogicalLocations []logicalLocation `json:"logicalLocations"`
	Message          *text             `json:"message,omitempty"`
}

type physicalLocation struct {
	ArtifactLocation artifactLocation `json:"artifactLocation"`
	Region           *region          `json:"region,omitempty"`
}

type artifactLocation struct {
	URI string `json:"uri"`
}

type region struct {
	StartLine int `json:"startLine"`
}

type logicalLocation struct {
	Name               string `json:"name"`
	FullyQualifiedName string `json:"fullyQualifiedName"`
	Kind               string `json:"kind"`
}

type suppression struct {
	GUID          string         `json:"guid"`
	Kind          string         `json:"kind"`
	Status        string         `json:"status"`
	Justification string         `json:"justification"`
	Properties    map[string]any `json:"properties,omitempty"`
}
