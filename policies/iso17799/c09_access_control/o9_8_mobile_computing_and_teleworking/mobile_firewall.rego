# METADATA
# title: A portable machine filters packets wherever it is taken
# description: >-
#   In a train or a hotel nothing stands between the machine and its neighbours. Its own
#   filter has to be there now and after the next boot, for each protocol that it speaks, and has to
#   be closed by default.
# custom:
#   id: mobile-firewall
#   controls: ["9.8.1", "7.2.5"]
#   aspects: ["9.8.1/firewall", "7.2.5/firewall"]
#   severity: high
#   needs:
#     - firewall.input[*].by
#     - firewall.input[*].moment
#     - firewall.input[*].family
#     - firewall.input[*].source
#     - firewall.input[*].open
#     - sysctl.settings
#   partial: convict
#   roles: ["laptop"]
#   remediation:
#     text: >-
#       Debian: "apt-get install ufw", "ufw default deny incoming", "ufw enable". RHEL and
#       SUSE: "systemctl enable --now firewalld" with the default zone public ("firewall-cmd
#       --set-default-zone=public"). Alpine: rules with "policy drop" at input in
#       /etc/nftables.nft, then "rc-update add nftables boot".
#     command: ""
#   references: ["ufw(8)", "firewalld(1)", "nft(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_firewall

import data.lib.firewall
import data.lib.report
import future.keywords.not

_families := firewall.families(input.sysctl.settings, input.context.target.running)

_filters := firewall.spoken(input.firewall.input, input.sysctl.settings, input.context.target.running)

evidence contains report.evidence(sprintf("%s: filtered by %s, most ports open: %v", [firewall.label(filter), firewall.tools(filter), filter.open]), filter.source) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("%s: nothing filters what comes in", [firewall.label(filter)]),
	"resource": key,
	"observed": "nothing filters",
	"expected": "a filter at input that drops by default",
	"source": filter.source,
}) if {
	some key, filter in _filters
	count(filter.by) == 0
}

violations contains report.violation({
	"message": sprintf("%s: the filter lets most ports be reached from anywhere", [firewall.label(filter)]),
	"resource": key,
	"observed": sprintf("%s lets them in", [firewall.tools(filter)]),
	"expected": "a filter at input that drops by default",
	"source": filter.source,
}) if {
	some key, filter in _filters
	count(filter.by) > 0
	filter.open
}

unknown contains reason if {
	some reason in firewall.absent(input.firewall.input, _families, input.context.target.running)
}
