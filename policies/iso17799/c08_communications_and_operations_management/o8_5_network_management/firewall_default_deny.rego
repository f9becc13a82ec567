# METADATA
# title: The packet filter refuses what no rule allows
# description: >-
#   Only a filter that is closed by default keeps out the service that nobody
#   thought of. A list of what is forbidden is never complete. A chain that
#   accepts by policy and has no rule at its end that drops counts as open,
#   and so does a rule that accepts everything.
# custom:
#   id: firewall-default-deny
#   controls: ["8.5.1", "9.4.7"]
#   aspects: ["8.5.1/firewall-active-default-deny", "9.4.7/inbound-outbound-filter-rules"]
#   severity: high
#   roles: ["server", "workstation", "laptop"]
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
#       Make the input chain drop: nftables "type filter hook input priority filter; policy drop;" in
#       /etc/nftables.conf (RHEL /etc/sysconfig/nftables.conf), iptables ":INPUT DROP [0:0]" in
#       /etc/iptables/rules.v4 (RHEL /etc/sysconfig/iptables), "ufw default deny incoming", or on RHEL and SUSE
#       "firewall-cmd --set-default-zone=public"; allow SSH and the replies to known connections first, and take out
#       rules that accept everything.
#     command: ""
#   references: ["nft(8)", "iptables(8)", "ufw(8)", "firewalld.zones(5)"]
package iso17799.c08_communications_and_operations_management.o8_5_network_management.firewall_default_deny

import data.lib.firewall
import data.lib.report
import future.keywords.not

_filters := firewall.of(input.firewall.input, "ipv4")

evidence contains report.evidence(
	sprintf("%s: policy %s, a connection that no rule is made for meets %s", [firewall.label(filter), filter.policy, filter["default"]]),
	filter.source,
) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("%s lets in whatever no rule forbids", [firewall.label(filter)]),
	"resource": key,
	"observed": sprintf("policy %s, default %s", [filter.policy, filter["default"]]),
	"expected": "drop or reject",
	"source": filter.source,
}) if {
	some key, filter in _filters
	filter.open
}

unknown contains reason if {
	some reason in firewall.absent(input.firewall.input, {"ipv4"}, input.context.target.running)
}
