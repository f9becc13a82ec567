# METADATA
# title: Settings of the SSH server
# description: >-
#   Puts the settings that sshd computes for root, for ordinary users and for
#   single accounts side by side, and words what was seen.
package lib.sshd

import data.lib.report
import future.keywords.not

# none is the evidence that a host has no SSH server; empty while it has one.
none(present) := {report.evidence("neither a configuration nor a program of an SSH server", present.source) | present.value == false}

# places are the values of one keyword: for ordinary users, for root where its
# value or its origin differs, and for each account that a Match block singles
# out.
places(user, root, users, keyword) := object.union_n([
	{"every user": place("sshd", user) | user == root},
	{"ordinary users": place("sshd", user) | user != root},
	{"root": place("sshd: root", root) | user != root},
	{who: place(resource(who), users[who][keyword]) | some who; users[who][keyword]},
])

# place is one value and what it holds for. A setting that lacks a part must not
# drop out of sight.
place(resource, option) := {
	"resource": resource,
	"value": object.get(option, "value", "not seen"),
	"source": object.get(option, "source", "not seen"),
}

# beside puts the places of two keywords side by side, for all users that either
# singles out; what a Match block leaves alone is as for everyone.
beside(one_keyword, other_keyword) := {who: pair |
	some who in _all_named(object.keys(one_keyword) | object.keys(other_keyword))
	first := object.get(one_keyword, who, _for_most(one_keyword))
	second := object.get(other_keyword, who, _for_most(other_keyword))
	pair := {"first": first.value, "second": second.value, "source": first.source, "resource": resource(who)}
}

# "every user" gives way where root is apart.
_all_named(names) := names - {"every user"} if "ordinary users" in names

_all_named(names) := names if not "ordinary users" in names

_for_most(found) := object.get(found, "every user", object.get(found, "ordinary users", {}))

# resource names what a setting for some user belongs to.
resource(who) := "sshd" if who in {"every user", "ordinary users"}

resource(who) := sprintf("sshd: %s", [who]) if not who in {"every user", "ordinary users"}

# shown words the values of places, several accounts in one line each.
shown(label, found) := {report.evidence(_line(label, who, place.value), place.source) | some who, place in found}

_line(label, "every user", value) := sprintf("%s %s", [label, value])

_line(label, who, value) := sprintf("%s %s for %s", [label, value, who]) if who != "every user"

# one is the evidence of a setting that holds for the whole server.
one(label, option) := {report.evidence(sprintf("%s %s", [label, option.value]), option.source)}

# names splits a list of algorithms.
names(value) := {name | some name in split(value, ","); name != ""}

# weak are the algorithms of a list that stand on a deny list.
weak(value, denied) := sort([name | some name in names(value); name in denied])

# number is a setting's numeric value.
number(value) := to_number(value)
