# METADATA
# title: The server of an enterprise wireless network is checked
# description: >-
#   Without the certificate of its authority, a machine hands its user's name and password to
#   any access point that calls itself the company's.
# custom:
#   id: mobile-wireless-server-check
#   controls: ["9.8.1"]
#   aspects: ["9.8.1/wireless-bluetooth"]
#   severity: medium
#   scope: ["mobile.present.networks", "mobile.networks"]
#   needs: ["mobile.networks", "mobile.networks[*].security", "mobile.networks[*].source"]
#   remediation:
#     text: >-
#       NetworkManager: "nmcli connection modify NAME 802-1x.ca-cert FILE" and
#       802-1x.domain-suffix-match; wpa_supplicant: ca_cert= and domain_suffix_match= in
#       the network={} block; iwd: EAP-...-CACert= in the .8021x file.
#     command: ""
#   references: ["nm-settings-keyfile(5)", "wpa_supplicant.conf(5)", "iwd.network(5)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_wireless_server_check

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no saved wireless networks", input.mobile.present.networks.source) if {
	input.mobile.present.networks.value == false
}

not_applicable contains report.evidence(
	sprintf("%s, none with 802.1X", [report.counted(count(input.mobile.networks), "saved wireless network", "saved wireless networks")]),
	input.mobile.present.networks.source,
) if {
	count(input.mobile.networks) > 0
	count(_enterprise) == 0
}

_enterprise[name] := network if {
	some name, network in input.mobile.networks
	network.security == "enterprise"
}

evidence contains report.evidence(sprintf("%s: 802.1X, certificate authority named: %v", [name, network.validated]), network.source) if {
	some name, network in _enterprise
}

violations contains report.violation({
	"message": "a wireless network with 802.1X names no certificate authority",
	"resource": name,
	"observed": "none",
	"expected": "a certificate authority",
	"source": network.source,
}) if {
	some name, network in _enterprise
	network.validated == false
}
