# METADATA
# title: Kernel addresses and messages are hidden from ordinary users
# description: >-
#   Kernel pointers in /proc and messages in dmesg tell an exploit where to strike.
#   Only administrators need them.
# custom:
#   id: sysctl-kernel-addresses
#   controls: ["9.5.5", "9.6.1"]
#   aspects: ["9.5.5/debuggers"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["kernel.kptr_restrict"]'
#     - 'sysctl.settings["kernel.dmesg_restrict"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set kernel.kptr_restrict = 2 and kernel.dmesg_restrict =
#       1; then run "sysctl --system". On hosts without systemd use
#       /etc/sysctl.conf.
#     command: ""
#   references: ["sysctl/kernel (Linux documentation)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.sysctl_kernel_addresses

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_kernel_hidden, "ordinary users see what an exploit needs")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"kernel.kptr_restrict", "kernel.dmesg_restrict"}
