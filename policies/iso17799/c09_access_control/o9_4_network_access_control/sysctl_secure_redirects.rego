# METADATA
# title: Redirects of known gateways are not accepted either
# description: >-
#   secure_redirects limits redirects to listed gateways, whose addresses can be
#   forged like any other.
# custom:
#   id: sysctl-secure-redirects
#   controls: ["9.4.8", "8.5.1"]
#   aspects: ["9.4.8/redirects", "8.5.1/sysctl-hardening"]
#   severity: low
#   profile: strict
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["net.ipv4.conf.all.secure_redirects"]'
#     - 'sysctl.settings["net.ipv4.conf.default.secure_redirects"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv4.conf.all.secure_redirects = 0 and
#       net.ipv4.conf.default.secure_redirects = 0; then run "sysctl --system". On
#       hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.sysctl_secure_redirects

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_secure_redirects, "redirects that claim to come from a gateway are believed")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"net.ipv4.conf.all.secure_redirects", "net.ipv4.conf.default.secure_redirects"}
