# METADATA
# title: logrotate understands its configuration
# description: >-
#   logrotate passes over a section or file with an error, so that the log is
#   kept in another way than written, or grows until the disk is full.
# custom:
#   id: logging-rotation-valid
#   controls: ["8.4.3", "12.1.3"]
#   aspects: ["8.4.3/retention", "12.1.3/log-record-retention"]
#   severity: low
#   scope: ["logging.rotates"]
#   needs:
#     - 'logging.rotation.malformed'
#     - 'logging.rotation.malformed[*].reason'
#     - 'logging.rotation.malformed[*].source'
#     - 'logging.rotation.files'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Correct the line; "logrotate -d /etc/logrotate.conf" names it too.
#     command: ""
#   references: ["logrotate(8)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.logging_rotation_valid

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence(
	"logrotate has no configuration, so that it rotates nothing; whether logs are rotated at all is another rule's (logging-rotated)",
	input.logging.rotates.source,
) if {
	input.logging.rotates.value == false
}

evidence contains report.evidence(
	sprintf("%s, %s", [report.counted(count(input.logging.rotation.files), "file", "files"), report.counted(count(input.logging.rotation.malformed), "error", "errors")]),
	"/etc/logrotate.conf",
)

violations contains report.violation({
	"message": sprintf("logrotate refuses: %s", [error.reason]),
	"resource": error.source,
	"observed": error.reason,
	"expected": "a directive that it takes",
	"source": error.source,
}) if {
	some error in input.logging.rotation.malformed
}
