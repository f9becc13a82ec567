# METADATA
# title: Expired accounts are taken away
# description: >-
#   The expiry date stops log-on only where a program asks PAM for it. Until
#   the account is locked or deleted it waits for somebody to move the date.
# custom:
#   id: account-expired-enabled
#   controls: ["9.2.4", "9.2.1"]
#   aspects: ["9.2.4/expired-but-enabled", "9.2.1/stale-accounts"]
#   severity: low
#   needs:
#     - 'accounts.users[*].log_on_shell'
#     - 'accounts.credentials[*].state'
#     - 'accounts.shadow[*].expire_day'
#     - 'accounts.shadow[*].source'
#   remediation:
#     text: >-
#       Delete the account with "userdel -r NAME" after its files are taken
#       care of, or lock it for good: "usermod -L -s /usr/sbin/nologin NAME"
#       (/sbin/nologin on Red Hat, SUSE and Alpine).
#     command: ""
#   references: ["shadow(5)", "userdel(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_expired_enabled

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %d of them could still be used", [report.counted(count(_expired), "account has expired", "accounts have expired"), count(_open)]),
	"/etc/shadow",
)

violations contains report.violation({
	"message": sprintf("%s expired on day %d and is neither locked nor gone", [name, input.accounts.shadow[name].expire_day]),
	"resource": accounts.resource(name),
	"observed": sprintf("password %s, log-on shell %v", [input.accounts.credentials[name].state, input.accounts.users[name].log_on_shell]),
	"expected": "locked without a shell, or deleted",
	"source": input.accounts.shadow[name].source,
}) if {
	some name in _open
}

_expired := {name |
	some name, entry in input.accounts.shadow
	day := entry.expire_day
	day > 1 # 0 and 1 are the days that usermod -e 1 and the like write to lock
	day + params.account_expired_grace_days < input.context.today
}

_open := {name |
	some name in _expired
	input.accounts.users[name].log_on_shell
	accounts.usable(input.accounts.credentials[name].state)
}
