# METADATA
# title: The packet filter of the next boot is the one that is active
# description: >-
#   Rules that were added by hand are gone after a restart, and rules that were only written down do not
#   protect yet. Both are found out at the worst moment, unless the two are compared.
# custom:
#   id: firewall-live-matches-boot
#   controls: ["9.4.7"]
#   aspects: ["9.4.7/inbound-outbound-filter-rules"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   scope: ["firewall.input[*].by", "firewall.input[*].source"]
#   needs:
#     - firewall.input[*].moment
#     - firewall.input[*].family
#     - firewall.input[*].source
#     - firewall.input[*].open
#     - firewall.input[*].default
#     - firewall.input[*].allowed
#     - sysctl.settings
#   partial: convict
#   remediation:
#     text: >-
#       Load what is configured ("systemctl reload nftables", "netfilter-persistent reload", "ufw reload",
#       "firewall-cmd --reload", "rc-service nftables reload"), or write down what is active ("nft list ruleset
#       > /etc/nftables.conf" with a first line "flush ruleset", "netfilter-persistent save", "firewall-cmd
#       --runtime-to-permanent"). Rules that fail2ban or a container manager add while they run belong to these
#       programs.
#     command: ""
#   references: ["nft(8)", "netfilter-persistent(8)", "firewall-cmd(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_live_matches_boot

import data.lib.firewall
import data.lib.report
import future.keywords.not

_families := firewall.families(input.sysctl.settings, input.context.target.running)

_pairs[family] := {"live": live, "boot": boot} if {
	some family in _families
	live := input.firewall.input[sprintf("live/%s", [family])]
	boot := input.firewall.input[sprintf("boot/%s", [family])]
}

unknown contains reason if {
	some reason in firewall.absent(input.firewall.input, _families, input.context.target.running)
}

not_applicable contains report.evidence("not a running host", "context") if {
	input.context.target.running == false
}

not_applicable contains report.evidence("nothing filters packets, which firewall-active judges", concat(", ", sort(_sources))) if {
	count(_by) == 0
	count(_sources) > 0
}

_by := {name | some filter in input.firewall.input; some name in filter.by}

_sources := {filter.source | some filter in input.firewall.input}

evidence contains report.evidence(
	sprintf("%s: default %s now and %s after the next boot", [family, pair.live["default"], pair.boot["default"]]),
	pair.live.source,
) if {
	some family, pair in _pairs
}

violations contains report.violation({
	"message": sprintf("%s: what the filter does by default differs", [family]),
	"resource": family,
	"observed": sprintf("%s now, %s after the next boot", [pair.live["default"], pair.boot["default"]]),
	"expected": "the same",
	"source": pair.boot.source,
}) if {
	some family, pair in _pairs
	pair.live.open != pair.boot.open
}

violations contains report.violation({
	"message": sprintf("%s: the filter opens other ports %s", [family, words]),
	"resource": sprintf("%s/%s", [family, moment]),
	"observed": report.list(sort([span | some span in more])),
	"expected": "the same ports now and after the next boot",
	"source": pair[moment].source,
}) if {
	some family, pair in _pairs
	pair.live.open == pair.boot.open
	some moment, words in {"live": "now", "boot": "after the next boot"}
	more := {span | some span in pair[moment].allowed} - {span | some span in pair[_other[moment]].allowed}
	count(more) > 0
}

_other := {"live": "boot", "boot": "live"}
