# METADATA
# title: The host sends no ICMP redirects
# description: >-
#   Only a router has reason to redirect others. A host that does can be used to
#   reshape the traffic of its segment.
# custom:
#   id: sysctl-send-redirects
#   controls: ["9.4.8", "8.5.1"]
#   aspects: ["9.4.8/redirects", "8.5.1/sysctl-hardening"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["net.ipv4.conf.all.send_redirects"]'
#     - 'sysctl.settings["net.ipv4.conf.default.send_redirects"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv4.conf.all.send_redirects = 0 and
#       net.ipv4.conf.default.send_redirects = 0; then run "sysctl --system". On
#       hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.sysctl_send_redirects

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys | _interfaces, params.sysctl_send_redirects, "the host redirects others like a router")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, _interfaces, input.context.target.running)
}

_keys := {"net.ipv4.conf.all.send_redirects", "net.ipv4.conf.default.send_redirects"}

# One interface that differs from "all" is enough.
_interfaces := sysctl.interfaces(input.sysctl.settings, "ipv4", "send_redirects")
