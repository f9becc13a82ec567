# METADATA
# title: The packet filter limits outgoing connections
# description: >-
#   What gets in wants out again: programs of an attacker fetch tools and send data to hosts that this one
#   never talks to otherwise. A filter for outgoing connections stops most of it and shows the rest.
# custom:
#   id: firewall-output-filtered
#   controls: ["9.4.7"]
#   aspects: ["9.4.7/inbound-outbound-filter-rules"]
#   severity: medium
#   profile: strict
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - firewall.output[*].moment
#     - firewall.output[*].family
#     - firewall.output[*].source
#     - firewall.output[*].policy
#     - firewall.output[*].open
#     - sysctl.settings
#   partial: convict
#   remediation:
#     text: >-
#       Make the output chain drop and allow what the host needs: DNS, time, updates, mail, its databases.
#       nftables: "type filter hook output priority filter; policy drop;"; iptables: ":OUTPUT DROP"; "ufw
#       default deny outgoing"; firewalld: a policy with ingress-zones HOST and egress-zones ANY (version 0.9
#       and later).
#     command: ""
#   references: ["nft(8)", "ufw(8)", "firewalld.policies(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_output_filtered

import data.lib.firewall
import data.lib.report
import future.keywords.not

_filters := firewall.spoken(input.firewall.output, input.sysctl.settings, input.context.target.running)

unknown contains reason if {
	families := firewall.families(input.sysctl.settings, input.context.target.running)
	some reason in firewall.absent(input.firewall.output, families, input.context.target.running)
}

evidence contains report.evidence(sprintf("%s: policy %s for outgoing connections", [firewall.label(filter), filter.policy]), filter.source) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("%s lets out everything", [firewall.label(filter)]),
	"resource": key,
	"observed": sprintf("policy %s, most ports can be reached", [filter.policy]),
	"expected": "drop, and rules for what the host needs",
	"source": filter.source,
}) if {
	some key, filter in _filters
	filter.open
}
