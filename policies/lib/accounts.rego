# METADATA
# title: Local accounts
# description: >-
#   Tells apart accounts that somebody can use from those that nobody can, and
#   names account objects in one way.
package lib.accounts

import data.lib.report
import future.keywords.not

# usable: a password exists, or none is asked.
usable(state) := state in {"set", "empty"}

# closed: the account's expiry date has passed, so that nobody gets in.
closed(shadow, name, today) if {
	day := shadow[name].expire_day
	day >= 0
	day <= today
}

# aged are the accounts whose password ages: a password is set, and the account
# is not closed. One without an entry in /etc/shadow has no ageing at all.
aged(credentials, shadow, today) := {name: object.get(shadow, name, _ageless(credential.source)) |
	some name, credential in credentials
	credential.state == "set"
	not closed(shadow, name, today)
}

_ageless(source) := {
	"last_change_day": -1,
	"min_days": -1,
	"max_days": -1,
	"warn_days": -1,
	"inactive_days": -1,
	"expire_day": -1,
	"source": source,
}

# days words a number of days, of which -1 means that none is set.
days(number) := sprintf("%d", [number]) if number >= 0

days(number) := "unlimited" if number < 0

# period is such a number with its noun.
period(number) := report.counted(number, "day", "days") if number >= 0

period(number) := "unlimited days" if number < 0

# resource names an account as every rule does.
resource(name) := sprintf("account %s", [name])
