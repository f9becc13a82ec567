# METADATA
# title: Home folders are closed to others
# description: >-
#   In an open home folder everybody reads keys, histories and drafts. In one
#   that others can write they change what its owner runs next.
# custom:
#   id: account-home-mode
#   controls: ["9.1.1", "9.6.1", "8.6.3"]
#   aspects: ["9.1.1/home-permissions", "9.6.1/home-folders", "8.6.3/backups-home-folders"]
#   severity: medium
#   needs:
#     - 'accounts.homes[*].kind'
#     - 'accounts.homes[*].path'
#     - 'accounts.homes[*].mode'
#     - 'accounts.homes[*].world_access'
#     - 'accounts.homes[*].group_writable'
#     - 'accounts.kinds[*]'
#   remediation:
#     text: >-
#       Close the folder: "chmod 0750 /home/NAME", or 0700. For accounts to
#       come set HOME_MODE in /etc/login.defs, and DIR_MODE in
#       /etc/adduser.conf on Debian.
#     command: ""
#   references: ["chmod(1)", "login.defs(5)"]
package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.account_home_mode

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %d of them open", [report.counted(count(_folders), "home folder", "home folders"), count(_open)]),
	"/etc/passwd",
) if {
	count(input.accounts.kinds) > 0
}

violations contains report.violation({
	"message": sprintf("the home folder of %s is open to others", [name]),
	"resource": home.path,
	"observed": home.mode,
	"expected": "0750 or less",
	"source": home.path,
}) if {
	some name in _open
	home := input.accounts.homes[name]
}

_folders := {name |
	some name in _people
	input.accounts.homes[name].kind == "directory"
}

_open := {name |
	some name in _folders
	home := input.accounts.homes[name]
	true in {home.world_access, home.group_writable}
}

_people := {name |
	some name, _ in input.accounts.homes
	input.accounts.kinds[name] in {"human", "root"}
}
