# METADATA
# title: People give their password before they act as root
# description: >-
#   A command without a password can be run by anything that runs as that user: a script in a
#   browser, a key that was stolen. Where a service needs it, the account is named in the
#   parameters.
# custom:
#   id: sudo-nopasswd-commands
#   controls: ["9.2.2", "9.3.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: medium
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.grants[*].uid'
#     - 'sudo.grants[*].no_password'
#     - 'sudo.grants[*].sources'
#   partial: convict
#   profile: strict
#   remediation:
#     text: >-
#       Remove NOPASSWD with visudo. For a service account that cannot type, list it in
#       sudo_nopasswd_accounts and give it exact commands with fixed arguments.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_nopasswd_commands

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

evidence contains report.evidence(
	sprintf("%s; %s commands without a password", [
		report.counted(count(input.sudo.grants), "account has sudo rules", "accounts have sudo rules"),
		report.counted(count(_free), "of them runs", "of them run"),
	]),
	input.sudo.present.source,
)

_free[name] := grant if {
	some name, grant in input.sudo.grants
	grant.uid != 0
	count(grant.no_password) > 0
}

violations contains report.violation({
	"message": sprintf("%s runs %s as root without a password", [name, report.list(grant.no_password)]),
	"resource": name,
	"observed": report.list(grant.no_password),
	"expected": "a password",
	"source": grant.sources[count(grant.sources) - 1],
}) if {
	some name, grant in _free
	not name in params.sudo_nopasswd_accounts
}
