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
	{name: place(sprintf("sshd: %s", [name]), users[name][keyword]) | some name; users[name][keyword]},
])

# place is one value and what it holds for. A setting that lacks a part must not
# drop out of sight.
place(resource, option) := {
	"resource": resource,
	"value": object.get(option, "value", "not seen"),
	"source": object.get(option, "source", "not seen"),
}

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
