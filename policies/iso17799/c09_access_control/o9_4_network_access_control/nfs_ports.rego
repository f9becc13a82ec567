# METADATA
# title: NFS requests come from privileged ports
# description: >-
#   With the option insecure any user of a client machine can send requests of their own making, as any user
#   id.
# custom:
#   id: nfs-ports
#   controls: ["9.4.4"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: medium
#   scope: ["netservices.nfs.present"]
#   needs:
#     - 'netservices.nfs.present.source'
#     - 'netservices.nfs.exports[*].path'
#     - 'netservices.nfs.exports[*].client'
#     - 'netservices.nfs.exports[*].clients'
#     - 'netservices.nfs.exports[*].write'
#     - 'netservices.nfs.exports[*].root_squash'
#     - 'netservices.nfs.exports[*].secure'
#     - 'netservices.nfs.exports[*].security'
#     - 'netservices.nfs.exports[*].kerberos'
#     - 'netservices.nfs.exports[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Delete "insecure" from the export in /etc/exports and run "exportfs -ra". It is needed by few
#       clients only, such as some of macOS: give these Kerberos instead.
#     command: ""
#   references: ["exports(5)", "exportfs(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.nfs_ports

import data.lib.netservices
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no NFS server", input.netservices.nfs.present.source) if {
	input.netservices.nfs.present.value == false
}

evidence contains report.evidence(
	sprintf("%s: %s", [
		report.counted(count(input.netservices.nfs.exports), "export", "exports"),
		report.list(sort([netservices.export(export) | some export in input.netservices.nfs.exports])),
	]),
	input.netservices.nfs.present.source,
)

violations contains report.violation({
	"message": sprintf("%s takes requests from any port", [export.path]),
	"resource": sprintf("%s %s", [export.path, export.client]),
	"observed": netservices.export(export),
	"expected": "secure",
	"source": export.source,
}) if {
	some export in input.netservices.nfs.exports
	not export.secure
	not export.kerberos
}
