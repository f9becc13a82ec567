# METADATA
# title: The syslog daemon understands its rules
# description: >-
#   A rule that the daemon refuses is passed over. What it should have kept or
#   sent is lost in silence.
# custom:
#   id: logging-rules-valid
#   controls: ["8.4.3", "9.7.1"]
#   aspects: ["8.4.3/syslog-journald-running-persistent"]
#   severity: medium
#   scope: ["logging.daemons"]
#   needs:
#     - 'logging.daemons'
#     - 'logging.daemons[*].source'
#     - 'logging.daemons[*].files'
#     - 'logging.daemons[*].malformed'
#     - 'logging.daemons[*].malformed[*].reason'
#     - 'logging.daemons[*].malformed[*].source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Correct the line; "rsyslogd -N1" or "syslog-ng --syntax-only" names it
#       too.
#     command: ""
#   references: ["rsyslogd(8)", "syslog-ng(8)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.logging_rules_valid

import data.lib.logging
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in logging.none(input.logging.daemons)

evidence contains report.evidence(
	sprintf("%s of %s, %s refused", [report.counted(count(daemon.files), "file", "files"), product, report.counted(count(daemon.malformed), "statement", "statements")]),
	daemon.source,
) if {
	some product, daemon in input.logging.daemons
}

violations contains report.violation({
	"message": sprintf("%s refuses a statement: %s", [product, error.reason]),
	"resource": error.source,
	"observed": error.reason,
	"expected": "a statement that it takes",
	"source": error.source,
}) if {
	some product, daemon in input.logging.daemons
	some error in daemon.malformed
}
