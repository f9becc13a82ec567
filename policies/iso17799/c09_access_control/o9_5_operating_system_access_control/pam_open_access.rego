# METADATA
# title: No service lets everybody in
# description: >-
#   A pam_permit in the wrong place, or a wrong jump, lets in whoever comes,
#   with any password or none.
# custom:
#   id: pam-open-access
#   controls: ["9.5.3", "9.5.5"]
#   aspects: ["9.5.3/pam-stack-sane", "9.5.3/no-anonymous-guest-log"]
#   severity: critical
#   needs:
#     - passwords.pam.source
#     - 'passwords.open[*].service'
#     - 'passwords.open[*].module'
#     - 'passwords.open[*].source'
#     - 'passwords.open[*].condition'
#     - passwords.open
#   partial: convict
#   remediation:
#     text: >-
#       Correct the auth lines of the service so that pam_unix or another
#       module that asks for proof must succeed: pam_permit.so may only stand
#       behind "requisite pam_deny.so" that such a module jumps over. "pam-
#       auth-update" on Debian, "authselect apply-changes" on Red Hat and
#       "pam-config" on SUSE write sound files anew. Keep a root shell open
#       until a log-on works.
#     command: ""
#   references: ["pam.conf(5)", "pam_permit(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_open_access

import data.lib.pam
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s into a service without proof", [report.counted(count(_ways), "way", "ways")]),
	input.passwords.pam.source,
)

violations contains report.violation({
	"message": sprintf("%s lets in anybody: %s is enough", [way.service, way.module]),
	"resource": pam.resource(way.service),
	"observed": way.module,
	"expected": "a module that asks for proof",
	"source": way.source,
}) if {
	some way in _ways
}

_ways := [way |
	some way in input.passwords.open
	way.condition == ""
	not way.service in {allowed | some allowed in params.pam_open_services_allowed}
]
