# METADATA
# title: The asset register
# description: >-
#   Reads what people wrote into the register's entry of a host: blank texts, and
#   which accounts belong to third parties. Takes its facts as arguments and never
#   reads input.
package lib.register

import data.lib.report

# blank: nothing is written there.
blank(text) if trim_space(text) == ""

# parties are the names of the third parties that an account's owner or purpose
# names. Whole words count, whatever their case and punctuation.
parties(account, third_parties) := {party.name |
	some party in third_parties
	_names([account.owner, account.purpose], party.name)
}

# marked are the entry's accounts of third parties, by name, each with the
# names of its parties.
marked(accounts, third_parties) := {name: owners |
	some name, account in accounts
	owners := parties(account, third_parties)
	count(owners) > 0
}

# worded are the words of a list that stand in an account's owner or purpose.
worded(account, words) := {word |
	some word in words
	_names([account.owner, account.purpose], word)
}

_names(texts, name) if {
	wanted := _words(name)
	wanted != "  "
	some text in texts
	contains(_words(text), wanted)
}

# One space around and between words, so that "IT" is not found in "site".
_words(text) := sprintf(" %s ", [trim_space(regex.replace(lower(text), `[^\p{L}\p{N}]+`, " "))])

# none is the evidence that nobody from outside has an account on the host:
# people say so in the entry. Empty while somebody has one.
none(asset) := {{"message": _none(asset), "source": asset.source} |
	count(marked(asset.accounts, asset.third_parties)) == 0
}

_none(asset) := "the entry names no third party" if count(asset.third_parties) == 0

_none(asset) := sprintf("the entry names %s an account", [
	report.counted(count(asset.third_parties), "third party and does not give it", "third parties and gives none of them"),
]) if {
	count(asset.third_parties) > 0
}

# elsewhere are the names of accounts that are not local while accounts come from
# other sources too, so that nothing is known of them.
elsewhere(names, users, remote) := {name |
	count(remote) > 0
	some name in names
	not users[name]
}

# fingerprints are the keys that a text names, as ssh-keygen -l prints them.
fingerprints(text) := {found | some found in regex.find_n(`SHA256:[A-Za-z0-9+/]{43}`, text, -1)}

# day writes a number of days since 1970 as YYYY-MM-DD.
day(number) := time.format([number * 86400000000000, "UTC", "2006-01-02"])

# package_name is the name of an installed package without the architecture that a
# second one of the same name carries.
package_name(key) := split(key, ":")[0]

# patterns sorts a list of names into those that stand for themselves and those
# with special characters, which cost more to compare.
patterns(list) := {
	"names": {name | some name in list; not _special(name)},
	"globs": [name | some name in list; _special(name)],
}

_special(name) if regex.match(`[*?\[{]`, name)

# listed tells whether patterns cover a name.
default listed(_, _) := false

listed(sorted, name) if name in sorted.names

listed(sorted, name) if {
	some pattern in sorted.globs
	glob.match(pattern, null, name)
}
