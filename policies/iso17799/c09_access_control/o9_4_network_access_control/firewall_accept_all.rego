# METADATA
# title: No rule undoes the packet filter by accepting everything
# description: >-
#   One line that accepts all, meant for a test or for an inner network, opens a filter that looks strict. So
#   does one that lets in everything over an interface which is not an inner one.
# custom:
#   id: firewall-accept-all
#   controls: ["9.4.7", "8.5.1"]
#   aspects: ["9.4.7/inbound-outbound-filter-rules"]
#   severity: high
#   roles: ["server", "workstation", "laptop"]
#   scope: ["firewall.input[*].by", "firewall.input[*].source"]
#   needs:
#     - firewall.input[*].moment
#     - firewall.input[*].family
#     - firewall.input[*].source
#     - firewall.input[*].policy
#     - firewall.input[*].open
#     - firewall.input[*].open_interfaces
#     - sysctl.settings
#   partial: convict
#   remediation:
#     text: >-
#       Find the rule with "nft list ruleset" or "iptables -S" and "ip6tables -S", and narrow it to ports and
#       senders: ufw "ufw status numbered", firewalld "firewall-cmd --list-all-zones" (no interface belongs
#       into the zone trusted). List inner interfaces in the parameter firewall_trusted_interfaces.
#     command: ""
#   references: ["nft(8)", "iptables(8)", "firewalld.zones(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_accept_all

import data.lib.firewall
import data.lib.network
import data.lib.report
import data.params
import future.keywords.not

_filters := firewall.spoken(input.firewall.input, input.sysctl.settings, input.context.target.running)

unknown contains reason if {
	families := firewall.families(input.sysctl.settings, input.context.target.running)
	some reason in firewall.absent(input.firewall.input, families, input.context.target.running)
}

not_applicable contains report.evidence("nothing filters packets, which firewall-active judges", concat(", ", sort(_sources))) if {
	count(_by) == 0
	count(_sources) > 0
}

_by := {name | some filter in input.firewall.input; some name in filter.by}

_sources := {filter.source | some filter in input.firewall.input}

evidence contains report.evidence(
	sprintf("%s: policy %s, open by a rule: %v; interfaces that let in everything: %s", [
		firewall.label(filter), filter.policy, _undone(filter), _words(filter.open_interfaces),
	]),
	filter.source,
) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("%s has the policy drop, and a rule accepts everything before it", [firewall.label(filter)]),
	"resource": key,
	"observed": "most ports can be reached from anywhere",
	"expected": "just the ports that are offered",
	"source": filter.source,
}) if {
	some key, filter in _filters
	_undone(filter)
}

violations contains report.violation({
	"message": sprintf("%s lets in everything over %s", [firewall.label(filter), name]),
	"resource": sprintf("%s/%s", [key, name]),
	"observed": "most ports can be reached over it",
	"expected": "just the ports that are offered, or an interface of firewall_trusted_interfaces",
	"source": filter.source,
}) if {
	some key, filter in _filters
	some name in filter.open_interfaces
	not network.named(params.firewall_trusted_interfaces, name)
}

default _undone(_) := false

_undone(filter) if {
	filter.policy == "drop"
	filter.open
}

_words(names) := report.list(names) if count(names) > 0

_words(names) := "none" if count(names) == 0
