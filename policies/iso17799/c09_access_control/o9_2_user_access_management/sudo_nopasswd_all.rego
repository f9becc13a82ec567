# METADATA
# title: Nobody runs every command as root without a password
# description: >-
#   Whoever takes over such an account, or sits down at its open session, is root without one more
#   question. Aliases, split lines, groups and Defaults are resolved first.
# custom:
#   id: sudo-nopasswd-all
#   controls: ["9.2.2", "8.1.4"]
#   aspects: ["9.2.2/sudoers-rules", "8.1.4/sudo-rules-let-one-account"]
#   severity: critical
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.grants[*].uid'
#     - 'sudo.grants[*].all_no_password'
#     - 'sudo.grants[*].sources'
#   partial: convict
#   remediation:
#     text: >-
#       With "visudo -f FILE" remove NOPASSWD from the rule that the finding names, or replace ALL
#       by the few commands that are needed. Remove "Defaults !authenticate" and exempt_group where
#       they are the cause.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_nopasswd_all

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

evidence contains report.evidence(
	sprintf("%s; %s everything without a password", [
		report.counted(count(input.sudo.grants), "account has sudo rules", "accounts have sudo rules"),
		report.counted(count(_open), "of them runs", "of them run"),
	]),
	input.sudo.present.source,
)

_open[name] := grant if {
	some name, grant in input.sudo.grants
	grant.uid != 0
	grant.all_no_password
}

violations contains report.violation({
	"message": sprintf("%s runs every command as root without a password", [name]),
	"resource": name,
	"observed": "ALL without a password",
	"expected": "a password, or named commands",
	"source": grant.sources[count(grant.sources) - 1],
}) if {
	some name, grant in _open
}
