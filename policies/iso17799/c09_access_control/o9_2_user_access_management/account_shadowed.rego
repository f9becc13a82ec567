# METADATA
# title: Passwords are kept in /etc/shadow
# description: >-
#   Everybody can read /etc/passwd. A hash that stands there can be copied
#   and guessed at leisure.
# custom:
#   id: account-shadowed
#   controls: ["9.2.3", "9.5.4"]
#   aspects: ["9.2.3/shadowed-strong-hashes"]
#   severity: high
#   needs:
#     - 'accounts.users[*].password_field'
#     - 'accounts.users[*].source'
#     - 'accounts.credentials[*].state'
#     - 'accounts.credentials[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Move the passwords over with "pwconv" (on Alpine: package shadow) and
#       have them changed, since the hashes were readable. An account that
#       has no entry in /etc/shadow gets one the same way.
#     command: ""
#   references: ["passwd(5)", "shadow(5)", "pwconv(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_shadowed

import data.lib.accounts
import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %d with their password in /etc/shadow", [report.counted(count(input.accounts.users), "account", "accounts"), count(_shadowed)]),
	"/etc/passwd",
) if {
	count(input.accounts.users) > 0
}

violations contains report.violation({
	"message": sprintf("the password hash of %s stands in /etc/passwd", [name]),
	"resource": accounts.resource(name),
	"observed": "a hash in /etc/passwd",
	"expected": "x",
	"source": user.source,
}) if {
	some name, user in input.accounts.users
	user.password_field == "hash"
}

violations contains report.violation({
	"message": sprintf("%s has no entry in /etc/shadow", [name]),
	"resource": accounts.resource(name),
	"observed": "no entry",
	"expected": "an entry in /etc/shadow",
	"source": credential.source,
}) if {
	some name, credential in input.accounts.credentials
	credential.state == "missing"
}

_shadowed := {name | some name, user in input.accounts.users; user.password_field == "shadowed"}
