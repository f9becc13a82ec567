# METADATA
# title: Facts about the host
# description: >-
#   Finds an operating system's support dates and works out shares. Takes its
#   facts as arguments and never reads input.
package lib.hostinfo

# release holds the dates of an operating system's release, by tier. Undefined
# when the table does not know it.
release(os, table) := dates if {
	system := table.systems[object.get(table.same_as, os.id, os.id)]
	dates := system.releases[_version(os, system.match)]
}

_version(os, "branch") := os.branch

_version(os, "major") := os.major

# ends is the last day of updates in the accepted tiers, as YYYY-MM-DD: from the
# table, else what os-release itself states. Undefined when neither says.
ends(os, table, tiers) := last if {
	dates := release(os, table)
	last := max({date | some tier, date in dates; tier in tiers})
}

ends(os, table, _) := os.support_end if {
	not release(os, table)
}

# tier names a tier of the table that ends on a day.
tier(os, table, day) := name if {
	named := sort([n | some n, last in release(os, table); last == day])
	name := named[0]
}

tier(os, table, _) := "SUPPORT_END" if not release(os, table)

# day_ns is the end of a day, in Unix nanoseconds.
day_ns(day) := time.parse_ns("2006-01-02", day) + 86400000000000

# label is the system's name for people.
label(os) := object.get(os, "pretty_name", os.id)

# percent of a whole, rounded down; 0 of nothing.
percent(part, whole) := floor((part * 100) / whole) if whole > 0

percent(_, 0) := 0

# denied_argument tells whether an argument of the kernel stands on a deny list.
# systemd.debug_shell and systemd.debug_shell=1 or =tty9 mean the same.
denied_argument(arg, denied) if arg in denied

denied_argument(arg, denied) if {
	parts := split(arg, "=")
	not parts[1] in {"0", "no", "false", "off"}
	some name in denied
	not contains(name, "=")
	parts[0] == name
}
