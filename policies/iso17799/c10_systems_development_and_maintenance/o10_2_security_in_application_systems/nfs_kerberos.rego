# METADATA
# title: NFS clients that write are authenticated
# description: >-
#   With sec=sys the server believes whatever user id a client sends. Kerberos proves who the user is, and
#   krb5i or krb5p protects the data on their way.
# custom:
#   id: nfs-kerberos
#   controls: ["10.2.3", "9.4.4"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: medium
#   profile: strict
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
#       Join the hosts to a Kerberos realm, add sec=krb5p to the export in /etc/exports, run "exportfs -ra",
#       and mount with sec=krb5p.
#     command: ""
#   references: ["exports(5)", "exportfs(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.nfs_kerberos

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
	"message": sprintf("%s is writable to %s on its word alone", [export.path, export.client]),
	"resource": sprintf("%s %s", [export.path, export.client]),
	"observed": netservices.export(export),
	"expected": "sec=krb5, krb5i or krb5p",
	"source": export.source,
}) if {
	some export in input.netservices.nfs.exports
	export.write
	not export.kerberos
}
