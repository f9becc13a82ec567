# METADATA
# title: Log-on is confined to certain hours
# description: >-
#   An account that only works by day is of no use to a burglar at night. On
#   hosts of high risk the hours are part of the right to log on.
# custom:
#   id: pam-log-on-hours
#   controls: ["9.5.8"]
#   aspects: ["9.5.8/pam-time-account-log-hours"]
#   severity: low
#   needs:
#     - 'passwords.log_on[*].kind'
#     - 'passwords.log_on[*].time.value'
#     - 'passwords.log_on[*].time.source'
#   roles: ["server"]
#   profile: strict
#   remediation:
#     text: >-
#       Add "account required pam_time.so" to /etc/pam.d/login and
#       /etc/pam.d/sshd before pam_unix (on Debian, Red Hat, SUSE and Alpine
#       alike) and write the hours into /etc/security/time.conf.
#     command: ""
#   references: ["pam_time(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_log_on_hours

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s: pam_time %v", [name, service.time.value]), service.time.source) if {
	some name, service in _doors
}

violations contains report.violation({
	"message": sprintf("%s does not ask pam_time", [name]),
	"resource": pam.resource(name),
	"observed": "not in the stack",
	"expected": "pam_time",
	"source": service.time.source,
}) if {
	some name, service in _doors
	service.time.value == false
}

# A file of shared auth lines has no other stack of its own.
_doors := {name: service | some name, service in pam.doors(input.passwords.log_on); service.kind == "log_on"}
