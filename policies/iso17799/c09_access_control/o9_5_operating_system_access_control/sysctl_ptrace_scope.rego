# METADATA
# title: A process cannot be traced by any other of its user
# description: >-
#   With a ptrace scope of 0 one hijacked program of a user reads the memory of all
#   others: SSH agents, browsers, password managers.
# custom:
#   id: sysctl-ptrace-scope
#   controls: ["9.5.5", "9.6.1"]
#   aspects: ["9.5.5/ptrace-scope", "9.5.5/debuggers"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["kernel.yama.ptrace_scope"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set kernel.yama.ptrace_scope = 1 (2 for the strict
#       profile); then run "sysctl --system". On hosts without systemd use
#       /etc/sysctl.conf.
#     command: ""
#   references: ["Yama (Linux documentation)", "ptrace(2)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.sysctl_ptrace_scope

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_ptrace_scope, "any process of a user may read the memory of the others")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"kernel.yama.ptrace_scope"}
