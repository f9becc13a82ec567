# METADATA
# title: Settings of login.defs
# description: Reads permission bits that a threshold writes in octal digits.
package lib.passwords

import future.keywords.not

# octal is the number that octal digits stand for.
octal(text) := sum([value |
	some i, character in split(text, "")
	value := to_number(character) * bits.lsh(1, 3 * ((count(text) - i) - 1))
])
