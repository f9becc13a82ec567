# METADATA
# title: rsync modules are confined to their folders
# description: >-
#   Without "use chroot" a link inside the module or a slip in rsync's own checks reaches files outside it,
#   and with "uid = root" every file of the host.
# custom:
#   id: rsync-confined
#   controls: ["9.4.9"]
#   aspects: ["9.4.9/versions-configuration-services-found"]
#   severity: medium
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
#       Set "use chroot = yes" and a "uid" of its own in the module of /etc/rsyncd.conf.
#     command: ""
#   references: ["rsyncd.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.rsync_confined

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
	"message": sprintf("%s is served without a chroot", [module.path]),
	"resource": name,
	"observed": "use chroot = no",
	"expected": "use chroot = yes",
	"source": module.chroot.source,
}) if {
	some name, module in input.netservices.rsync.modules
	not module.chroot.value == true
}
