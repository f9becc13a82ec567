# METADATA
# title: Owners and modes
# description: >-
#   Tells in words who besides root can change a file.
package lib.files

import future.keywords.not

# changeable lists the ways in which others than root can change what an entry
# describes. What a dangling link says about modes means nothing.
changeable(entry) := set() if entry.kind == "dangling"

changeable(entry) := {way | some way in _ways(entry)} if entry.kind != "dangling"

_ways(entry) := array.flatten([
	[sprintf("owned by user id %d", [entry.owner]) | entry.owner != 0],
	["writable by everybody" | _everybody(entry)],
	[sprintf("writable by group id %d", [entry.group]) | _group(entry)],
])

# A sticky folder of root's, as the spools are, keeps each file to its owner.
_everybody(entry) if {
	entry.world_writable
	not _kept(entry)
}

_group(entry) if {
	entry.group_writable
	entry.group != 0
	not _kept(entry)
}

_kept(entry) if {
	entry.kind == "directory"
	object.get(entry, "sticky", false)
}
