# METADATA
# title: People use shells that the host knows
# description: >-
#   A shell that does not stand in /etc/shells, or does not exist, is a left-
#   over or a program that somebody put in its place.
# custom:
#   id: account-shells-listed
#   controls: ["9.1.1"]
#   aspects: ["9.1.1/allow-lists"]
#   severity: low
#   needs:
#     - 'accounts.users[*].shell_listed'
#     - 'accounts.users[*].shell_exists'
#     - 'accounts.users[*].source'
#     - 'accounts.kinds[*]'
#     - 'accounts.users[*].shell'
#     - 'accounts.users[*].log_on_shell'
#     - accounts.shells.source
#   remediation:
#     text: >-
#       Give the account a shell of /etc/shells: "chsh -s /bin/bash NAME"
#       ("usermod -s" or, on Alpine, edit /etc/passwd), or add the shell to
#       /etc/shells when it is meant to be used ("add-shell" on Debian and
#       Alpine).
#     command: ""
#   references: ["shells(5)", "chsh(1)"]
package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.account_shells_listed

import data.lib.accounts
import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s with a shell, %d of them not in /etc/shells", [report.counted(count(_people), "person", "people"), count(_odd)]),
	input.accounts.shells.source,
) if {
	count(input.accounts.kinds) > 0
}

violations contains report.violation({
	"message": sprintf("the shell of %s is not known to the host", [name]),
	"resource": accounts.resource(name),
	"observed": sprintf("%s, in /etc/shells: %v, exists: %v", [user.shell, user.shell_listed, user.shell_exists]),
	"expected": "a shell of /etc/shells that exists",
	"source": user.source,
}) if {
	some name in _odd
	user := input.accounts.users[name]
}

# Without /etc/shells the C library knows two shells, and that tells nothing of
# what this host means to use.
_list_is_there if not startswith(input.accounts.shells.source, "default: ")

unknown contains "there is no /etc/shells" if not _list_is_there

_people := {name |
	some name, user in input.accounts.users
	user.log_on_shell
	input.accounts.kinds[name] in {"human", "root"}
}

_odd := {name |
	some name in _people
	user := input.accounts.users[name]
	false in {user.shell_listed, user.shell_exists}
	_list_is_there
}
