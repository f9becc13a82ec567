# METADATA
# title: The running kernel cannot be replaced by kexec
# description: >-
#   kexec starts another kernel without the checks of the firmware. A server that
#   makes no crash dumps needs it not.
# custom:
#   id: sysctl-kexec
#   controls: ["9.5.5"]
#   aspects: ["9.5.5/debuggers"]
#   severity: low
#   profile: strict
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["kernel.kexec_load_disabled"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set kernel.kexec_load_disabled = 1; not where kdump is in
#       use; then run "sysctl --system". On hosts without systemd use
#       /etc/sysctl.conf.
#     command: ""
#   references: ["sysctl/kernel (Linux documentation)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.sysctl_kexec

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_kexec_load_disabled, "root can start an unverified kernel")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"kernel.kexec_load_disabled"}
