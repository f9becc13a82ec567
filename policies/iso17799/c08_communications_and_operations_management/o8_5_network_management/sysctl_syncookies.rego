# METADATA
# title: SYN cookies are on
# description: >-
#   A flood of half-open connections fills the queue of a listening service. With
#   SYN cookies the service still answers those who complete theirs.
# custom:
#   id: sysctl-syncookies
#   controls: ["8.5.1", "9.4.7"]
#   aspects: ["8.5.1/sysctl-hardening", "9.4.7/rate-limits"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["net.ipv4.tcp_syncookies"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv4.tcp_syncookies = 1; then run "sysctl
#       --system". On hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "RFC 4987", "sysctl.d(5)"]
package iso17799.c08_communications_and_operations_management.o8_5_network_management.sysctl_syncookies

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_tcp_syncookies, "a SYN flood stops the services")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"net.ipv4.tcp_syncookies"}
