# METADATA
# title: A server's radios are off
# description: >-
#   A wireless or Bluetooth adapter that nobody uses is a way into a server past its cables and
#   filters.
# custom:
#   id: mobile-radios-server
#   controls: ["9.8.1", "9.4.2"]
#   aspects: ["9.8.1/wireless-bluetooth"]
#   severity: low
#   needs: ["mobile.radios", "mobile.radios[*].kind", "mobile.radios[*].blocked", "mobile.radios[*].source"]
#   partial: convict
#   roles: ["server"]
#   remediation:
#     text: >-
#       Run "rfkill block all"; to keep them off put "blacklist MODULE" of the adapter in
#       /etc/modprobe.d, or turn it off in the firmware.
#     command: "rfkill block all"
#   references: ["rfkill(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_radios_server

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("%s, %d of them on", [report.counted(count(input.mobile.radios), "radio", "radios"), count(_on)]), "/sys/class/rfkill")

_on[name] := radio if {
	some name, radio in input.mobile.radios
	not radio.blocked
	radio.kind in params.mobile_server_denied_radios
}

violations contains report.violation({
	"message": sprintf("the radio %s (%s) is on", [name, radio.kind]),
	"resource": name,
	"observed": "on",
	"expected": "off",
	"source": radio.source,
}) if {
	some name, radio in _on
}
