# METADATA
# title: Files with keys
# description: >-
#   Says in which ways a file that holds a key is open to others. Takes its facts
#   as arguments and never reads input.
package lib.mobile

# weak holds the ways in which somebody other than root reaches a file.
weak(file) := {reason |
	some reason, holds in {
		"everybody may read it": file.other_readable,
		"a group other than root's may read it": file.group_readable,
		"others may write to it": file.writable,
		"it is not root's": file.owner != 0,
	}
	holds
}
