# METADATA
# title: The audit configuration is closed to others
# description: >-
#   Who can change it decides what is recorded; who can read it learns what is
#   not. auditctl refuses rules that everybody may write.
# custom:
#   id: audit-config-modes
#   controls: ["12.3.1", "9.7.1"]
#   aspects: ["12.3.1/audit-configuration-immutable"]
#   severity: medium
#   scope: ["audit.present"]
#   needs:
#     - 'audit.files[*].kind'
#     - 'audit.files[*].others_write'
#     - 'audit.files[*].others_read'
#     - 'audit.files[*].mode'
#     - 'audit.files[*].owner'
#     - 'audit.files[*].folder'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       chown -R root:root /etc/audit; chmod 0640 on its files (auditd.conf,
#       audit.rules, rules.d/*.rules, plugins.d/*.conf).
#     command: ""
#   references: ["auditd.conf(5)", "chmod(1)"]
package iso17799.c12_compliance.o12_3_system_audit_considerations.audit_config_modes

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_files[name] := file if {
	some name, file in input.audit.files
	file.kind == "config"
}

evidence contains report.evidence(
	sprintf("%s of the audit configuration looked at", [report.counted(count(_files), "file or folder", "files and folders")]),
	"/etc/audit",
)

violations contains report.violation({
	"message": sprintf("somebody other than root may change %s", [name]),
	"resource": name,
	"observed": sprintf("mode %s, owner %d", [file.mode, file.owner]),
	"expected": "changed by root only",
	"source": name,
}) if {
	some name, file in _files
	file.others_write
}

violations contains report.violation({
	"message": sprintf("everybody may read %s", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [file.mode]),
	"expected": "mode 0640 or stricter",
	"source": name,
}) if {
	some name, file in _files
	file.others_read
	not file.others_write
	not file.folder
}
