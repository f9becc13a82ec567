# METADATA
# title: No access control list lets others write to system files
# description: >-
#   What root runs and obeys must be root's to change. A list that gives write access to one
#   account is as good as its owner's rights, and is seldom looked at.
# custom:
#   id: walk-acl-system
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/world-writable-unowned-files"]
#   severity: high
#   needs:
#     - 'files.acls[*].grants'
#     - 'files.acls[*].default'
#     - 'files.walk.entries'
#     - 'files.acls[*].writable'
#   partial: convict
#   remediation:
#     text: >-
#       setfacl -x ENTRY FILE (setfacl -b FILE for all of it). Accounts that are meant go into
#       walk_acl_accounts_allowed.
#     command: ""
#   references: ["acl(5)", "setfacl(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.walk_acl_system

import data.lib.acl
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s something among %s", [
		report.counted(count(input.files.acls), "access control list opens", "access control lists open"),
		report.counted(input.files.walk.entries, "file", "files"),
	]),
	"/",
)

violations contains report.violation({
	"message": sprintf("others can write to %s through its access control list", [name]),
	"resource": name,
	"observed": concat(", ", list.grants),
	"expected": "no right to write but by owner and mode",
	"source": name,
}) if {
	some name, list in input.files.acls
	list.writable
	acl.matches(params.walk_system_folders, name)
	acl.concerns(list, params.walk_acl_accounts_allowed)
}
