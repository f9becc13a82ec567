# METADATA
# title: Home folders belong to their people
# description: >-
#   The owner of a folder can put into it what they like: keys, start-up
#   files, programs. Whoever owns your home folder is you.
# custom:
#   id: account-home-owner
#   controls: ["9.6.1", "9.1.1"]
#   aspects: ["9.6.1/home-folders", "9.1.1/home-permissions"]
#   severity: high
#   needs:
#     - 'accounts.homes[*].kind'
#     - 'accounts.homes[*].path'
#     - 'accounts.homes[*].uid'
#     - 'accounts.kinds[*]'
#     - 'accounts.users[*].uid'
#   remediation:
#     text: >-
#       Hand the folder over: "chown NAME: /home/NAME" after looking at what
#       is in it and who put it there.
#     command: ""
#   references: ["chown(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.account_home_owner

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %d of them of somebody else", [report.counted(count(_folders), "home folder", "home folders"), count(_foreign)]),
	"/etc/passwd",
) if {
	count(input.accounts.kinds) > 0
}

violations contains report.violation({
	"message": sprintf("the home folder of %s belongs to UID %d", [name, home.uid]),
	"resource": home.path,
	"observed": sprintf("UID %d", [home.uid]),
	"expected": sprintf("UID %d", [input.accounts.users[name].uid]),
	"source": home.path,
}) if {
	some name in _foreign
	home := input.accounts.homes[name]
}

_folders := {name | some name in _people; input.accounts.homes[name].kind == "directory"}

# Root's own folders belong to nobody else, so a home such as / is no danger.
_foreign := {name |
	some name in _folders
	not input.accounts.homes[name].uid in {0, input.accounts.users[name].uid}
}

_people := {name |
	some name, _ in input.accounts.homes
	input.accounts.kinds[name] in {"human", "root"}
}
