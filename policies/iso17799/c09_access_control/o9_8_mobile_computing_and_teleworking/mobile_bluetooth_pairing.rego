# METADATA
# title: Bluetooth is not open to strangers
# description: >-
#   A machine that can always be seen or paired, or takes input from devices that never paired,
#   can be typed on from the next table.
# custom:
#   id: mobile-bluetooth-pairing
#   controls: ["9.8.1"]
#   aspects: ["9.8.1/wireless-bluetooth"]
#   severity: medium
#   scope: ["mobile.bluetooth.present"]
#   needs: ["mobile.bluetooth.settings[*].value", "mobile.bluetooth.settings[*].source"]
#   remediation:
#     text: >-
#       In /etc/bluetooth/main.conf leave DiscoverableTimeout at 180 or less (not 0),
#       AlwaysPairable=false, JustWorksRepairing=never; in /etc/bluetooth/input.conf
#       ClassicBondedOnly=true. Then restart bluetooth.
#     command: ""
#   references: ["bluetoothd(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_bluetooth_pairing

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no Bluetooth service", input.mobile.bluetooth.present.source) if {
	input.mobile.bluetooth.present.value == false
}

_wanted := {
	"AlwaysPairable": {"false", "no", "0"},
	"JustWorksRepairing": {"never", "confirm"},
	"ClassicBondedOnly": {"true", "yes", "1"},
}

evidence contains report.evidence(sprintf("%s=%s", [name, setting.value]), setting.source) if {
	some name, setting in input.mobile.bluetooth.settings
}

violations contains report.violation({
	"message": sprintf("%s=%s", [name, setting.value]),
	"resource": name,
	"observed": setting.value,
	"expected": concat(" or ", sort(values)),
	"source": setting.source,
}) if {
	some name, values in _wanted
	setting := input.mobile.bluetooth.settings[name]
	not setting.value in values
}

violations contains report.violation({
	"message": "the machine stays visible for ever once it is made visible",
	"resource": "DiscoverableTimeout",
	"observed": setting.value,
	"expected": "180 or less, and not 0",
	"source": setting.source,
}) if {
	setting := input.mobile.bluetooth.settings.DiscoverableTimeout
	to_number(setting.value) == 0
}
