# METADATA
# title: Nobody writes to an rsync module without a password
# description: >-
#   Whoever writes without a password replaces backups, or puts programs and keys where the host uses them.
#   An address is no proof.
# custom:
#   id: rsync-write
#   controls: ["9.4.4", "9.6.1"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases", "9.6.1/world-writable-unowned-files"]
#   severity: critical
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
#       Set "read only = yes" or "auth users" with "secrets file" in the module of /etc/rsyncd.conf.
#     command: ""
#   references: ["rsyncd.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.rsync_write

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
	"message": sprintf("%s can be written without a password", [module.path]),
	"resource": name,
	"observed": "read only = no, no auth users",
	"expected": "read only = yes, or auth users",
	"source": module.write.source,
}) if {
	some name, module in input.netservices.rsync.modules
	module.write.value
	not module.auth.value == true
}
