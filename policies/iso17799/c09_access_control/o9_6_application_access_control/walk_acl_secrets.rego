# METADATA
# title: No access control list opens files with secrets
# description: >-
#   An access control list can let one more account read the password hashes while ls shows the
#   usual mode and only a plus sign.
# custom:
#   id: walk-acl-secrets
#   controls: ["9.6.1", "9.5.4"]
#   aspects: ["9.6.1/permissions-identity-files"]
#   severity: critical
#   needs:
#     - 'files.acls[*].grants'
#     - 'files.acls[*].default'
#     - 'files.walk.entries'
#   partial: convict
#   remediation:
#     text: >-
#       setfacl -b FILE, then set owner and mode as the distribution has them; change the
#       passwords and keys that could be read.
#     command: ""
#   references: ["acl(5)", "setfacl(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.walk_acl_secrets

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
	"message": sprintf("a list opens %s: %s", [name, concat(", ", array.concat(list.grants, list.default))]),
	"resource": name,
	"observed": concat(", ", array.concat(list.grants, list.default)),
	"expected": "no access but by owner and mode",
	"source": name,
}) if {
	some name, list in input.files.acls
	acl.matches(params.walk_secret_files, name)
	acl.concerns(list, params.walk_acl_accounts_allowed)
}
