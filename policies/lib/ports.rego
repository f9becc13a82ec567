# METADATA
# title: Listening ports
# description: >-
#   Compares listeners with lists of ports. A port is written "tcp/22", a range
#   "tcp/6000-6063".
package lib.ports

# covers tells whether a list names the listener's port.
default covers(_, _) := false

covers(specs, listener) if {
	some spec in specs
	_covers(split(spec, "/"), listener)
}

_covers([protocol, ports], listener) if {
	protocol == listener.protocol
	bounds := [to_number(bound) | some bound in split(ports, "-")]
	bounds[0] <= listener.port
	listener.port <= bounds[count(bounds) - 1]
}

# passing tells that a UDP port was given out by the kernel: an answer is
# awaited there, or something dynamic is offered, and the number says nothing.
default passing(_) := false

passing(listener) if {
	listener.protocol == "udp"
	listener.ephemeral
}

# where says in words how far a listener can be reached.
where(listener) := "every address" if listener.scope == "all"

where(listener) := concat(" ", ["the address", listener.address]) if listener.scope == "specific"

where(listener) := "loopback" if listener.scope == "loopback"
