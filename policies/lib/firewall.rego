# METADATA
# title: Packet filters
# description: >-
#   Picks the filters that a rule looks at and says in words when and for which
#   protocol they hold. Takes its facts as arguments and never reads input.
package lib.firewall

import future.keywords.not

# label says which filter is meant: "IPv4 now", "IPv6 after the next boot".
label(filter) := sprintf("%s %s", [_families[filter.family], _moments[filter.moment]])

_families := {"ipv4": "IPv4", "ipv6": "IPv6"}

_moments := {"live": "now", "boot": "after the next boot"}

# of are the filters of one family, by key.
of(filters, family) := {key: filter |
	some key, filter in filters
	filter.family == family
}

# absent says which filters are not there although they should be: those of
# the next boot always, those of the present on a running host.
absent(filters, families, running) := {reason |
	some family in families
	some moment in _expected[running]
	not filters[sprintf("%s/%s", [moment, family])]
	reason := sprintf("nothing tells what filters %s %s", [_families[family], _moments[moment]])
}

_expected := {true: {"boot", "live"}, false: {"boot"}}

# tools says in words who filters.
tools(filter) := concat(", ", filter.by) if count(filter.by) > 0

tools(filter) := "nothing" if count(filter.by) == 0

# ipv6_off tells that the host does not speak IPv6, neither after the next
# boot nor, when it runs, now.
default ipv6_off(_, _) := false

ipv6_off(settings, running) if {
	every name in {"all", "default"} {
		settings[sprintf("net.ipv6.conf.%s.disable_ipv6", [name])].boot.value == "1"
	}
	_off_now(settings, running)
}

# A running kernel without IPv6 has none of its parameters.
ipv6_off(settings, true) if {
	settings["net.ipv4.ip_forward"].live
	not settings["net.ipv6.conf.all.disable_ipv6"]
}

_off_now(_, false)

_off_now(settings, true) if settings["net.ipv6.conf.all.disable_ipv6"].live.value == "1"

# families are those that the host speaks.
families(settings, running) := {"ipv4"} if ipv6_off(settings, running)

families(settings, running) := {"ipv4", "ipv6"} if not ipv6_off(settings, running)

# spoken are the filters of the families that the host speaks.
spoken(filters, settings, running) := {key: filter |
	some key, filter in filters
	filter.family in families(settings, running)
}

# forwards tells whether packets of a filter's family and moment are passed on.
# A value that nobody sees counts as forwarding.
default forwards(_, _) := true

forwards(settings, filter) := false if settings[_forwarding[filter.family]][filter.moment].value == "0"

_forwarding := {"ipv4": "net.ipv4.ip_forward", "ipv6": "net.ipv6.conf.all.forwarding"}

# outside are allowed spans, as "tcp/8000-8100", that a list of ports does not
# cover whole.
outside(spans, specs) := {span |
	some span in spans
	not _within(_span(span), specs)
}

_within(span, specs) if {
	some spec in specs
	listed := _span(spec)
	listed.protocol == span.protocol
	listed.low <= span.low
	span.high <= listed.high
}

_span(text) := {"protocol": protocol, "low": bounds[0], "high": bounds[count(bounds) - 1]} if {
	[protocol, ports] := split(text, "/")
	bounds := [to_number(bound) | some bound in split(ports, "-")]
}
