# METADATA
# title: SSH does not trust whole hosts
# description: >-
#   Host-based authentication lets in every user that another machine
#   vouches for. One machine taken over then opens all that trust it.
# custom:
#   id: ssh-hostbased-authentication
#   controls: ["9.4.4", "9.4.3"]
#   aspects: ["9.4.4/trust-files"]
#   severity: high
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.effective.user.hostbasedauthentication"
#     - "sshd.effective.root.hostbasedauthentication"
#     - "sshd.users"
#   remediation:
#     text: >-
#       Set "HostbasedAuthentication no" and give users keys of their own.
#       Set it in /etc/ssh/sshd_config, before any Include that sets it
#       otherwise (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_hostbased_authentication

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("HostbasedAuthentication", _places)

violations contains report.violation({
	"message": sprintf("another host may vouch for %s", [who]),
	"resource": place.resource,
	"observed": sprintf("HostbasedAuthentication %s", [place.value]),
	"expected": "no",
	"source": place.source,
}) if {
	some who, place in _places
	not place.value in {"no"}
}

_places := sshd.places(
	input.sshd.effective.user.hostbasedauthentication,
	input.sshd.effective.root.hostbasedauthentication,
	input.sshd.users,
	"hostbasedauthentication",
)
