# METADATA
# title: Address space is laid out at random
# description: >-
#   An attacker who knows where code and data lie in memory turns a small bug into
#   control. Full randomisation (2) takes that knowledge away.
# custom:
#   id: sysctl-address-randomization
#   controls: ["8.5.1", "10.5.4", "9.6.1", "9.5.5"]
#   aspects: ["8.5.1/sysctl-hardening"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["kernel.randomize_va_space"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set kernel.randomize_va_space = 2; then run "sysctl
#       --system". On hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["sysctl/kernel (Linux documentation)", "sysctl.d(5)"]
package iso17799.c08_communications_and_operations_management.o8_5_network_management.sysctl_address_randomization

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_randomize_va_space, "memory addresses can be predicted")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"kernel.randomize_va_space"}
