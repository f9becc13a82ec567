# METADATA
# title: No Samba share is open to guests
# description: >-
#   A guest share asks for no password, so nobody knows who read or changed what lies there; a writable one
#   is also where malware spreads.
# custom:
#   id: samba-guest-shares
#   controls: ["9.5.3", "8.7.5", "9.6.1"]
#   aspects: ["9.5.3/no-anonymous-guest-log", "8.7.5/file-print-shares-guest-access", "9.6.1/world-writable-unowned-files"]
#   severity: high
#   scope: ["netservices.samba.present"]
#   needs:
#     - 'netservices.samba.present.source'
#     - 'netservices.samba.shares[*].path'
#     - 'netservices.samba.shares[*].guest.value'
#     - 'netservices.samba.shares[*].guest.source'
#     - 'netservices.samba.shares[*].write.value'
#     - 'netservices.samba.shares[*].print'
#   partial: convict
#   remediation:
#     text: >-
#       Set "guest ok = no" (synonym: public) in the share's section of /etc/samba/smb.conf, name "valid
#       users", and reload with "smbcontrol all reload-config". "testparm -s" shows what is in force.
#     command: ""
#   references: ["smb.conf(5)", "testparm(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.samba_guest_shares

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no Samba server", input.netservices.samba.present.source) if {
	input.netservices.samba.present.value == false
}

evidence contains report.evidence(
	sprintf("%s, %d of them open to guests", [report.counted(count(input.netservices.samba.shares), "share", "shares"), count(_open)]),
	input.netservices.samba.present.source,
)

violations contains report.violation({
	"message": sprintf("guests may use the share%s", [_write(share)]),
	"resource": name,
	"observed": sprintf("guest ok = yes, %s", [share.path]),
	"expected": "guest ok = no",
	"source": share.guest.source,
}) if {
	some name, share in _open
}

_open[name] := share if {
	some name, share in input.netservices.samba.shares
	share.guest.value
}

_write(share) := ", and change what is in it" if {
	share.write.value
	not share.print == true
}

else := ""
