# METADATA
# title: New connections are limited in rate
# description: >-
#   Guessing passwords and exhausting a service both take many connections. A limit in the packet filter slows
#   them down before a program has to answer, for programs that have no limit of their own as well.
# custom:
#   id: firewall-rate-limit
#   controls: ["9.4.7"]
#   aspects: ["9.4.7/rate-limits"]
#   severity: low
#   profile: strict
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - firewall.input[*].moment
#     - firewall.input[*].family
#     - firewall.input[*].source
#     - firewall.input[*].rate_limited
#     - sysctl.settings
#   partial: convict
#   remediation:
#     text: >-
#       nftables: "tcp dport 22 ct state new limit rate over 10/minute drop", or by sender with a dynamic set;
#       iptables: -m hashlimit or -m recent; ufw: "ufw limit 22/tcp"; firewalld: a rich rule with limit value.
#       fail2ban and sshguard add bans on top of it.
#     command: ""
#   references: ["nft(8)", "iptables-extensions(8)", "ufw(8)", "firewalld.richlanguage(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_rate_limit

import data.lib.firewall
import data.lib.report
import future.keywords.not

_filters := firewall.spoken(input.firewall.input, input.sysctl.settings, input.context.target.running)

unknown contains reason if {
	families := firewall.families(input.sysctl.settings, input.context.target.running)
	some reason in firewall.absent(input.firewall.input, families, input.context.target.running)
}

evidence contains report.evidence(sprintf("%s: rate of connections limited: %v", [firewall.label(filter), filter.rate_limited]), filter.source) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("%s limits no rate of connections", [firewall.label(filter)]),
	"resource": key,
	"observed": "no limit",
	"expected": "a limit of new connections, at least for SSH",
	"source": filter.source,
}) if {
	some key, filter in _filters
	filter.rate_limited == false
}
