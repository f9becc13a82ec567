# METADATA
# title: Databases
# description: >-
#   Names the clients and addresses that lie beyond the host, and words the lines of pg_hba.conf.
package lib.databases

# remote are the clients of pg_hba.conf that come over a network.
remote := {"host", "network", "all"}

# exposed are the scopes of addresses that a client of the network reaches.
exposed := {"network", "all"}

# entry writes a line of pg_hba.conf, without its options.
entry(line) := concat(" ", [word |
	some word in [line.type, concat(",", line.databases), concat(",", line.users), line.address, line.method]
	word != ""
])
