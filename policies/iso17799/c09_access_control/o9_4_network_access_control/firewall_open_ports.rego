# METADATA
# title: The packet filter opens just the ports that the role offers
# description: >-
#   A rule that stays when its service is gone opens the port to whatever is started there next. What the
#   filter opens to everyone belongs on the list of what the host offers.
# custom:
#   id: firewall-open-ports
#   controls: ["9.4.7"]
#   aspects: ["9.4.7/inbound-outbound-filter-rules"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   scope: ["firewall.input[*].by", "firewall.input[*].source"]
#   needs:
#     - firewall.input[*].moment
#     - firewall.input[*].family
#     - firewall.input[*].source
#     - firewall.input[*].open
#     - firewall.input[*].allowed
#     - sysctl.settings
#   partial: convict
#   remediation:
#     text: >-
#       Take the rule out, or narrow it to the senders that need it ("ip saddr 192.0.2.0/24 tcp dport 5432
#       accept"; ufw allow from ... to any port ...; firewalld rich rules or a zone with sources). Where the
#       port is offered on purpose, add it to ports_allowed, which also the rules about listening services
#       read.
#     command: ""
#   references: ["nft(8)", "ufw(8)", "firewall-cmd(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_open_ports

import data.lib.firewall
import data.lib.report
import data.params
import future.keywords.not

_all := firewall.spoken(input.firewall.input, input.sysctl.settings, input.context.target.running)

unknown contains reason if {
	families := firewall.families(input.sysctl.settings, input.context.target.running)
	some reason in firewall.absent(input.firewall.input, families, input.context.target.running)
}

# A family without any filter is judged by firewall-active and firewall-ipv6.
_filters[key] := filter if {
	some key, filter in _all
	count(filter.by) > 0
}

not_applicable contains report.evidence("nothing filters packets, which firewall-active judges", concat(", ", sort(_sources))) if {
	count(_by) == 0
	count(_sources) > 0
}

_by := {name | some filter in input.firewall.input; some name in filter.by}

_sources := {filter.source | some filter in input.firewall.input}

_listed := array.concat(params.ports_allowed, params.firewall_ports_allowed)

evidence contains report.evidence(
	sprintf("%s: open to everyone: %s", [firewall.label(filter), _words(filter)]),
	filter.source,
) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("%s opens %s to everyone", [firewall.label(filter), span]),
	"resource": sprintf("%s/%s", [key, span]),
	"observed": "open to any sender",
	"expected": sprintf("one of %s, or senders that are named", [report.list(_listed)]),
	"source": filter.source,
}) if {
	some key, filter in _filters
	some span in firewall.outside(filter.allowed, _listed)
}

_words(filter) := report.list(filter.allowed) if count(filter.allowed) > 0

_words(filter) := "nothing" if count(filter.allowed) == 0
