# METADATA
# title: Facts about packages
# description: >-
#   Names installed packages out of a list and works out ages. Takes its facts
#   as arguments and never reads input.
package lib.packages

# age_days is how many whole days lie between an RFC 3339 time and now, in Unix
# nanoseconds. A time to come is an age of less than nothing.
age_days(now_ns, at) := floor((now_ns - time.parse_rfc3339_ns(at)) / 86400000000000)

# named are the installed packages that a list names, by name.
named(installed, names) := {name: pkg |
	some name in names
	pkg := installed[name]
}

# shown is a package with its version, for a message.
shown(name, pkg) := sprintf("%s %s", [name, pkg.version])

# blocks says in words what keeps an update back.
blocks := {
	"hold": "the package is held",
	"pin": "a pin keeps apt from it",
	"phased": "it is being phased in",
}
