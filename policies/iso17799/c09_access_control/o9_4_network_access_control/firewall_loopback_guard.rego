# METADATA
# title: Forged loopback senders are dropped
# description: >-
#   Packets from 127.0.0.0/8 or ::1 never come over a cable. Dropping them keeps an attacker on the local
#   network from passing for a program on this host, should the kernel's own test be turned off.
# custom:
#   id: firewall-loopback-guard
#   controls: ["9.4.7"]
#   aspects: ["9.4.7/inbound-outbound-filter-rules"]
#   severity: low
#   profile: strict
#   roles: ["server", "workstation", "laptop"]
#   scope: ["firewall.input[*].by", "firewall.input[*].source"]
#   needs:
#     - firewall.input[*].moment
#     - firewall.input[*].family
#     - firewall.input[*].source
#     - firewall.input[*].loopback_guard
#     - sysctl.settings
#   partial: convict
#   remediation:
#     text: >-
#       Before the rules that open ports, add for nftables "iif != lo ip saddr 127.0.0.0/8 drop" and "iif != lo
#       ip6 saddr ::1 drop", for iptables "-A INPUT ! -i lo -s 127.0.0.0/8 -j DROP" and with ip6tables "! -i lo
#       -s ::1 -j DROP"; with ufw put it in /etc/ufw/before.rules and before6.rules.
#     command: ""
#   references: ["nft(8)", "RFC 1122 section 3.2.1.3"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_loopback_guard

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

evidence contains report.evidence(sprintf("%s: forged loopback senders are dropped: %v", [firewall.label(filter), filter.loopback_guard]), filter.source) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("%s lets in packets with a loopback sender from outside", [firewall.label(filter)]),
	"resource": key,
	"observed": "accepted on an open port",
	"expected": "dropped before anything is accepted",
	"source": filter.source,
}) if {
	some key, filter in _filters
	filter.loopback_guard == false
}
