# METADATA
# title: No rule grants everything but a few commands
# description: >-
#   "ALL, !/bin/sh" stops nobody: a copy of the shell under another name, an editor or an
#   interpreter gives the same. sudoers(5) itself warns against it.
# custom:
#   id: sudo-exclusions
#   controls: ["9.2.2"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: medium
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.grants[*].uid'
#     - 'sudo.grants[*].all'
#     - 'sudo.grants[*].excluded'
#     - 'sudo.grants[*].sources'
#   partial: convict
#   remediation:
#     text: >-
#       List the commands that are needed instead of those that are not. Who really administers the
#       host gets ALL through the administrators' group.
#     command: ""
#   references: ["sudoers(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_exclusions

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

evidence contains report.evidence(
	sprintf("%s; %s everything but a few commands", [
		report.counted(count(input.sudo.grants), "account has sudo rules", "accounts have sudo rules"),
		report.counted(count(_leaky), "of them runs", "of them run"),
	]),
	input.sudo.present.source,
)

_leaky[name] := grant if {
	some name, grant in input.sudo.grants
	grant.uid != 0
	grant.all
	count(grant.excluded) > 0
}

violations contains report.violation({
	"message": sprintf("%s may run everything but %s, which does not hold", [name, report.list(grant.excluded)]),
	"resource": name,
	"observed": sprintf("ALL, !%s", [concat(", !", grant.excluded)]),
	"expected": "a list of the commands that are needed",
	"source": grant.sources[count(grant.sources) - 1],
}) if {
	some name, grant in _leaky
}
