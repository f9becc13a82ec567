# METADATA
# title: Source-routed packets are refused
# description: >-
#   A sender that dictates the path of its packets can walk around the firewalls and
#   filters that the route would otherwise cross. Nothing legitimate needs it today.
# custom:
#   id: sysctl-source-routing
#   controls: ["9.4.8", "8.5.1"]
#   aspects: ["9.4.8/source-routing", "8.5.1/sysctl-hardening"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["net.ipv4.conf.all.accept_source_route"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv4.conf.all.accept_source_route = 0 and
#       net.ipv6.conf.all.accept_source_route = 0; then run "sysctl --system". On
#       hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "RFC 5095", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.sysctl_source_routing

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_accept_source_route, "packets may dictate their route")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

# A kernel without IPv6 has none of its parameters.
_keys := {"net.ipv4.conf.all.accept_source_route"} | sysctl.present(input.sysctl.settings, {"net.ipv6.conf.all.accept_source_route"})
