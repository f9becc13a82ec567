# METADATA
# title: SSH does not compress
# description: >-
#   Compression lets the length of packets tell about their content, and
#   adds a library with a history of faults to the server.
# custom:
#   id: ssh-compression
#   controls: ["9.4.3"]
#   aspects: ["9.4.3/ssh-vpn-authentication-methods"]
#   severity: low
#   profile: strict
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.compression"]
#   remediation:
#     text: >-
#       Set "Compression no". Set it in /etc/ssh/sshd_config, before any
#       Include that sets it otherwise (the first value counts), or in the
#       first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_compression

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.one("Compression", _option)

violations contains report.violation({
	"message": "compression is offered",
	"resource": "sshd",
	"observed": sprintf("Compression %s", [_option.value]),
	"expected": "no",
	"source": _option.source,
}) if {
	_option.value != "no"
}

_option := input.sshd.effective.user.compression
