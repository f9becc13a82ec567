# METADATA
# title: The audit daemon starts with the host
# description: >-
#   The kernel's audit trail records who changed accounts, time and logs, and it cannot
#   be switched off by an ordinary program. It is written down only while auditd runs.
# custom:
#   id: log-audit-enabled
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/auditd-equivalent-at-boot"]
#   severity: high
#   needs: ["services.starts", "services.starts[*].source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Install and enable it: "apt install auditd" (Debian, Ubuntu), "dnf install audit"
#       (RHEL, where it is the default), "zypper install audit && systemctl enable --now
#       auditd" (SUSE), "apk add audit && rc-update add auditd" (Alpine).
#     command: ""
#   references: ["auditd(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.log_audit_enabled

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

_found := services.started(service_products.audit, input.services.starts)

evidence contains report.evidence(sprintf("%s starts at boot", [product]), input.services.starts[name].source) if {
	some product, names in _found
	some name in names
}

evidence contains report.evidence(
	sprintf("%s, no audit daemon among them", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"/etc/systemd/system",
) if {
	count(_found) == 0
}

violations contains report.violation({
	"message": "no audit daemon starts with the host",
	"resource": "auditd",
	"observed": "none",
	"expected": sprintf("one of %s", [report.list(sort(object.keys(service_products.audit)))]),
}) if {
	count(_found) == 0
}
