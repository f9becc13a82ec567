# METADATA
# title: Packets between networks are refused by default
# description: >-
#   A host in two networks, or one with containers, passes packets from one to the other as soon as forwarding
#   is on. The filter decides which; one that accepts by default joins the networks.
# custom:
#   id: firewall-forward-default-deny
#   controls: ["9.4.6", "9.4.7"]
#   aspects: ["9.4.6/multi-homed-host-forwards", "9.4.7/inbound-outbound-filter-rules"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - firewall.forward[*].moment
#     - firewall.forward[*].family
#     - firewall.forward[*].source
#     - firewall.forward[*].policy
#     - firewall.forward[*].open
#     - sysctl.settings
#   partial: convict
#   remediation:
#     text: >-
#       nftables: "type filter hook forward priority filter; policy drop;" and rules for what may pass;
#       iptables: ":FORWARD DROP"; ufw: DEFAULT_FORWARD_POLICY="DROP" in /etc/default/ufw; firewalld: no
#       <forward/> in the zone file (firewall-cmd --permanent --remove-forward). Or turn forwarding off:
#       net.ipv4.ip_forward = 0 and net.ipv6.conf.all.forwarding = 0 in /etc/sysctl.d.
#     command: ""
#   references: ["nft(8)", "iptables(8)", "firewalld.zone(5)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_forward_default_deny

import data.lib.firewall
import data.lib.report
import future.keywords.not

_filters := firewall.spoken(input.firewall.forward, input.sysctl.settings, input.context.target.running)

unknown contains reason if {
	families := firewall.families(input.sysctl.settings, input.context.target.running)
	some reason in firewall.absent(input.firewall.forward, families, input.context.target.running)
}

evidence contains report.evidence(
	sprintf("%s: forwarding %s, forward policy %s, open: %v", [firewall.label(filter), _on[firewall.forwards(input.sysctl.settings, filter)], filter.policy, filter.open]),
	filter.source,
) if {
	some filter in _filters
}

_on := {true: "on or not told", false: "off"}

violations contains report.violation({
	"message": sprintf("%s passes packets between networks by default", [firewall.label(filter)]),
	"resource": key,
	"observed": sprintf("forwarding is not off, forward policy %s", [filter.policy]),
	"expected": "drop, or no forwarding",
	"source": filter.source,
}) if {
	some key, filter in _filters
	filter.open
	firewall.forwards(input.sysctl.settings, filter)
}
