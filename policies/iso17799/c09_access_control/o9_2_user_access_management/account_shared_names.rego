# METADATA
# title: No generic account can be used
# description: >-
#   An account called test or admin belongs to nobody, so many know its
#   password, nobody is asked when it is misused, and attackers try it first.
# custom:
#   id: account-shared-names
#   controls: ["9.2.1", "9.5.3"]
#   aspects: ["9.2.1/shared-generic-accounts", "9.5.3/no-anonymous-guest-log"]
#   severity: medium
#   needs:
#     - 'accounts.users[*].log_on_shell'
#     - 'accounts.users[*].shell'
#     - 'accounts.users[*].source'
#     - 'accounts.credentials[*].state'
#   remediation:
#     text: >-
#       Give each person an account of their own, then lock the generic one
#       and take its shell: "usermod -L -s /usr/sbin/nologin NAME"
#       (/sbin/nologin on Red Hat, SUSE and Alpine), or delete it with
#       "userdel NAME" ("deluser NAME" on Alpine). Names that are in order
#       here go out of account_generic_names.
#     command: ""
#   references: ["passwd(5)", "usermod(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_shared_names

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s looked at, %d with a generic name", [report.counted(count(input.accounts.users), "account", "accounts"), count(_generic)]),
	"/etc/passwd",
)

violations contains report.violation({
	"message": sprintf("the generic account %s can be used", [name]),
	"resource": accounts.resource(name),
	"observed": sprintf("shell %s, password %s", [user.shell, credential.state]),
	"expected": "no log-on shell or no such account",
	"source": user.source,
}) if {
	some name in _generic
	user := input.accounts.users[name]
	credential := input.accounts.credentials[name]
	_open(user, credential)
}

_generic := {name |
	some name, _ in input.accounts.users
	lower(name) in {generic | some generic in params.account_generic_names}
}

# A log-on shell suffices: keys let in without a password. A password suffices
# too: other services than a shell take it.
_open(user, _) if user.log_on_shell

_open(_, credential) if accounts.usable(credential.state)
