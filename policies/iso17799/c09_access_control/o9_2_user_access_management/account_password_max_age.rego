# METADATA
# title: Every password must be changed in time
# description: >-
#   A password that never runs out stays with whoever learned it, for as long
#   as they like. What login.defs says counts for new accounts only; each
#   account has its own term.
# custom:
#   id: account-password-max-age
#   controls: ["9.2.3"]
#   aspects: ["9.2.3/ageing"]
#   severity: medium
#   needs:
#     - 'accounts.credentials[*].state'
#     - 'accounts.credentials[*].source'
#     - 'accounts.shadow[*].expire_day'
#     - 'accounts.shadow[*].source'
#     - 'accounts.shadow[*].max_days'
#     - 'accounts.shadow[*].last_change_day'
#   remediation:
#     text: >-
#       Set the term of the account: "chage -M 90 NAME" (on Alpine: package
#       shadow), and PASS_MAX_DAYS in /etc/login.defs for those to come. For
#       an account that no person uses, lock the password instead: "passwd -l
#       NAME".
#     command: ""
#   references: ["shadow(5)", "chage(1)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_password_max_age

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
	"message": sprintf("the password of %s may be kept for %s", [name, accounts.period(_aged[name].max_days)]),
	"resource": accounts.resource(name),
	"observed": accounts.days(_aged[name].max_days),
	"expected": sprintf("%s or less, and a day of the last change", [report.counted(params.password_max_days, "day", "days")]),
	"source": _aged[name].source,
}) if {
	some name in _bad
}

_aged := accounts.aged(input.accounts.credentials, input.accounts.shadow, input.context.today)

_bad contains name if {
	some name, entry in _aged
	entry.max_days < 0
}

_bad contains name if {
	some name, entry in _aged
	entry.max_days > params.password_max_days
}

_bad contains name if {
	some name, entry in _aged
	entry.last_change_day < 0
}
