# METADATA
# title: Set-uid programs leave no core dumps
# description: >-
#   The memory of a privileged program holds passwords and keys. Its dump must not
#   reach the disk where its caller may read it.
# custom:
#   id: sysctl-suid-dumpable
#   controls: ["6.3.3", "9.6.1"]
#   aspects: ["6.3.3/crash-capture-configured-safely"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["fs.suid_dumpable"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set fs.suid_dumpable = 0; then run "sysctl --system". On
#       hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["sysctl/fs (Linux documentation)", "proc(5)", "core(5)", "sysctl.d(5)"]
package iso17799.c06_personnel_security.o6_3_responding_to_security_incidents_and_malfunctions.sysctl_suid_dumpable

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_suid_dumpable, "dumps of privileged programs are written")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"fs.suid_dumpable"}
