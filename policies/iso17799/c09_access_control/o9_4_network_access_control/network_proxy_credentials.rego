# METADATA
# title: No password of a proxy stands in a file for every user
# description: >-
#   A password in the address of a proxy is in the environment of every program and in a file that everyone
#   reads. It mostly opens more than the proxy.
# custom:
#   id: network-proxy-credentials
#   controls: ["9.4.2", "9.5.4"]
#   aspects: ["9.4.2/proxies"]
#   severity: medium
#   needs:
#     - network.proxies[*].credentials
#     - network.proxies[*].host
#     - network.proxies[*].variable
#     - network.proxies[*].source
#   partial: convict
#   remediation:
#     text: >-
#       Let the proxy know this host by its address or by Kerberos, or keep the password in a file of root
#       alone: for apt in /etc/apt/auth.conf.d, for dnf proxy_password in a dnf.conf of mode 0600. Change the
#       password, which counts as known.
#     command: ""
#   references: ["apt_auth.conf(5)", "dnf.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.network_proxy_credentials

import data.lib.report
import future.keywords.not

_with := {key | some key, proxy in input.network.proxies; proxy.credentials}

evidence contains report.evidence(sprintf("proxy settings with a name or password: %d of %d", [count(_with), count(input.network.proxies)]), "/etc")

violations contains report.violation({
	"message": sprintf("%s holds a name or password for %s", [input.network.proxies[key].variable, input.network.proxies[key].host]),
	"resource": key,
	"observed": "user name or password in the address",
	"expected": "an address alone",
	"source": input.network.proxies[key].source,
}) if {
	some key in _with
}
