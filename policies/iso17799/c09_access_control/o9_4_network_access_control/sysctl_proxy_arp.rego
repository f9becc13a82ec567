# METADATA
# title: The host does not answer ARP for others
# description: >-
#   With proxy ARP a host answers for addresses that are not its own and so bridges
#   two segments without anyone noticing.
# custom:
#   id: sysctl-proxy-arp
#   controls: ["9.4.6", "9.4.8"]
#   aspects: ["9.4.6/bridges"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["net.ipv4.conf.all.proxy_arp"]'
#     - 'sysctl.settings["net.ipv4.conf.default.proxy_arp"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv4.conf.all.proxy_arp = 0 and
#       net.ipv4.conf.default.proxy_arp = 0; then run "sysctl --system". On hosts
#       without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "RFC 1027", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.sysctl_proxy_arp

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys | _interfaces, params.sysctl_proxy_arp, "the host answers for addresses of others")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, _interfaces, input.context.target.running)
}

_keys := {"net.ipv4.conf.all.proxy_arp", "net.ipv4.conf.default.proxy_arp"}

# One interface that differs from "all" is enough.
_interfaces := sysctl.interfaces(input.sysctl.settings, "ipv4", "proxy_arp")
