# METADATA
# title: Programs use no proxy beyond those of the network design
# description: >-
#   A proxy sees, and can change, what programs fetch. One that somebody set for every user sends updates and
#   passwords through a machine that may not be the organisation's.
# custom:
#   id: network-proxies
#   controls: ["9.4.2"]
#   aspects: ["9.4.2/proxies"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   needs:
#     - network.proxies[*].variable
#     - network.proxies[*].host
#     - network.proxies[*].source
#   partial: convict
#   remediation:
#     text: >-
#       Take the line out of the file that evidence names (/etc/environment, /etc/profile.d,
#       /etc/apt/apt.conf.d; RHEL /etc/dnf/dnf.conf; SUSE /etc/sysconfig/proxy; Alpine /etc/profile.d), or name
#       the proxy in network_proxies_allowed.
#     command: ""
#   references: ["environment(5)", "apt.conf(5)", "dnf.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.network_proxies

import data.lib.network
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s for every user or for the package manager: %s", [report.counted(count(input.network.proxies), "proxy is set", "proxies are set"), _words]),
	"/etc",
)

_hosts := {proxy.host | some proxy in input.network.proxies}

_words := report.list(sort(_hosts)) if count(_hosts) > 0

_words := "none" if count(_hosts) == 0

violations contains report.violation({
	"message": sprintf("%s sends programs to the proxy %s", [proxy.variable, proxy.host]),
	"resource": key,
	"observed": proxy.host,
	"expected": "no proxy, or one of network_proxies_allowed",
	"source": proxy.source,
}) if {
	some key, proxy in input.network.proxies
	not network.named(params.network_proxies_allowed, proxy.host)
}
