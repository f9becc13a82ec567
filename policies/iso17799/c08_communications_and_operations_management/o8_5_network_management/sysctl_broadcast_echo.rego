# METADATA
# title: Pings to broadcast addresses are not answered
# description: >-
#   A network whose hosts answer broadcast pings multiplies every forged ping into a
#   flood at somebody else.
# custom:
#   id: sysctl-broadcast-echo
#   controls: ["8.5.1"]
#   aspects: ["8.5.1/sysctl-hardening"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["net.ipv4.icmp_echo_ignore_broadcasts"]'
#     - 'sysctl.settings["net.ipv4.icmp_ignore_bogus_error_responses"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv4.icmp_echo_ignore_broadcasts = 1 and
#       net.ipv4.icmp_ignore_bogus_error_responses = 1; then run "sysctl --system".
#       On hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "RFC 2644", "sysctl.d(5)"]
package iso17799.c08_communications_and_operations_management.o8_5_network_management.sysctl_broadcast_echo

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_icmp_ignore, "the host takes part in amplified floods or logs noise")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"net.ipv4.icmp_echo_ignore_broadcasts", "net.ipv4.icmp_ignore_bogus_error_responses"}
