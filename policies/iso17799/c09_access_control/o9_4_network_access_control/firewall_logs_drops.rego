# METADATA
# title: The packet filter logs what it refuses
# description: >-
#   Refused packets show who looks for a way in, and a rule that refuses too much. A limited log line before
#   the last drop costs little.
# custom:
#   id: firewall-logs-drops
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
#     - firewall.input[*].logged
#     - sysctl.settings
#   partial: convict
#   remediation:
#     text: >-
#       nftables: "limit rate 5/minute log prefix \"in: \"" as the last rule before the policy drops; iptables:
#       -j LOG with -m limit; ufw: "ufw logging low"; firewalld: LogDenied=unicast in
#       /etc/firewalld/firewalld.conf.
#     command: ""
#   references: ["nft(8)", "ufw(8)", "firewalld.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_logs_drops

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

evidence contains report.evidence(sprintf("%s: log statement at input: %v", [firewall.label(filter), filter.logged]), filter.source) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("%s logs nothing", [firewall.label(filter)]),
	"resource": key,
	"observed": "no log statement",
	"expected": "refused packets logged, at a limited rate",
	"source": filter.source,
}) if {
	some key, filter in _filters
	filter.logged == false
}
