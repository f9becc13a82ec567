# METADATA
# title: Network connections
# description: >-
#   Compares names with lists of patterns and sorts interfaces. Takes its facts
#   as arguments and never reads input.
package lib.network

import future.keywords.not

# named tells whether a list of names, where * stands for any text, has a name.
default named(_, _) := false

named(patterns, name) if {
	some pattern in patterns
	glob.match(pattern, [], name)
}

# connecting are the interfaces that join the host to networks of others:
# neither loopback nor those of containers and virtual machines.
connecting(interfaces, inner) := {name: i |
	some name, i in interfaces
	i.up
	not i.kind in {"loopback", "dummy"}
	not named(inner, name)
	count(i.networks) > 0
}
