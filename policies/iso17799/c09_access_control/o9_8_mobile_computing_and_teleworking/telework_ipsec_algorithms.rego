# METADATA
# title: IPsec proposes no broken methods
# description: >-
#   What one side still offers, an attacker on the way can make both use.
# custom:
#   id: telework-ipsec-algorithms
#   controls: ["9.8.2", "10.3.2"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "10.3.2/tls-vpn"]
#   severity: high
#   scope: ["mobile.present.ipsec"]
#   needs: ["mobile.ipsec", "mobile.ipsec[*].name", "mobile.ipsec[*].source", "mobile.ipsec[*].proposals"]
#   partial: convict
#   remediation:
#     text: >-
#       strongSwan: in /etc/swanctl/conf.d or /etc/ipsec.conf take the algorithms named
#       out of proposals, esp_proposals, ike= and esp=, such as
#       ike=aes256gcm16-prfsha384-ecp384!; Libreswan: drop ike= and esp= and use the
#       system-wide policy.
#     command: ""
#   references: ["swanctl.conf(5)", "ipsec.conf(5)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_ipsec_algorithms

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no IPsec connections", input.mobile.present.ipsec.source) if {
	input.mobile.present.ipsec.value == false
}

evidence contains report.evidence(sprintf("%s: %s", [c.name, report.list(array.concat(c.proposals, [d | count(c.proposals) == 0; d := "the daemon's defaults"]))]), c.source) if {
	some c in input.mobile.ipsec
}

violations contains report.violation({
	"message": sprintf("the connection %s proposes %s", [c.name, proposal]),
	"resource": source,
	"observed": proposal,
	"expected": "AES or ChaCha20, SHA-2, and a group of 2048 bits or more",
	"source": c.source,
}) if {
	some source, c in input.mobile.ipsec
	some proposal in c.proposals
	some part in regex.split(`[-;+_]`, proposal)
	part in params.telework_ipsec_weak
}
