# METADATA
# title: Saved wireless networks are encrypted
# description: >-
#   A machine that knows an open network joins any other of that name, wherever its owner walks;
#   WEP and TKIP are broken within minutes.
# custom:
#   id: mobile-wireless-security
#   controls: ["9.8.1"]
#   aspects: ["9.8.1/wireless-bluetooth"]
#   severity: medium
#   scope: ["mobile.present.networks"]
#   needs:
#     - "mobile.networks"
#     - "mobile.networks[*].security"
#     - "mobile.networks[*].source"
#     - "mobile.networks[*].tkip"
#   partial: convict
#   remediation:
#     text: >-
#       Forget the network, or save it with WPA2 or WPA3: "nmcli connection delete NAME"
#       with NetworkManager, the network={} block of /etc/wpa_supplicant, "iwctl
#       known-networks NAME forget" with iwd. For open networks on the way, a VPN is the
#       protection: turn off joining by itself ("nmcli connection modify NAME
#       connection.autoconnect no") and list their kind in the parameters if you accept
#       them.
#     command: ""
#   references: ["nm-settings-keyfile(5)", "wpa_supplicant.conf(5)", "iwd.network(5)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_wireless_security

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no saved wireless networks", input.mobile.present.networks.source) if {
	input.mobile.present.networks.value == false
}

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(input.mobile.networks), "saved network", "saved networks"),
		report.list(sort({n.security | some n in input.mobile.networks})),
	]),
	input.mobile.present.networks.source,
)

violations contains report.violation({
	"message": sprintf("a saved wireless network is %s", [network.security]),
	"resource": name,
	"observed": network.security,
	"expected": sprintf("one of %s", [report.list(params.mobile_wireless_security)]),
	"source": network.source,
}) if {
	some name, network in input.mobile.networks
	not network.security in params.mobile_wireless_security
}

violations contains report.violation({
	"message": "a saved wireless network allows nothing newer than WPA version 1 or TKIP",
	"resource": name,
	"observed": "TKIP",
	"expected": "CCMP or GCMP",
	"source": network.source,
}) if {
	some name, network in input.mobile.networks
	network.tkip
}
