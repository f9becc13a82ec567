# METADATA
# title: Files with keys of wireless networks are root's alone
# description: >-
#   The file of a saved network holds its key or the user's password.
# custom:
#   id: mobile-wireless-files
#   controls: ["9.8.1"]
#   aspects: ["9.8.1/wireless-bluetooth"]
#   severity: medium
#   scope: ["mobile.present.networks"]
#   needs:
#     - "mobile.networks[*].file.mode"
#     - "mobile.networks[*].file.owner"
#     - "mobile.networks[*].file.group_readable"
#     - "mobile.networks[*].file.other_readable"
#     - "mobile.networks[*].file.writable"
#     - "mobile.networks"
#     - "mobile.networks[*].file.path"
#   partial: convict
#   remediation:
#     text: >-
#       Run "chown root:root FILE" and "chmod 600 FILE" on the files named; NetworkManager
#       refuses others.
#     command: ""
#   references: ["nm-settings-keyfile(5)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.mobile_wireless_files

import data.lib.mobile
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no saved wireless networks", input.mobile.present.networks.source) if {
	input.mobile.present.networks.value == false
}

evidence contains report.evidence(
	sprintf("%s of saved networks", [report.counted(count({n.file.path | some n in input.mobile.networks}), "file", "files")]),
	input.mobile.present.networks.source,
)

violations contains report.violation({
	"message": sprintf("%s: %s", [network.file.path, concat(", ", mobile.weak(network.file))]),
	"resource": network.file.path,
	"observed": sprintf("mode %s, owner %d", [network.file.mode, network.file.owner]),
	"expected": "0600, owner 0",
	"source": network.file.path,
}) if {
	some network in input.mobile.networks
	count(mobile.weak(network.file)) > 0
}
