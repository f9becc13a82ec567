# METADATA
# title: Rotation makes new logs closed to others
# description: >-
#   logrotate makes the new log before the daemon opens it. A mode that is too
#   wide opens each log anew every day.
# custom:
#   id: logging-rotation-mode
#   controls: ["12.1.3", "9.7.1"]
#   aspects: ["12.1.3/archive-permissions", "9.7.1/log-permissions-retention"]
#   severity: medium
#   scope: ["logging.rotates"]
#   needs:
#     - 'logging.rotation.entries'
#     - 'logging.rotation.entries[*].open'
#     - 'logging.rotation.entries[*].source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       "create 0640 root adm" (Debian), "create 0600 root root" (RHEL, SUSE,
#       Alpine) in the section, in /etc/logrotate.d.
#     command: ""
#   references: ["logrotate(8)"]
package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.logging_rotation_mode

import data.lib.report
import data.params
import future.keywords.not

_retained(name) if name in params.logging_retained

not_applicable contains report.evidence(
	"logrotate has no configuration, so that it rotates nothing; whether logs are rotated at all is another rule's (logging-rotated)",
	input.logging.rotates.source,
) if {
	input.logging.rotates.value == false
}

evidence contains report.evidence(report.counted(count(input.logging.rotation.entries), "log or pattern is rotated", "logs and patterns are rotated"), "/etc/logrotate.conf")

violations contains report.violation({
	"message": sprintf("rotation opens %s to everybody", [name]),
	"resource": name,
	"observed": sprintf("create %s", [object.get(entry, "create", "")]),
	"expected": "create 0640 or stricter",
	"source": entry.source,
}) if {
	some name, entry in input.logging.rotation.entries
	_retained(name)
	entry.open
}
