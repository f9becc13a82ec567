# METADATA
# title: Packets with impossible addresses are logged
# description: >-
#   A packet whose source cannot lie behind the interface that it came in by is
#   forged or misrouted. The log line is often the first sign of either.
# custom:
#   id: sysctl-log-martians
#   controls: ["9.4.8", "8.5.1"]
#   aspects: ["9.4.8/martians", "8.5.1/sysctl-hardening"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["net.ipv4.conf.all.log_martians"]'
#     - 'sysctl.settings["net.ipv4.conf.default.log_martians"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv4.conf.all.log_martians = 1 and
#       net.ipv4.conf.default.log_martians = 1; then run "sysctl --system". On hosts
#       without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.sysctl_log_martians

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_log_martians, "forged source addresses leave no trace")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"net.ipv4.conf.all.log_martians", "net.ipv4.conf.default.log_martians"}
