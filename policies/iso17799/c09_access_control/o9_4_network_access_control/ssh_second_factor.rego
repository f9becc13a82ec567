# METADATA
# title: SSH asks for two methods of authentication
# description: >-
#   One factor, a key or a password, is lost with one stolen computer or
#   one careless moment. From outside a second one should be needed.
# custom:
#   id: ssh-second-factor
#   controls: ["9.4.3"]
#   aspects: ["9.4.3/second-factor"]
#   severity: medium
#   profile: strict
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.effective.user.authenticationmethods"
#     - "sshd.effective.root.authenticationmethods"
#     - "sshd.users"
#   remediation:
#     text: >-
#       Set for example "AuthenticationMethods
#       publickey,keyboard-interactive" with a PAM module for one-time
#       codes, or "publickey,password". Set it in /etc/ssh/sshd_config,
#       before any Include that sets it otherwise (the first value counts),
#       or in the first file of /etc/ssh/sshd_config.d where the
#       distribution includes that folder. Check with "sshd -t" and reload:
#       "systemctl reload ssh" on Debian and Ubuntu, "systemctl reload
#       sshd" on Red Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_second_factor

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("AuthenticationMethods", _places)

violations contains report.violation({
	"message": sprintf("one method of authentication is enough for %s", [who]),
	"resource": place.resource,
	"observed": sprintf("AuthenticationMethods %s", [place.value]),
	"expected": sprintf("at least %s in each list", [report.counted(params.ssh_methods_minimum, "method", "methods")]),
	"source": place.source,
}) if {
	some who, place in _places
	some way in split(place.value, " ")
	count(split(way, ",")) < params.ssh_methods_minimum
}

_places := sshd.places(
	input.sshd.effective.user.authenticationmethods,
	input.sshd.effective.root.authenticationmethods,
	input.sshd.users,
	"authenticationmethods",
)
