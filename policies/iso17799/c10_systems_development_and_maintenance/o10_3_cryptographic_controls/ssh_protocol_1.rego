# METADATA
# title: The configuration of SSH does not ask for protocol 1
# description: >-
#   Version 1 of the protocol can be read and changed on the way. Servers
#   from OpenSSH 7.4 on lack it and pass over the line, which shows an
#   administrator who wants it, and takes effect on the next older machine
#   that gets the file.
# custom:
#   id: ssh-protocol-1
#   controls: ["10.3.2", "9.4.3"]
#   aspects: ["10.3.2/weak-ciphers-ssh"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs: ["sshd.obsolete", "sshd.effective.user.port"]
#   remediation:
#     text: >-
#       Remove the line "Protocol" from /etc/ssh/sshd_config and the files
#       that it includes.
#     command: ""
#   references: ["sshd_config(5)", "OpenSSH 7.4 release notes"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.ssh_protocol_1

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence("no line asks for a version of the protocol", input.sshd.effective.user.port.source) if not _line

evidence contains report.evidence(sprintf("Protocol %s", [_line.value]), _line.source)

violations contains report.violation({
	"message": "the configuration asks for protocol 1, which this sshd passes over",
	"resource": "sshd",
	"observed": sprintf("Protocol %s", [_line.value]),
	"expected": "2, or no line",
	"source": _line.source,
}) if {
	some part in split(replace(_line.value, " ", ","), ",")
	part != ""
	part != "2"
}

_line := sshd.place("sshd", input.sshd.obsolete.protocol)
