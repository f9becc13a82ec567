# METADATA
# title: Root of an NFS client is not root of the exported files
# description: >-
#   With no_root_squash root of any client, or whoever takes its address, owns all files of the export, and
#   can leave a set-uid program there for this host to run.
# custom:
#   id: nfs-root-squash
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
#       Delete no_root_squash from /etc/exports and /etc/exports.d and run "exportfs -ra". A diskless client
#       or a backup that needs root's access gets an export of its own, read only, for its one address.
#     command: ""
#   references: ["exports(5)", "exportfs(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.nfs_root_squash

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
	"message": sprintf("root of %s is root in %s", [export.client, export.path]),
	"resource": sprintf("%s %s", [export.path, export.client]),
	"observed": netservices.export(export),
	"expected": "root_squash",
	"source": export.source,
}) if {
	some export in input.netservices.nfs.exports
	not export.root_squash
}
