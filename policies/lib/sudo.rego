# METADATA
# title: sudo rules
# description: >-
#   Names of programs as rules compare them.
package lib.sudo

# plain takes the version off a program's name: python3.11 and python are one.
plain(name) := regex.replace(name, `[0-9][0-9.]*$`, "")
