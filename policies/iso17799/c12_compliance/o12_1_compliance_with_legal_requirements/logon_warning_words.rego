# METADATA
# title: The text before log-on says who may go on and that use is watched
# description: >-
#   Only a warning that says both lets the organization act against misuse, and tells honest people
#   that logs are kept.
# custom:
#   id: logon-warning-words
#   controls: ["12.1.5", "9.5.2"]
#   aspects: ["12.1.5/log-warning", "12.1.5/monitoring-place"]
#   severity: low
#   needs:
#     - 'logon.banners["/etc/issue"].text'
#     - 'logon.banners["/etc/issue"].source'
#     - 'logon.banners["/etc/issue.net"].text'
#     - 'logon.banners["/etc/issue.net"].source'
#     - 'logon.banners[*].text'
#     - 'logon.banners[*].source'
#   remediation:
#     text: >-
#       Let the text in /etc/issue and /etc/issue.net say that only authorised people may use the
#       host, and that its use is monitored or recorded. Words in your language belong into
#       logon_warning_words. Have the text seen by your lawyers.
#     command: ""
#   references: ["issue(5)"]
package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.logon_warning_words

import data.lib.report
import data.params
import future.keywords.not

_files := ["/etc/issue", "/etc/issue.net"]

_says(name, words) if {
	some word in words
	contains(input.logon.banners[name].text, word)
}

evidence contains report.evidence(sprintf("%s says %d of %s", [name, count(_said), report.counted(count(params.logon_warning_words), "thing", "things")]), name) if {
	some name in _files
	_said := [topic | some topic, words in params.logon_warning_words; _says(name, words)]
}

violations contains report.violation({
	"message": sprintf("%s does not say %s", [name, topic]),
	"resource": name,
	"observed": "none of the words",
	"expected": report.list(words),
	"source": input.logon.banners[name].source,
}) if {
	some name in _files
	some topic, words in params.logon_warning_words
	not _says(name, words)
}
