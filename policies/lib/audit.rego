# METADATA
# title: What the audit rules record
# description: >-
#   Finds, among the things that should be recorded, those that are not. Takes
#   its facts as arguments and never reads input.
package lib.audit

# none is the evidence that no audit daemon is installed; log-audit-enabled
# judges that.
none(present) := {{"message": "no audit daemon is installed", "source": present.source}} if present.value == false

none(present) := set() if present.value == true

# wanted are the listed files that exist or are recorded for when they come to
# be, and the listed system calls that the machine has, with what the rules make
# of them.
wanted(purpose, paths, calls) := object.union(
	{name: item |
		some name in paths
		item := purpose.paths[name]
		_there(item)
	},
	{name: purpose.syscalls[name] | some name in calls},
)

_there(item) if object.get(item, "exists", true)

_there(item) if item.covered == true

# absent are the listed files that are neither.
absent(purpose, paths) := [name |
	some name in paths
	purpose.paths[name].exists == false
	purpose.paths[name].covered == false
]

# lacking are those that are not recorded. With both, programs of the other word
# size count too.
lacking(items, both) := {name: item |
	some name, item in items
	_lacks(item, both)
}

_lacks(item, _) if item.covered == false

_lacks(item, true) if {
	item.covered == true
	count(item.missing) > 0
}

# why tells what is missing of one, and which rule only looks as if it had it.
why(item) := sprintf("not recorded: %s (%s)", [concat(", ", item.missing), item.why]) if _explained(item)

why(item) := sprintf("not recorded: %s", [concat(", ", item.missing)]) if not _explained(item)

_explained(item) if item.why != ""
