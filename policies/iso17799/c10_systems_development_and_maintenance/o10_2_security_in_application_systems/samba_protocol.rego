# METADATA
# title: Samba speaks SMB2 or later only
# description: >-
#   SMB1 has no protection against a third party in the middle, and its implementations were the way in for
#   the worms that have cost the most.
# custom:
#   id: samba-protocol
#   controls: ["10.2.3", "9.4.9", "8.7.5"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.9/versions-configuration-services-found", "8.7.5/signing"]
#   severity: high
#   scope: ["netservices.samba.present"]
#   needs:
#     - 'netservices.samba.present.source'
#     - 'netservices.samba.global[*].value'
#     - 'netservices.samba.global[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "server min protocol = SMB2_10" (or SMB3) in [global] of /etc/samba/smb.conf and restart smbd.
#     command: ""
#   references: ["smb.conf(5)", "testparm(1)"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.samba_protocol

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no Samba server", input.netservices.samba.present.source) if {
	input.netservices.samba.present.value == false
}

evidence contains report.evidence(sprintf("server min protocol = %s", [input.netservices.samba.global["server min protocol"].value]), input.netservices.samba.present.source)

violations contains report.violation({
	"message": "SMB1 or older is spoken",
	"resource": "smb.conf",
	"observed": sprintf("server min protocol = %s", [_option.value]),
	"expected": concat(", ", params.samba_min_protocols),
	"source": _option.source,
}) if {
	not _option.value in params.samba_min_protocols
}

_option := input.netservices.samba.global["server min protocol"]
