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
#       and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE, "rc-
#       service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_password_authentication

import data.lib.report
import data.lib.sshd
import data.params
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("PasswordAuthentication", _passwords)

evidence contains item if {
	some item in sshd.shown("AuthenticationMethods", _methods)
	not item.message == "AuthenticationMethods any"
}

violations contains report.violation({
	"message": sprintf("a password alone opens a session of %s", [who]),
	"resource": place.resource,
	"observed": sprintf("PasswordAuthentication %s, AuthenticationMethods %s", [place.value, _methods_of(who)]),
	"expected": sprintf("PasswordAuthentication %s, or a second method", [report.list(params.ssh_password_authentication_allowed)]),
	"source": place.source,
}) if {
	some who, place in _passwords
	not place.value in params.ssh_password_authentication_allowed
	_suffices(_methods_of(who))
}

# A password suffices when every method does, or when it is a way of its own.
_suffices("any")

_suffices(methods) if "password" in split(methods, " ")

_suffices("not seen")

_methods_of(who) := _methods[who].value

_methods_of(who) := _for_all.value if not _methods[who]

_for_all := object.get(_methods, "every user", object.get(_methods, "ordinary users", {"value": "not seen"}))

_passwords := _both.passwords

_methods := _both.methods

# Both for the same users, so that one can be looked up beside the other.
_both := {
	"passwords": object.union(_named(_password_places), _singled_out(_password_places)),
	"methods": _named(_method_places),
}

_named(found) := found

# An account for which a block changes the methods only has everyone's password
# setting.
_singled_out(found) := {who: object.union(_everyone(found), {"resource": place.resource}) |
	some who, place in _method_places
	not who in {"every user", "ordinary users"}
	not found[who]
}

_everyone(found) := object.get(found, "every user", object.get(found, "ordinary users", {}))

_password_places := sshd.places(
	input.sshd.effective.user.passwordauthentication,
	input.sshd.effective.root.passwordauthentication,
	input.sshd.users,
	"passwordauthentication",
)

_method_places := sshd.places(
	input.sshd.effective.user.authenticationmethods,
	input.sshd.effective.root.authenticationmethods,
	input.sshd.users,
	"authenticationmethods",
)
