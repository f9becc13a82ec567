# METADATA
# title: TCP wrappers refuse whom they do not name
# description: >-
#   Programs that are linked with the library of TCP wrappers ask two files before they answer. Empty files let
#   everyone in; a last line that denies all makes them a second lock behind the packet filter.
# custom:
#   id: firewall-tcp-wrappers
#   controls: ["9.4.7"]
#   aspects: ["9.4.7/tcp-wrappers"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   scope: ["packages.installed[*].version", "packages.count", "packages.manager.source", "firewall.wrappers.allow_all.value"]
#   needs:
#     - firewall.wrappers.deny_all.value
#     - firewall.wrappers.deny_all.source
#     - firewall.wrappers.allow_all.value
#     - firewall.wrappers.allow_all.source
#     - firewall.wrappers.rules
#   remediation:
#     text: >-
#       Write "ALL: ALL" to /etc/hosts.deny, and to /etc/hosts.allow first the services and networks that may
#       in, such as "sshd: 192.0.2.0/24" and "ALL: LOCAL". Debian and SUSE link sshd and others with it, RHEL
#       from release 8 on no more, Alpine none. The order of allow before deny counts.
#     command: ""
#   references: ["hosts_access(5)", "hosts_options(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_tcp_wrappers

import data.lib.packages
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence(
	sprintf("none of %s is the library of TCP wrappers", [report.counted(input.packages.count, "package", "packages")]),
	input.packages.manager.source,
) if {
	count(_linked) == 0
	not input.firewall.wrappers.allow_all.value
}

_linked := packages.named(input.packages.installed, params.firewall_wrapper_packages)

evidence contains report.evidence(
	sprintf("%s in hosts.allow and hosts.deny; all denied at the end: %v", [
		report.counted(input.firewall.wrappers.rules, "rule", "rules"),
		input.firewall.wrappers.deny_all.value,
	]),
	input.firewall.wrappers.deny_all.source,
)

violations contains report.violation({
	"message": "no line of /etc/hosts.deny denies everyone",
	"resource": "/etc/hosts.deny",
	"observed": sprintf("%s, none is ALL: ALL", [report.counted(input.firewall.wrappers.rules, "rule", "rules")]),
	"expected": "ALL: ALL",
	"source": input.firewall.wrappers.deny_all.source,
}) if {
	not input.firewall.wrappers.deny_all.value
	not input.firewall.wrappers.allow_all.value
}

violations contains report.violation({
	"message": "a line of /etc/hosts.allow lets everyone into everything",
	"resource": "/etc/hosts.allow",
	"observed": "ALL: ALL",
	"expected": "services and networks by name",
	"source": input.firewall.wrappers.allow_all.source,
}) if {
	input.firewall.wrappers.allow_all.value
}
