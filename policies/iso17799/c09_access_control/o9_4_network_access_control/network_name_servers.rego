# METADATA
# title: Name servers are set
# description: >-
#   Without a name server, or with one alone, logs go nowhere, mail waits and updates fail, and a stranger's
#   answer is as good as any when the host takes servers from whoever offers them.
# custom:
#   id: network-name-servers
#   controls: ["9.4.9"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - network.name_servers[*].address
#     - network.name_servers[*].scope
#     - network.name_servers[*].source
#   remediation:
#     text: >-
#       Name the organisation's servers: "nameserver" lines in /etc/resolv.conf, or in what writes that file:
#       DNS= in /etc/systemd/resolved.conf, dns-nameservers in /etc/network/interfaces, netplan "nameservers",
#       NetworkManager ipv4.dns, SUSE NETCONFIG_DNS_STATIC_SERVERS in /etc/sysconfig/network/config.
#     command: ""
#   references: ["resolv.conf(5)", "resolved.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.network_name_servers

import data.lib.report
import data.params
import future.keywords.not

_servers := {server.address | some server in input.network.name_servers}

evidence contains report.evidence(sprintf("%s: %s", [report.counted(count(_servers), "name server", "name servers"), _words]), "/etc/resolv.conf")

_words := report.list(sort(_servers)) if count(_servers) > 0

_words := "none" if count(_servers) == 0

violations contains report.violation({
	"message": "too few name servers",
	"resource": "/etc/resolv.conf",
	"observed": sprintf("%d", [count(_servers)]),
	"expected": sprintf("at least %d", [params.network_name_servers_min]),
	"source": "/etc/resolv.conf",
}) if {
	count(_servers) < params.network_name_servers_min
	_told
}

unknown contains "no name server is configured, and what does not run may be given some at its start" if not _told

# A file tree without any may get them from DHCP when it starts.
_told if input.context.target.running

_told if count(_servers) > 0
