# METADATA
# title: SSH accepts no Kerberos tickets where none are used
# description: >-
#   GSSAPI opens libraries of Kerberos to whoever connects, before the log-on.
#   Only hosts of a Kerberos domain need it; keep a waiver for those.
# custom:
#   id: ssh-gssapi
#   controls: ["9.4.3"]
#   aspects: ["9.4.3/ssh-vpn-authentication-methods"]
#   severity: low
#   profile: strict
#   scope: ["sshd.present"]
#   needs: ["sshd.effective.user.gssapiauthentication"]
#   remediation:
#     text: >-
#       Set "GSSAPIAuthentication no". Set it in /etc/ssh/sshd_config, before any
#       Include that sets it otherwise (the first value counts), or in the
#       first file of /etc/ssh/sshd_config.d where the distribution
#       includes that folder. Check with "sshd -t" and reload: "systemctl
#       reload ssh" on Debian and Ubuntu, "systemctl reload sshd" on Red
#       Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_gssapi

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.one("GSSAPIAuthentication", _option)

violations contains report.violation({
	"message": "log-on by Kerberos ticket is offered",
	"resource": "sshd",
	"observed": sprintf("GSSAPIAuthentication %s", [_option.value]),
	"expected": "no",
	"source": _option.source,
}) if {
	_option.value != "no"
}

_option := input.sshd.effective.user.gssapiauthentication
