# METADATA
# title: IPsec connections are authenticated well
# description: >-
#   Aggressive mode with a shared secret sends what is needed to guess the secret at leisure;
#   without authentication anybody is the other side.
# custom:
#   id: telework-ipsec-authentication
#   controls: ["9.8.2", "9.4.3"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "9.4.3/ssh-vpn-authentication-methods"]
#   severity: high
#   scope: ["mobile.present.ipsec"]
#   needs:
#     - "mobile.ipsec"
#     - "mobile.ipsec[*].name"
#     - "mobile.ipsec[*].source"
#     - "mobile.ipsec[*].aggressive"
#     - "mobile.ipsec[*].shared"
#     - "mobile.ipsec[*].unauthenticated"
#   partial: convict
#   remediation:
#     text: >-
#       Use IKE version 2 (keyexchange=ikev2, version = 2) with certificates or EAP; take
#       out aggressive=yes (aggrmode=yes for Libreswan) and authby=never or auth=null.
#     command: ""
#   references: ["swanctl.conf(5)", "ipsec.conf(5)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_ipsec_authentication

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no IPsec connections", input.mobile.present.ipsec.source) if {
	input.mobile.present.ipsec.value == false
}

evidence contains report.evidence(sprintf("%s: shared secret %v, aggressive mode %v", [c.name, c.shared, c.aggressive]), c.source) if some c in input.mobile.ipsec

violations contains report.violation({
	"message": sprintf("the connection %s uses aggressive mode with a shared secret", [c.name]),
	"resource": source,
	"observed": "aggressive mode",
	"expected": "IKE version 2",
	"source": c.source,
}) if {
	some source, c in input.mobile.ipsec
	c.aggressive
	c.shared
}

violations contains report.violation({
	"message": sprintf("a side of the connection %s need not authenticate itself", [c.name]),
	"resource": source,
	"observed": "no authentication",
	"expected": "certificates, EAP or a secret on both sides",
	"source": c.source,
}) if {
	some source, c in input.mobile.ipsec
	c.unauthenticated
}
