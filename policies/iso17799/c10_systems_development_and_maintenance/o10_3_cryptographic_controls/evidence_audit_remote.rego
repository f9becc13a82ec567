# METADATA
# title: A copy of the audit records goes to another host
# description: >-
#   Root of this host can change what is on its disk, and so deny what was
#   done. A copy elsewhere, sent at once, cannot be taken back.
# custom:
#   id: evidence-audit-remote
#   controls: ["10.3.4", "12.1.7"]
#   aspects: ["10.3.4/remote-append-only-logs", "10.3.4/signed-audit-evidence", "12.1.7/remote-copy"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - 'audit.plugins'
#     - 'audit.plugins[*].active'
#     - 'audit.plugins[*].kind'
#     - 'audit.plugins[*].source'
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Install audispd-plugins (audit-audispd-plugins on SUSE), name the
#       server in /etc/audit/audisp-remote.conf with transport = KRB5, and set
#       active = yes in /etc/audit/plugins.d/au-remote.conf; or active = yes in
#       syslog.conf there where syslog is forwarded.
#     command: ""
#   references: ["audisp-remote.conf(5)", "auditd-plugins(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.evidence_audit_remote

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_sending := {name: plugin |
	some name, plugin in input.audit.plugins
	plugin.active
	plugin.kind in {"remote", "syslog", "zos"}
}

evidence contains report.evidence(sprintf("the plugin %s hands the records on", [name]), plugin.source) if {
	some name, plugin in _sending
}

evidence contains report.evidence(
	sprintf("%s, none hands the records on", [report.counted(count(input.audit.plugins), "plugin", "plugins")]),
	"/etc/audit/plugins.d",
) if {
	count(_sending) == 0
}

violations contains report.violation({
	"message": "the audit records stay on this host",
	"resource": "audit records",
	"observed": "no active plugin sends them",
	"expected": "au-remote or syslog active",
	"source": "/etc/audit/plugins.d",
}) if {
	count(_sending) == 0
}
