# METADATA
# title: A password alone does not open an SSH session
# description: >-
#   Passwords can be guessed, reused and phished from everywhere the server
#   can be reached. Keys, which stay with their owner, cannot.
# custom:
#   id: ssh-password-authentication
#   controls: ["9.4.3", "9.5.3"]
#   aspects: ["9.4.3/password-log-from-outside", "9.4.3/ssh-vpn-authentication-methods"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.effective.user.passwordauthentication"
#     - "sshd.effective.root.passwordauthentication"
#     - "sshd.effective.user.authenticationmethods"
#     - "sshd.effective.root.authenticationmethods"
#     - "sshd.users"
#   remediation:
#     text: >-
#       Give users keys, then set "PasswordAuthentication no" and
#       "KbdInteractiveAuthentication no"; or ask for a key as well with
#       "AuthenticationMethods publickey,password". Set it in
#       /etc/ssh/sshd_config, before any Include that sets it otherwise
#       (the first value counts), or in the first file of
#       /etc/ssh/sshd_config.d where the distribution includes that folder.
#       Check with "sshd -t" and reload: "systemctl reload ssh" on Debian
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_password_authentication

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(
	sprintf("for %s: PasswordAuthentication %s, AuthenticationMethods %s", [who, pair.first, pair.second]),
	pair.source,
) if {
	some who, pair in _pairs
}

violations contains report.violation({
	"message": sprintf("a password alone opens a session of %s", [who]),
	"resource": pair.resource,
	"observed": sprintf("PasswordAuthentication %s, AuthenticationMethods %s", [pair.first, pair.second]),
	"expected": sprintf("PasswordAuthentication %s, or a second method", [report.list(params.ssh_password_authentication_allowed)]),
	"source": pair.source,
}) if {
	some who, pair in _pairs
	not pair.first in params.ssh_password_authentication_allowed
	_suffices(pair.second)
}

# A password suffices when every method does, or when it is a way of its own.
_suffices(methods) if methods in {"any", "not seen"}

_suffices(methods) if "password" in split(methods, " ")

_pairs := sshd.beside(_passwords, _methods)

_passwords := sshd.places(
	input.sshd.effective.user.passwordauthentication,
	input.sshd.effective.root.passwordauthentication,
	input.sshd.users,
	"passwordauthentication",
)

_methods := sshd.places(
	input.sshd.effective.user.authenticationmethods,
	input.sshd.effective.root.authenticationmethods,
	input.sshd.users,
	"authenticationmethods",
)
