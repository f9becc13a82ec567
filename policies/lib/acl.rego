# METADATA
# title: Access control lists
# description: >-
#   Compares paths with patterns and access control lists with accounts.
package lib.acl

# matches tells whether one of the patterns covers the path. A star stands for
# any characters, slashes too.
default matches(_, _) := false

matches(patterns, path) if {
	some pattern in patterns
	glob.match(pattern, null, path)
}

# others are the entries ("user bob rw-") for who is not on the list of accounts
# ("user bob").
others(entries, allowed) := {entry |
	some entry in entries
	words := split(entry, " ")
	not concat(" ", array.slice(words, 0, count(words) - 1)) in allowed
}

# concerns tells whether a list gives something to somebody not on the list of
# accounts.
concerns(acl, allowed) if count(others(array.concat(acl.grants, acl.default), allowed)) > 0
