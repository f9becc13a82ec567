# METADATA
# title: One tool manages the packet filter
# description: >-
#   Two tools that load rules at boot overwrite each other, in an order that nobody chose: "flush ruleset" of
#   the one takes away the rules of the other. Whoever reads the configuration of one knows half of it.
# custom:
#   id: firewall-one-manager
#   controls: ["9.4.7"]
#   aspects: ["9.4.7/inbound-outbound-filter-rules"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   scope: ["firewall.managers[*].starts", "firewall.managers[*].enabled"]
#   needs:
#     - firewall.managers[*].starts
#     - firewall.managers[*].enabled
#     - firewall.managers[*].source
#   remediation:
#     text: >-
#       Keep one of nftables, ufw, firewalld and iptables (with netfilter-persistent), and turn the others off:
#       "systemctl disable --now NAME" ("ufw disable"; Alpine: rc-update del NAME). Look at what is loaded
#       afterwards with "nft list ruleset".
#     command: ""
#   references: ["nft(8)", "ufw(8)", "firewalld(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_one_manager

import data.lib.report
import data.params
import future.keywords.not

_active := {group |
	some name, manager in input.firewall.managers
	manager.starts
	manager.enabled
	group := object.get(_groups, name, name)
}

# The two halves of iptables, and what saves its rules, are one tool.
_groups := {"iptables": "iptables", "ip6tables": "iptables", "netfilter-persistent": "iptables", "iptables-persistent": "iptables"}

evidence contains report.evidence(sprintf("%s rules at boot: %s", [report.counted(count(_active), "tool loads", "tools load"), concat(", ", sort(_active))]), "/etc") if {
	count(_active) > 0
}

not_applicable contains report.evidence(
	sprintf("tools that load rules at boot: none; tools found: %d", [count(input.firewall.managers)]),
	"/etc",
) if {
	count(_active) == 0
}

violations contains report.violation({
	"message": "several tools load packet filter rules at boot",
	"resource": "managers",
	"observed": concat(", ", sort(_active)),
	"expected": sprintf("at most %d", [params.firewall_managers_max]),
	"source": concat(", ", sort({manager.source | some manager in input.firewall.managers; manager.starts; manager.enabled})),
}) if {
	count(_active) > params.firewall_managers_max
}
