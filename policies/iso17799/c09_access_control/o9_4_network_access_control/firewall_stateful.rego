# METADATA
# title: Replies are let in by the state of their connection
# description: >-
#   A filter that does not know connections has to open the upper ports for every reply, and so for every
#   attacker who chooses such a port. Matching established and related connections needs no such hole.
# custom:
#   id: firewall-stateful
#   controls: ["9.4.7"]
#   aspects: ["9.4.7/inbound-outbound-filter-rules"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   scope: ["firewall.input[*].by", "firewall.input[*].source"]
#   needs:
#     - firewall.input[*].moment
#     - firewall.input[*].family
#     - firewall.input[*].source
#     - firewall.input[*].allowed
#     - firewall.input[*].stateful
#     - sysctl.settings
#   partial: convict
#   remediation:
#     text: >-
#       Put a rule first that accepts known connections: nftables "ct state established,related accept",
#       iptables "-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT"; ufw and firewalld have it.
#       Then take out the rules that open ranges of upper ports for replies.
#     command: ""
#   references: ["nft(8)", "iptables-extensions(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_stateful

import data.lib.firewall
import data.lib.report
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

evidence contains report.evidence(sprintf("%s: replies are let in by connection: %v", [firewall.label(filter), filter.stateful]), filter.source) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("%s does not let in replies by their connection", [firewall.label(filter)]),
	"resource": key,
	"observed": "no rule for established connections that new ones do not pass too",
	"expected": "established and related connections accepted, new ones judged",
	"source": filter.source,
}) if {
	some key, filter in _filters
	filter.stateful == false

	# A filter that lets in nothing needs no state.
	count(filter.allowed) > 0
}
