# METADATA
# title: Accounts that nobody uses are closed
# description: >-
#   The owner of an account that lies idle has left or forgotten it. Nobody
#   notices when somebody else takes it up.
# custom:
#   id: account-stale
#   controls: ["9.2.4", "9.2.1"]
#   aspects: ["9.2.4/accounts-unused-n-days", "9.2.1/stale-accounts"]
#   severity: medium
#   needs:
#     - 'accounts.users[*].log_on_shell'
#     - 'accounts.kinds[*]'
#     - 'accounts.shadow[*].last_change_day'
#     - 'accounts.shadow[*].expire_day'
#     - accounts.last_logons
#     - 'accounts.last_logons[*].source'
#   remediation:
#     text: >-
#       Ask whose account it is. Close it with "usermod -L -e 1 NAME" (also
#       stops keys) or delete it with "userdel -r NAME" after its files are
#       taken care of ("deluser --remove-home NAME" on Alpine). Accounts of
#       jobs that log on nowhere go into account_idle_allowed.
#     command: ""
#   references: ["lastlog(8)", "usermod(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_stale

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s can log on, %s for %s", [
		report.counted(count(_people), "person", "people"),
		report.counted(count(_idle), "has not", "have not"),
		report.counted(params.account_max_idle_days, "day", "days"),
	]),
	"/var/log/lastlog",
) if {
	count(input.accounts.kinds) > 0
}

violations contains report.violation({
	"message": sprintf("%s has not been used for %s", [name, report.counted(days, "day", "days")]),
	"resource": accounts.resource(name),
	"observed": report.counted(days, "day", "days"),
	"expected": sprintf("%s or less", [report.counted(params.account_max_idle_days, "day", "days")]),
	"source": input.accounts.last_logons[name].source,
}) if {
	some name, days in _idle
}

unknown contains sprintf("%s never logged on, and nothing tells how old the account is", [name]) if {
	some name in _people
	count(_days(name)) == 0
}

_people := {name |
	some name, user in input.accounts.users
	user.log_on_shell
	input.accounts.kinds[name] == "human"
	not accounts.closed(input.accounts.shadow, name, input.context.today)
	not name in {allowed | some allowed in params.account_idle_allowed}
}

_idle[name] := days if {
	some name in _people
	days := input.context.today - _last_day(name)
	days > params.account_max_idle_days
}

# The day of the last log-on or of the last password change, whichever is later:
# whoever changed a password was there, and a new account is not idle.
_last_day(name) := max(_days(name)) if count(_days(name)) > 0

_days(name) := {day | day := floor(time.parse_rfc3339_ns(input.accounts.last_logons[name].at) / 86400000000000)} | {day |
	day := input.accounts.shadow[name].last_change_day
	day > 0
}
