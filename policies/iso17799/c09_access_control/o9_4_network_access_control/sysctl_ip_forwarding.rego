# METADATA
# title: The host does not forward packets between networks
# description: >-
#   A host with two networks that forwards joins what the design keeps apart, past
#   every firewall between them. Forwarding belongs on routers, and on hosts whose
#   role says so.
# custom:
#   id: sysctl-ip-forwarding
#   controls: ["9.4.8", "9.4.6", "9.4.2", "8.5.1"]
#   aspects: ["9.4.6/multi-homed-host-forwards", "9.4.2/forwarding", "8.5.1/sysctl-hardening"]
#   severity: medium
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - 'sysctl.settings["net.ipv4.ip_forward"]'
#     - 'sysctl.settings["net.ipv4.conf.all.forwarding"]'
#   partial: convict
#   remediation:
#     text: >-
#       In a file of /etc/sysctl.d that sorts after all others, such as
#       99-hardening.conf, set net.ipv4.ip_forward = 0, net.ipv4.conf.all.forwarding
#       = 0 and net.ipv6.conf.all.forwarding = 0; on a router or a container host
#       set the parameter sysctl_forwarding instead; then run "sysctl --system". On
#       hosts without systemd use /etc/sysctl.conf.
#     command: ""
#   references: ["ip-sysctl (Linux documentation)", "sysctl.d(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.sysctl_ip_forwarding

import data.lib.sysctl
import data.params
import future.keywords.not

evidence contains e if some e in sysctl.evidence(input.sysctl.settings, _keys)

violations contains v if {
	some v in sysctl.violations(input.sysctl.settings, _keys, params.sysctl_forwarding, "the host joins the networks that it is in")
}

unknown contains reason if {
	some reason in sysctl.unknown(input.sysctl.settings, _keys, set(), input.context.target.running)
}

# A kernel without IPv6 has none of its parameters.
_keys := {"net.ipv4.ip_forward", "net.ipv4.conf.all.forwarding"} | sysctl.present(input.sysctl.settings, {"net.ipv6.conf.all.forwarding"})
