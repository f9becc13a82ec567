# METADATA
# title: ICMP redirects are not accepted
# description: >-
#   A redirect tells a host to send traffic through another router. Anyone on the
#   segment can forge one and put himself in the path.
# custom:
#   id: sysctl-accept-redirects
#   controls: ["9.4.8", "8.5.1"]
#   aspects: ["9.4.8/redirects", "8.5.1/sysctl-hardening"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["net.ipv4.conf.all.accept_redirects"]'
#     - 'sysctl.settings["net.ipv4.conf.default.accept_redirects"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv4.conf.all.accept_redirects = 0 and
#       net.ipv4.conf.default.accept_redirects = 0; an interface that still has 1
#       keeps accepting them; then run "sysctl --system". On hosts without systemd
#       use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.sysctl_accept_redirects

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys | _interfaces, params.sysctl_accept_redirects, "a forged redirect can divert traffic")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, _interfaces, input.context.target.running)
}

_keys := {"net.ipv4.conf.all.accept_redirects", "net.ipv4.conf.default.accept_redirects"}

# One interface that differs from "all" is enough.
_interfaces := sysctl.interfaces(input.sysctl.settings, "ipv4", "accept_redirects")
