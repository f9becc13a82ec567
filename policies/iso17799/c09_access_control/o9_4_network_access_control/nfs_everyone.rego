# METADATA
# title: NFS exports name their clients
# description: >-
#   An export to everyone can be mounted by any machine that reaches the port; with AUTH_SYS it then acts as
#   any user it likes.
# custom:
#   id: nfs-everyone
#   controls: ["9.4.4", "9.6.1", "8.7.5"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases", "9.6.1/world-writable-unowned-files", "8.7.5/permissions"]
#   severity: high
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
#       Replace "*" (and a blank before the parenthesis, which means everyone too) in /etc/exports or
#       /etc/exports.d by host names or a network, then "exportfs -ra".
#     command: ""
#   references: ["exports(5)", "exportfs(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.nfs_everyone

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
	"message": sprintf("%s is exported to everyone%s", [export.path, netservices.writing(export)]),
	"resource": sprintf("%s %s", [export.path, export.client]),
	"observed": netservices.export(export),
	"expected": "named hosts or networks, or sec=krb5",
	"source": export.source,
}) if {
	some export in input.netservices.nfs.exports
	export.clients == "all"
	not export.kerberos
}
