# METADATA
# title: A packet filter is active, now and after the next boot
# description: >-
#   Without a packet filter every service that anybody starts can be reached by
#   everyone. A filter that is loaded by hand protects until the next restart,
#   and one that is only configured protects from nothing.
# custom:
#   id: firewall-active
#   controls: ["9.4.7", "8.5.1"]
#   aspects: ["9.4.7/inbound-outbound-filter-rules", "8.5.1/firewall-active-default-deny"]
#   severity: high
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - firewall.input[*].by
#     - firewall.input[*].moment
#     - firewall.input[*].family
#     - firewall.input[*].source
#     - firewall.managers[*].starts
#     - firewall.managers[*].enabled
#   partial: convict
#   remediation:
#     text: >-
#       Choose one tool, give it rules that drop what is not asked for, and let it start at boot. Debian: put the rules
#       in /etc/nftables.conf, then "systemctl enable --now nftables", or "ufw default deny incoming; ufw allow 22/tcp;
#       ufw enable". RHEL: "systemctl enable --now firewalld", or rules in /etc/sysconfig/nftables.conf and
#       nftables.service. SUSE: "systemctl enable --now firewalld". Alpine: rules in /etc/nftables.nft, then
#       "rc-update add nftables boot". Keep a second session open while trying remote hosts.
#     command: ""
#   references: ["nft(8)", "ufw(8)", "firewalld(1)", "systemctl(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_active

import data.lib.firewall
import data.lib.report
import future.keywords.not

_filters := firewall.of(input.firewall.input, "ipv4")

evidence contains report.evidence(sprintf("%s: filtered by %s", [firewall.label(filter), firewall.tools(filter)]), filter.source) if {
	some filter in _filters
}

violations contains report.violation({
	"message": sprintf("no packet filter for %s%s", [firewall.label(filter), _why(filter)]),
	"resource": key,
	"observed": "nothing filters",
	"expected": "a filter at input",
	"source": filter.source,
}) if {
	some key, filter in _filters
	count(filter.by) == 0
}

unknown contains reason if {
	some reason in firewall.absent(input.firewall.input, {"ipv4"}, input.context.target.running)
}

# Tools that are there and load nothing are a part of the answer.
_why(filter) := sprintf(": %s", [concat(", ", sort(_idle))]) if {
	filter.moment == "boot"
	count(_idle) > 0
}

else := ""

_idle := {sprintf("%s %s", [name, words]) |
	some name, manager in input.firewall.managers
	words := _state(manager)
}

_state(manager) := "does not start at boot" if manager.starts == false

_state(manager) := "is turned off in its own configuration" if {
	manager.starts
	manager.enabled == false
}

_state(manager) := "starts and loads no rules" if {
	manager.starts
	manager.enabled
}
