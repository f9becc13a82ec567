package assessment

// Engagement is what a report says of the audit itself, after ISO 19011,
// section 6.5.1: nothing of it comes from the host or changes a verdict. The
// operator writes it once, in a small file.
type Engagement struct {
	// Title of the report; empty for the format's own.
	Title string
	// Client is who asked for the audit.
	Client string
	// Organisation that was audited.
	Organisation string
	// Team are the auditors.
	Team []string
	// Objectives of the audit.
	Objectives []string
	// Scope in words: units, places, systems.
	Scope string
	// Places where it was done.
	Places []string
	// PeriodFrom and PeriodTo are days, YYYY-MM-DD.
	PeriodFrom, PeriodTo string
	// Confidentiality, such as "confidential".
	Confidentiality string
	// Distribution are those who get the report.
	Distribution []string
	// Disagreements between auditors and auditee that stay open.
	Disagreements []string
	// FollowUp are agreed next steps.
	FollowUp []string
	// Auditor and Auditee sign.
	Auditor, Auditee string
	// Accent is a colour, "#rrggbb"; empty for the format's own.
	Accent string
	// Logo is a picture, PNG or JPEG; empty when there is none.
	Logo []byte
	// LogoType is "png" or "jpeg".
	LogoType string
}
