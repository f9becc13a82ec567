# METADATA
# title: Samba takes strong log-ons only
# description: >-
#   LANMAN and NTLMv1 answers are broken within hours from a recording, null passwords let accounts in
#   without one, and clear-text log-on shows passwords to the network.
# custom:
#   id: samba-authentication
#   controls: ["9.5.3", "9.4.9"]
#   aspects: ["9.5.3/no-anonymous-guest-log", "9.4.9/versions-configuration-services-found"]
#   severity: high
#   scope: ["netservices.samba.present"]
#   needs:
#     - 'netservices.samba.present.source'
#     - 'netservices.samba.global[*].value'
#     - 'netservices.samba.global[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Delete "lanman auth", "ntlm auth", "null passwords" and "encrypt passwords" from [global] of
#       /etc/samba/smb.conf (their defaults are safe since Samba 4.5) and restart smbd.
#     command: ""
#   references: ["smb.conf(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.samba_authentication

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no Samba server", input.netservices.samba.present.source) if {
	input.netservices.samba.present.value == false
}

evidence contains report.evidence(sprintf("ntlm auth = %s, lanman auth = %s, null passwords = %s", [_value("ntlm auth"), _value("lanman auth"), _value("null passwords")]), input.netservices.samba.present.source)

violations contains report.violation({
	"message": sprintf("%s is %s", [name, option.value]),
	"resource": sprintf("smb.conf: %s", [name]),
	"observed": option.value,
	"expected": concat(", ", allowed),
	"source": option.source,
}) if {
	some name, allowed in params.samba_authentication
	option := input.netservices.samba.global[name]
	not option.value in allowed
}

_value(name) := input.netservices.samba.global[name].value
