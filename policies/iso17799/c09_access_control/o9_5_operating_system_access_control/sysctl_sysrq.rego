# METADATA
# title: The magic SysRq key is off or limited
# description: >-
#   Whoever reaches the keyboard or a serial console can with SysRq kill, remount
#   and dump the system without logging on.
# custom:
#   id: sysctl-sysrq
#   controls: ["9.5.5", "9.4.5"]
#   aspects: ["9.5.5/debuggers"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["kernel.sysrq"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set kernel.sysrq = 0; then run "sysctl --system". On
#       hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["sysrq (Linux documentation)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.sysctl_sysrq

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_sysrq, "the console controls the kernel without a log-on")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"kernel.sysrq"}
