# METADATA
# title: IPv6 redirects are not accepted
# description: >-
#   IPv6 has redirects of its own, which settings for IPv4 do not touch. A forged
#   one diverts traffic as well.
# custom:
#   id: sysctl-accept-redirects-ipv6
#   controls: ["9.4.8", "8.5.1"]
#   aspects: ["9.4.8/redirects", "8.5.1/sysctl-hardening"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   scope: ["sysctl.ipv6"]
#   needs:
#     - 'sysctl.settings["net.ipv6.conf.all.accept_redirects"]'
#     - 'sysctl.settings["net.ipv6.conf.default.accept_redirects"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv6.conf.all.accept_redirects = 0 and
#       net.ipv6.conf.default.accept_redirects = 0; then run "sysctl --system". On
#       hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "RFC 4861 section 8", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.sysctl_accept_redirects_ipv6

import data.lib.report
import data.lib.sysctl
import data.params
import future.keywords.not

not_applicable contains report.evidence("IPv6 is not there or switched off", input.sysctl.ipv6.source) if {
	input.sysctl.ipv6.value == false
}

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_accept_redirects, "a forged redirect can divert traffic")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

_keys := {"net.ipv6.conf.all.accept_redirects", "net.ipv6.conf.default.accept_redirects"}
