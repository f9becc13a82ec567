# METADATA
# title: Callers of a WireGuard server speak for their own addresses only
# description: >-
#   AllowedIPs is the access list of WireGuard. A peer that calls in and may use every address
#   can pass for any other.
# custom:
#   id: telework-wireguard-peers
#   controls: ["9.8.2", "9.4.4"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration"]
#   severity: medium
#   scope: ["mobile.present.wireguard"]
#   needs:
#     - "mobile.wireguard"
#     - "mobile.wireguard[*].listens"
#     - "mobile.wireguard[*].peers"
#     - "mobile.wireguard[*].peers[*].everyone"
#     - "mobile.wireguard[*].peers[*].endpoint"
#     - "mobile.wireguard[*].peers[*].source"
#   partial: convict
#   remediation:
#     text: >-
#       In /etc/wireguard/NAME.conf give each [Peer] of a server the addresses that are
#       its own, such as AllowedIPs = 10.8.0.2/32. Only a client sends everything
#       (0.0.0.0/0) to its server, which it names by Endpoint.
#     command: ""
#   references: ["wg(8)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_wireguard_peers

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no WireGuard interfaces", input.mobile.present.wireguard.source) if {
	input.mobile.present.wireguard.value == false
}

evidence contains report.evidence(
	sprintf("%s: %s, listens: %v", [path, report.counted(count(w.peers), "peer", "peers"), w.listens]),
	path,
) if {
	some path, w in input.mobile.wireguard
}

violations contains report.violation({
	"message": "a peer that may call from anywhere may use every address",
	"resource": peer.source,
	"observed": "AllowedIPs of /0",
	"expected": "the peer's own addresses",
	"source": peer.source,
}) if {
	some w in input.mobile.wireguard
	w.listens
	some peer in w.peers
	peer.everyone
	not peer.endpoint
}
