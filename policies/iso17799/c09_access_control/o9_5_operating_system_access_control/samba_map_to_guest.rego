# METADATA
# title: Samba does not turn failed log-ons into guests
# description: >-
#   With "map to guest" a wrong name or password becomes a guest session instead of an error, so that a slip
#   in one share opens it to everybody, and guessing leaves no trace.
# custom:
#   id: samba-map-to-guest
#   controls: ["9.5.3", "8.7.5"]
#   aspects: ["9.5.3/no-anonymous-guest-log", "8.7.5/file-print-shares-guest-access"]
#   severity: medium
#   scope: ["netservices.samba.present"]
#   needs:
#     - 'netservices.samba.present.source'
#     - 'netservices.samba.global[*].value'
#     - 'netservices.samba.global[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "map to guest = never" in [global] of /etc/samba/smb.conf and reload with "smbcontrol all
#       reload-config".
#     command: ""
#   references: ["smb.conf(5)", "testparm(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.samba_map_to_guest

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no Samba server", input.netservices.samba.present.source) if {
	input.netservices.samba.present.value == false
}

evidence contains report.evidence(sprintf("map to guest = %s", [input.netservices.samba.global["map to guest"].value]), input.netservices.samba.present.source)

violations contains report.violation({
	"message": "failed log-ons become guests",
	"resource": "smb.conf",
	"observed": sprintf("map to guest = %s", [_option.value]),
	"expected": concat(", ", params.samba_map_to_guest),
	"source": _option.source,
}) if {
	not _option.value in params.samba_map_to_guest
}

_option := input.netservices.samba.global["map to guest"]
