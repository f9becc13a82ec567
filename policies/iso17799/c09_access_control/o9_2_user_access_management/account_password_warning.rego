# METADATA
# title: People are warned before their password runs out
# description: >-
#   Who is not warned is locked out in the middle of work, or takes the first
#   weak password that comes to mind.
# custom:
#   id: account-password-warning
#   controls: ["9.2.3"]
#   aspects: ["9.2.3/ageing"]
#   severity: low
#   needs:
#     - 'accounts.credentials[*].state'
#     - 'accounts.credentials[*].source'
#     - 'accounts.shadow[*].expire_day'
#     - 'accounts.shadow[*].source'
#     - 'accounts.shadow[*].warn_days'
#   remediation:
#     text: >-
#       Set the warning: "chage -W 7 NAME", and PASS_WARN_AGE 7 in
#       /etc/login.defs for accounts to come.
#     command: ""
#   references: ["shadow(5)", "chage(1)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_password_warning

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
	"message": sprintf("%s is warned %s before the password runs out", [name, accounts.period(_aged[name].warn_days)]),
	"resource": accounts.resource(name),
	"observed": accounts.days(_aged[name].warn_days),
	"expected": sprintf("%d or more", [params.password_warn_days]),
	"source": _aged[name].source,
}) if {
	some name in _bad
}

_aged := accounts.aged(input.accounts.credentials, input.accounts.shadow, input.context.today)

_bad contains name if {
	some name, entry in _aged
	entry.warn_days < params.password_warn_days
}
