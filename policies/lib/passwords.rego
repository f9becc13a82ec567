# METADATA
# title: Settings of login.defs
# description: Reads permission bits that a threshold writes in octal digits.
package lib.passwords

import future.keywords.not

# octal is the number that at most four octal digits stand for.
octal(text) := sum([value |
	some i, character in split(text, "")
	value := to_number(character) * [1, 8, 64, 512][(count(text) - i) - 1]
])
