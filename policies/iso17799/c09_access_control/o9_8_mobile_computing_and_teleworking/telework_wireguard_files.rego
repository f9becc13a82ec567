# METADATA
# title: WireGuard's files are root's alone
# description: >-
#   They hold the private key, and with it the identity of this end of the tunnel.
# custom:
#   id: telework-wireguard-files
#   controls: ["9.8.2", "9.4.3"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "9.4.3/ssh-vpn-authentication-methods"]
#   severity: high
#   scope: ["mobile.present.wireguard"]
#   needs:
#     - "mobile.wireguard"
#     - "mobile.wireguard[*].file.mode"
#     - "mobile.wireguard[*].file.owner"
#     - "mobile.wireguard[*].file.group_readable"
#     - "mobile.wireguard[*].file.other_readable"
#     - "mobile.wireguard[*].file.writable"
#   partial: convict
#   remediation:
#     text: >-
#       Run "chown root:root FILE" and "chmod 600 FILE" on the files of /etc/wireguard,
#       and make a new key pair ("wg genkey") if others could read the old one.
#     command: ""
#   references: ["wg-quick(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_wireguard_files

import data.lib.mobile
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no WireGuard interfaces", input.mobile.present.wireguard.source) if {
	input.mobile.present.wireguard.value == false
}

evidence contains report.evidence(sprintf("%s: mode %s", [path, w.file.mode]), path) if some path, w in input.mobile.wireguard

violations contains report.violation({
	"message": sprintf("%s: %s", [path, concat(", ", mobile.weak(w.file))]),
	"resource": path,
	"observed": sprintf("mode %s, owner %d", [w.file.mode, w.file.owner]),
	"expected": "0600, owner 0",
	"source": path,
}) if {
	some path, w in input.mobile.wireguard
	count(mobile.weak(w.file)) > 0
}
