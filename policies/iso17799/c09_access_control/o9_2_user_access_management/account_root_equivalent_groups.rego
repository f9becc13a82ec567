# METADATA
# title: Nobody is in a group that amounts to root
# description: >-
#   Members of docker or lxd start a container as root, those of disk read
#   and write every file below the file system, those of shadow read all
#   password hashes. No sudo rule and no log stands in between.
# custom:
#   id: account-root-equivalent-groups
#   controls: ["9.2.2", "9.2.4", "9.5.4"]
#   aspects: ["9.2.2/admin-groups", "9.2.4/privileged-members"]
#   severity: high
#   needs:
#     - 'accounts.groups[*].members'
#     - 'accounts.groups[*].primary_members'
#     - 'accounts.groups[*].source'
#   remediation:
#     text: >-
#       Take the account out: "gpasswd -d NAME GROUP" ("delgroup NAME GROUP"
#       on Alpine), and give what it needs another way: rootless containers,
#       or one command through sudo. Members that must stay go into
#       account_root_equivalent_members_allowed.
#     command: ""
#   references: ["group(5)", "capabilities(7)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_root_equivalent_groups

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s: %s", [name, _shown(_members(group))]),
	group.source,
) if {
	some name, group in _groups
}

evidence contains report.evidence(
	sprintf("groups that amount to root: none of %d", [count(input.accounts.groups)]),
	"/etc/group",
) if {
	count(input.accounts.groups) > 0
	count(_groups) == 0
}

violations contains report.violation({
	"message": sprintf("%s can become root through the group %s", [member, name]),
	"resource": accounts.resource(member),
	"observed": sprintf("member of %s", [name]),
	"expected": "no member",
	"source": group.source,
}) if {
	some name, group in _groups
	some member in _members(group)
	not member in {allowed | some allowed in object.get(params.account_root_equivalent_members_allowed, name, [])}
}

_groups[name] := group if {
	some name in params.account_root_equivalent_groups
	group := input.accounts.groups[name]
}

_members(group) := ({name | some name in group.members} | {name | some name in group.primary_members}) - {"root"}

_shown(names) := "no member" if count(names) == 0

_shown(names) := report.list(sort(names)) if count(names) > 0
