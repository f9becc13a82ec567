# METADATA
# title: Only root can change the configuration of SSH
# description: >-
#   Who can write a file of the configuration, or a folder above it,
#   decides who may log on and how.
# custom:
#   id: ssh-config-permissions
#   controls: ["9.6.1", "9.4.3"]
#   aspects: ["9.6.1/permissions-identity-files"]
#   severity: high
#   scope: ["sshd.present"]
#   needs: ["sshd.config_files"]
#   partial: convict
#   remediation:
#     text: >-
#       Run "chown root:root" and "chmod go-w" on the file or folder, for
#       example "chmod 600 /etc/ssh/sshd_config".
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_6_application_access_control.ssh_config_permissions

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains report.evidence(sprintf("mode %s, owner %d", [object.get(file, "mode", "not seen"), file.owner]), path) if {
	some path, file in input.sshd.config_files
}

violations contains report.violation({
	"message": sprintf("%s may write a file of the configuration of SSH", [who]),
	"resource": path,
	"observed": sprintf("mode %s, owner %d", [object.get(file, "mode", "not seen"), object.get(file, "owner", -1)]),
	"expected": "owner root, writable by the owner only",
	"source": path,
}) if {
	some path, file in input.sshd.config_files
	some who in _others(file)
}

violations contains report.violation({
	"message": "others may write a folder that leads to the configuration of SSH",
	"resource": folder,
	"observed": "not root's, or writable by group or others",
	"expected": "owner root, writable by the owner only",
	"source": path,
}) if {
	some path, file in input.sshd.config_files
	some folder in object.get(file, "parents_writable", ["folders that were not seen"])
}

_others(file) := {who |
	some who, open in {
		"another account": object.get(file, "owner", -1) != 0,
		"everyone": object.get(file, "world_writable", true),
		"a group": _group(file),
	}
	open
}

default _group(_) := false

# The group root is no one else.
_group(file) if {
	object.get(file, "group_writable", true)
	object.get(file, "group", -1) != 0
}
