# METADATA
# title: Process accounting is installed
# description: >-
#   Where it has to be shown afterwards what every account did, the kernel's own
#   accounting holds each program that ended, whatever started it.
# custom:
#   id: accounting-installed
#   controls: ["8.4.2"]
#   aspects: ["8.4.2/process-accounting-audit-privileged-commands"]
#   severity: low
#   needs: ["logging.accounting.present.value", "logging.accounting.present.source"]
#   roles: ["server", "workstation"]
#   profile: strict
#   remediation:
#     text: >-
#       Debian: "apt-get install acct". RHEL: "dnf install psacct". SUSE: "zypper install
#       acct". Alpine: "apk add acct". Then enable its service.
#     command: ""
#   references: ["accton(8)", "lastcomm(1)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.accounting_installed

import data.lib.report
import future.keywords.not

_present := input.logging.accounting.present

evidence contains report.evidence(sprintf("accton installed: %v", [_present.value]), _present.source)

violations contains report.violation({
	"message": "process accounting is not installed",
	"resource": "accounting",
	"observed": "no accton",
	"expected": "the package acct or psacct",
	"source": _present.source,
}) if {
	_present.value == false
}
