# METADATA
# title: People see when they last logged on
# description: >-
#   Who sees a time at which they were not there knows that somebody else
#   was. No log tells them sooner.
# custom:
#   id: password-last-logon
#   controls: ["9.5.2"]
#   aspects: ["9.5.2/last-log-shown"]
#   severity: low
#   needs:
#     - 'passwords.log_on[*].kind'
#     - 'passwords.log_on[*].last_logon.value'
#     - 'passwords.log_on[*].last_logon.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Add "session optional pam_lastlog.so showfailed" to /etc/pam.d/login
#       (Debian 12, SUSE, Alpine) or take "silent" away; on Debian 13 and
#       newer "session optional pam_lastlog2.so". Red Hat has it in
#       /etc/pam.d/postlogin.
#     command: ""
#   references: ["pam_lastlog(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.password_last_logon

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s: last log-on %s", [name, service.last_logon.value]), service.last_logon.source) if {
	some name, service in _consoles
}

violations contains report.violation({
	"message": sprintf("%s hides the last log-on", [name]),
	"resource": pam.resource(name),
	"observed": service.last_logon.value,
	"expected": "shown",
	"source": service.last_logon.source,
}) if {
	some name, service in _consoles
	service.last_logon.value == "silent"
}

unknown contains sprintf("%s: PAM does not show the last log-on, and whether the program does cannot be told", [name]) if {
	some name, service in _consoles
	service.last_logon.value == "absent"
}

# sshd and display managers show it by themselves, or not at all.
_consoles := {name: service |
	some name, service in pam.doors(input.passwords.log_on)
	name in {"login", "remote"}
}
