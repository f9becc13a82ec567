# METADATA
# title: Every person has a home folder
# description: >-
#   Who has none lands in the root folder, and a stranger who may make the
#   missing folder fills it with keys and start-up files of the owner.
# custom:
#   id: account-home-exists
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/home-folders"]
#   severity: low
#   needs:
#     - 'accounts.homes[*].kind'
#     - 'accounts.homes[*].path'
#     - 'accounts.kinds[*]'
#     - 'accounts.users[*].source'
#   profile: strict
#   remediation:
#     text: >-
#       Make the folder and hand it over: "mkhomedir_helper NAME" (Debian,
#       Red Hat), or "install -d -m 0750 -o NAME -g GROUP /home/NAME". Delete
#       the account when nobody needs it.
#     command: ""
#   references: ["passwd(5)", "mkhomedir_helper(8)"]
package iso17799.c09_access_control.o9_6_application_access_control.account_home_exists

import data.lib.accounts
import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %d of them without a home folder", [report.counted(count(_people), "person", "people"), count(_missing)]),
	"/etc/passwd",
) if {
	count(input.accounts.kinds) > 0
}

violations contains report.violation({
	"message": sprintf("the home folder of %s does not exist", [name]),
	"resource": accounts.resource(name),
	"observed": sprintf("%s: %s", [home.path, home.kind]),
	"expected": "a folder",
	"source": input.accounts.users[name].source,
}) if {
	some name in _missing
	home := input.accounts.homes[name]
}

_missing := {name | some name in _people; input.accounts.homes[name].kind != "directory"}

_people := {name |
	some name, _ in input.accounts.homes
	input.accounts.kinds[name] in {"human", "root"}
}
