# METADATA
# title: Packets must come in where their answers would go out
# description: >-
#   Reverse-path filtering drops packets whose source address could not be
#   answered through the interface that they came in by: most forged addresses.
# custom:
#   id: sysctl-reverse-path
#   controls: ["9.4.8", "9.4.6", "8.5.1"]
#   aspects: ["9.4.8/rp-filter", "8.5.1/sysctl-hardening"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["net.ipv4.conf.all.rp_filter"]'
#     - 'sysctl.settings["net.ipv4.conf.default.rp_filter"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv4.conf.all.rp_filter = 1 (2 with asymmetric
#       routes) and net.ipv4.conf.default.rp_filter likewise; then run
#       "sysctl --system". On hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "RFC 3704", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.sysctl_reverse_path

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

# The kernel takes the larger of the interface's value and that of "all", so a
# good "all" covers every interface, and else each one must be good itself.
violations contains v if {
	some moment in ["live", "boot"]
	all := input.sysctl.settings["net.ipv4.conf.all.rp_filter"][moment]
	not all.value in {value | some value in params.sysctl_rp_filter}
	some v in sysctl.violations(sysctl.at(input.sysctl.settings, moment), _keys, params.sysctl_rp_filter, "packets with forged source addresses are let in")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _named, _keys, input.context.target.running)
}

_named := {"net.ipv4.conf.all.rp_filter", "net.ipv4.conf.default.rp_filter"}

_keys := _named | sysctl.interfaces(input.sysctl.settings, "ipv4", "rp_filter")
