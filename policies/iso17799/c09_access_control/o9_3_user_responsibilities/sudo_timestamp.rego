# METADATA
# title: Sudo soon asks for the password again
# description: >-
#   As long as sudo remembers the password, whoever finds the session open is root. A negative time
#   means until the next start.
# custom:
#   id: sudo-timestamp
#   controls: ["9.3.2", "9.2.2"]
#   aspects: ["9.2.2/sudoers-rules", "9.3.2/session-lock-time-out-console"]
#   severity: medium
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.defaults.timestamp_timeout.number'
#     - 'sudo.defaults.timestamp_timeout.source'
#     - 'sudo.defaults.timestamp_type.value'
#     - 'sudo.defaults.timestamp_type.source'
#   remediation:
#     text: >-
#       Set "Defaults timestamp_timeout=5" with visudo (minutes; 0 asks each time) and leave
#       timestamp_type at tty.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_3_user_responsibilities.sudo_timestamp

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_time := input.sudo.defaults.timestamp_timeout

_type := input.sudo.defaults.timestamp_type

evidence contains report.evidence(sprintf("timestamp_timeout %s, timestamp_type %s", [report.counted(_time.number, "minute", "minutes"), _type.value]), _time.source)

violations contains report.violation({
	"message": "sudo never asks for the password again",
	"resource": "timestamp_timeout",
	"observed": _time.number,
	"expected": sprintf("0 to %s", [report.counted(params.sudo_max_timestamp_minutes, "minute", "minutes")]),
	"source": _time.source,
}) if {
	_time.number < 0
}

violations contains report.violation({
	"message": sprintf("sudo remembers the password for %s", [report.counted(_time.number, "minute", "minutes")]),
	"resource": "timestamp_timeout",
	"observed": _time.number,
	"expected": sprintf("0 to %s", [report.counted(params.sudo_max_timestamp_minutes, "minute", "minutes")]),
	"source": _time.source,
}) if {
	_time.number > params.sudo_max_timestamp_minutes
}

violations contains report.violation({
	"message": "a password given on one terminal counts on every other",
	"resource": "timestamp_type",
	"observed": _type.value,
	"expected": "tty",
	"source": _type.source,
}) if {
	_type.value == "global"
}
