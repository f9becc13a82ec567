# METADATA
# title: A new password is kept for a while
# description: >-
#   Who may change a password again at once can change it so often that the
#   history forgets the old one, and is back with it after a minute.
# custom:
#   id: account-password-min-age
#   controls: ["9.2.3"]
#   aspects: ["9.2.3/ageing"]
#   severity: low
#   needs:
#     - 'accounts.credentials[*].state'
#     - 'accounts.credentials[*].source'
#     - 'accounts.shadow[*].expire_day'
#     - 'accounts.shadow[*].source'
#     - 'accounts.shadow[*].min_days'
#   remediation:
#     text: >-
#       Set the least age: "chage -m 1 NAME", and PASS_MIN_DAYS 1 in
#       /etc/login.defs for accounts to come.
#     command: ""
#   references: ["shadow(5)", "chage(1)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_password_min_age

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s with a password, %d of them out of line", [report.counted(count(_aged), "account", "accounts"), count(_bad)]),
	"/etc/shadow",
) if {
	count(input.accounts.credentials) > 0
}

violations contains report.violation({
	"message": sprintf("the password of %s may be changed again after %s", [name, accounts.period(_aged[name].min_days)]),
	"resource": accounts.resource(name),
	"observed": accounts.days(_aged[name].min_days),
	"expected": sprintf("%d or more", [params.password_min_days]),
	"source": _aged[name].source,
}) if {
	some name in _bad
}

_aged := accounts.aged(input.accounts.credentials, input.accounts.shadow, input.context.today)

_bad contains name if {
	some name, entry in _aged
	entry.min_days < params.password_min_days
}
