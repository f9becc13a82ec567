# METADATA
# title: The packet filter covers IPv6
# description: >-
#   Rules for IPv4 do not hold for IPv6. A host that speaks both and filters one
#   is open to whoever uses the other, and on a local network anybody can give
#   it an address.
# custom:
#   id: firewall-ipv6
#   controls: ["8.5.1", "9.4.7"]
#   aspects: ["8.5.1/ipv6-covered", "9.4.7/inbound-outbound-filter-rules"]
#   severity: high
#   roles: ["server", "workstation", "laptop"]
#   scope: ["sysctl.settings"]
#   needs:
#     - firewall.input[*].moment
#     - firewall.input[*].family
#     - firewall.input[*].source
#     - firewall.input[*].policy
#     - firewall.input[*].default
#     - firewall.input[*].open
#   partial: convict
#   remediation:
#     text: >-
#       nftables: put the rules in a table of the family inet, which holds for both. iptables: write the same rules to
#       /etc/iptables/rules.v6 (RHEL /etc/sysconfig/ip6tables) and let ip6tables start. ufw: IPV6=yes in
#       /etc/default/ufw, then "ufw reload". firewalld covers both. Where IPv6 is not used at all, set
#       net.ipv6.conf.all.disable_ipv6 and net.ipv6.conf.default.disable_ipv6 to 1 in /etc/sysctl.d.
#     command: ""
#   references: ["nft(8)", "ip6tables(8)", "ufw(8)", "RFC 9099"]
package iso17799.c08_communications_and_operations_management.o8_5_network_management.firewall_ipv6

import data.lib.firewall
import data.lib.report
import future.keywords.not

_filters := firewall.of(input.firewall.input, "ipv6")

not_applicable contains report.evidence("IPv6 is turned off", "net.ipv6.conf.all.disable_ipv6") if {
	firewall.ipv6_off(input.sysctl.settings, input.context.target.running)
}

evidence contains report.evidence(
	sprintf("%s: policy %s, a connection that no rule is made for meets %s", [firewall.label(filter), filter.policy, filter["default"]]),
	filter.source,
) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("%s is not filtered", [firewall.label(filter)]),
	"resource": key,
	"observed": sprintf("policy %s, default %s", [filter.policy, filter["default"]]),
	"expected": "drop or reject, or no IPv6",
	"source": filter.source,
}) if {
	some key, filter in _filters
	filter.open
}

unknown contains reason if {
	some reason in firewall.absent(input.firewall.input, {"ipv6"}, input.context.target.running)
}
