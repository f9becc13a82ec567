# METADATA
# title: SSH asks for no password through PAM while passwords are off
# description: >-
#   With UsePAM, keyboard-interactive authentication asks for the same
#   password that PasswordAuthentication asks for. Who turns off only one
#   of the two believes passwords to be off while they are on.
# custom:
#   id: ssh-keyboard-interactive
#   controls: ["9.4.3", "9.5.3"]
#   aspects: ["9.4.3/password-log-from-outside"]
#   severity: medium
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.effective.user.passwordauthentication"
#     - "sshd.effective.user.kbdinteractiveauthentication"
#     - "sshd.effective.user.authenticationmethods"
#     - "sshd.effective.user.usepam"
#   remediation:
#     text: >-
#       Set "KbdInteractiveAuthentication no"
#       (ChallengeResponseAuthentication before OpenSSH 8.7), unless PAM
#       asks for a second factor there, which AuthenticationMethods should
#       then demand. Set it in /etc/ssh/sshd_config, before any Include
#       that sets it otherwise (the first value counts), or in the first
#       file of /etc/ssh/sshd_config.d where the distribution includes that
#       folder. Check with "sshd -t" and reload: "systemctl reload ssh" on
#       Debian and Ubuntu, "systemctl reload sshd" on Red Hat and SUSE,
#       "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_keyboard_interactive

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(
	sprintf("PasswordAuthentication %s, KbdInteractiveAuthentication %s, UsePAM %s", [_password.value, _keyboard.value, _pam.value]),
	_keyboard.source,
)

violations contains report.violation({
	"message": "passwords are off, but PAM still asks for them through keyboard-interactive authentication",
	"resource": "sshd",
	"observed": sprintf("KbdInteractiveAuthentication %s", [_keyboard.value]),
	"expected": "no, as PasswordAuthentication is off",
	"source": _keyboard.source,
}) if {
	_password.value == "no"
	_keyboard.value != "no"
	_pam.value != "no"
	_suffices
}

_suffices if _methods in {"any", "not seen"}

_suffices if {
	some way in split(_methods, " ")
	startswith(way, "keyboard-interactive")
	not contains(way, ",")
}

_password := input.sshd.effective.user.passwordauthentication

_keyboard := input.sshd.effective.user.kbdinteractiveauthentication

_methods := sshd.place("sshd", input.sshd.effective.user.authenticationmethods).value

_pam := input.sshd.effective.user.usepam
