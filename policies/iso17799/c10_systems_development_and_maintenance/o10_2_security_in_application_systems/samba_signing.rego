# METADATA
# title: Samba requires signed messages
# description: >-
#   Without required signing a machine in between can change what is read and written, and pass a log-on on
#   to another server.
# custom:
#   id: samba-signing
#   controls: ["10.2.3", "8.7.5"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "8.7.5/signing"]
#   severity: medium
#   scope: ["netservices.samba.present"]
#   needs:
#     - 'netservices.samba.present.source'
#     - 'netservices.samba.global[*].value'
#     - 'netservices.samba.global[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "server signing = mandatory" in [global] of /etc/samba/smb.conf and restart smbd.
#     command: ""
#   references: ["smb.conf(5)", "testparm(1)"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.samba_signing

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no Samba server", input.netservices.samba.present.source) if {
	input.netservices.samba.present.value == false
}

evidence contains report.evidence(sprintf("server signing = %s", [input.netservices.samba.global["server signing"].value]), input.netservices.samba.present.source)

violations contains report.violation({
	"message": "clients may go without signatures",
	"resource": "smb.conf",
	"observed": sprintf("server signing = %s", [_option.value]),
	"expected": concat(", ", params.samba_signing),
	"source": _option.source,
}) if {
	not _option.value in params.samba_signing
}

_option := input.netservices.samba.global["server signing"]
