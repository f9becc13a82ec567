# METADATA
# title: Ordinary users cannot load BPF programs
# description: >-
#   The verifier that keeps BPF programs harmless has had many holes. Without
#   privilege nobody needs to load any.
# custom:
#   id: sysctl-unprivileged-bpf
#   controls: ["9.5.5", "9.6.1"]
#   aspects: ["9.5.5/debuggers"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["kernel.unprivileged_bpf_disabled"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set kernel.unprivileged_bpf_disabled = 1; then run
#       "sysctl --system". On hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["sysctl/kernel (Linux documentation)", "bpf(2)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.sysctl_unprivileged_bpf

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_unprivileged_bpf_disabled, "any user may load code into the kernel")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"kernel.unprivileged_bpf_disabled"}
