# METADATA
# title: The audit records are closed to others
# description: >-
#   They tell who did what and when, and they are evidence only while nobody
#   else can change them.
# custom:
#   id: audit-log-modes
#   controls: ["9.7.1", "12.1.3", "12.1.7"]
#   aspects: ["9.7.1/log-permissions-retention", "12.1.3/archive-permissions", "12.1.7/log-integrity"]
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
#       chown root /var/log/audit /var/log/audit/*; chmod 0750 /var/log/audit;
#       chmod 0600 /var/log/audit/* (0640 with log_group in auditd.conf).
#     command: ""
#   references: ["auditd.conf(5)", "chmod(1)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_log_modes

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_files[name] := file if {
	some name, file in input.audit.files
	file.kind == "log"
}

evidence contains report.evidence(
	sprintf("%s of the audit records looked at", [report.counted(count(_files), "file or folder", "files and folders")]),
	"/var/log/audit",
) if {
	count(_files) > 0
}

unknown contains "there are no audit records yet whose mode could be looked at" if {
	count(_files) == 0
}

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
	"expected": "no access for others",
	"source": name,
}) if {
	some name, file in _files
	file.others_read
	not file.others_write
}
