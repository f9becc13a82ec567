# METADATA
# title: A server takes no IPv6 route from router advertisements
# description: >-
#   Any machine on the segment can advertise itself as a router and as name server.
#   A server with fixed addresses has no use for it.
# custom:
#   id: sysctl-router-advertisements
#   controls: ["9.4.8", "8.5.1"]
#   aspects: ["9.4.8/router-advertisements", "8.5.1/sysctl-hardening"]
#   severity: medium
#   profile: strict
#   roles: ["server"]
#   scope: ["sysctl.ipv6"]
#   needs:
#     - 'sysctl.settings["net.ipv6.conf.all.accept_ra"]'
#     - 'sysctl.settings["net.ipv6.conf.default.accept_ra"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv6.conf.all.accept_ra = 0 and
#       net.ipv6.conf.default.accept_ra = 0, after giving the host a fixed address
#       and route; then run "sysctl --system". On hosts without systemd use
#       /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "RFC 6104", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.sysctl_router_advertisements

import data.lib.report
import data.lib.sysctl
import data.params
import future.keywords.not

not_applicable contains report.evidence("IPv6 is not there or switched off", input.sysctl.ipv6.source) if {
	input.sysctl.ipv6.value == false
}

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_accept_ra, "anyone on the segment can become its router")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"net.ipv6.conf.all.accept_ra", "net.ipv6.conf.default.accept_ra"}
