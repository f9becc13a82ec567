# METADATA
# title: rsync modules ask who is there
# description: >-
#   A module without "auth users" gives all its files to everybody who reaches port 873: often backups, and
#   with them password hashes and keys.
# custom:
#   id: rsync-open
#   controls: ["9.4.4", "9.6.1"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases", "9.6.1/world-writable-unowned-files"]
#   severity: high
#   scope: ["netservices.rsync.present"]
#   needs:
#     - 'netservices.rsync.present.source'
#     - 'netservices.rsync.modules[*].path'
#     - 'netservices.rsync.modules[*].auth.value'
#     - 'netservices.rsync.modules[*].auth.source'
#     - 'netservices.rsync.modules[*].write.value'
#     - 'netservices.rsync.modules[*].write.source'
#     - 'netservices.rsync.modules[*].limited.value'
#     - 'netservices.rsync.modules[*].chroot.value'
#     - 'netservices.rsync.modules[*].chroot.source'
#     - 'netservices.rsync.modules[*].root'
#   partial: convict
#   remediation:
#     text: >-
#       Set "auth users", "secrets file" (mode 0600) and "hosts allow" in the module of /etc/rsyncd.conf, or
#       drop the daemon and use rsync over SSH. The daemon reads the file anew for each client.
#     command: ""
#   references: ["rsyncd.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.rsync_open

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no rsyncd.conf, so rsync serves nobody", input.netservices.rsync.present.source) if {
	input.netservices.rsync.present.value == false
}

evidence contains report.evidence(
	sprintf("%s, %s who is there", [
		report.counted(count(input.netservices.rsync.modules), "module", "modules"),
		report.counted(count([1 | some module in input.netservices.rsync.modules; module.auth.value]), "of them asks", "of them ask"),
	]),
	input.netservices.rsync.present.source,
)

violations contains report.violation({
	"message": sprintf("%s is served to everyone", [module.path]),
	"resource": name,
	"observed": "no auth users, and hosts allow and hosts deny keep nobody out",
	"expected": "auth users with a secrets file, or at least hosts allow",
	"source": module.auth.source,
}) if {
	some name, module in input.netservices.rsync.modules
	not module.auth.value == true
	not module.limited.value == true
}
