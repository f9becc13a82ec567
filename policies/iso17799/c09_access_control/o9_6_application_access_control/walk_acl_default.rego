# METADATA
# title: No default list opens what will be made in system folders
# description: >-
#   A default list gives rights on files that do not exist yet: a key that is made tomorrow is
#   open the moment it is made.
# custom:
#   id: walk-acl-default
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/world-writable-unowned-files"]
#   severity: medium
#   needs:
#     - 'files.acls[*].grants'
#     - 'files.acls[*].default'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       setfacl -k FOLDER removes the default list.
#     command: ""
#   references: ["acl(5)", "setfacl(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.walk_acl_default

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
	"message": sprintf("what is made in %s will be open to %s", [name, concat(", ", list.default)]),
	"resource": name,
	"observed": concat(", ", list.default),
	"expected": "no default list",
	"source": name,
}) if {
	some name, list in input.files.acls
	count(acl.others(list.default, params.walk_acl_accounts_allowed)) > 0
	acl.matches(params.walk_system_folders, name)
}
