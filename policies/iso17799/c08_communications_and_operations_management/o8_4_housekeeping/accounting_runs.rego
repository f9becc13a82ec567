# METADATA
# title: Process accounting that is installed is on
# description: >-
#   Accounting keeps who ran which program, when and for how long, below what a shell's
#   history can hide. Installed and not started it only looks as if it did.
# custom:
#   id: accounting-runs
#   controls: ["8.4.2", "9.7.1"]
#   aspects: ["8.4.2/process-accounting-audit-privileged-commands"]
#   severity: low
#   scope: ["logging.accounting.present.value", "logging.accounting.present.source"]
#   needs:
#     - logging.accounting
#     - services.starts
#     - "services.starts[*].source"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Debian: "systemctl enable --now acct". RHEL and SUSE: "systemctl enable --now psacct"
#       ("acct" on SUSE). Alpine: "rc-update add acct", "rc-service acct start". Or remove the
#       package where audit rules record commands.
#     command: ""
#   references: ["accton(8)", "acct(5)", "sa(8)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.accounting_runs

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

_accounting := input.logging.accounting

_found := services.started(service_products.accounting, input.services.starts)

not_applicable contains report.evidence("process accounting is not installed", _accounting.present.source) if {
	_accounting.present.value == false
}

evidence contains report.evidence(sprintf("%s starts at boot", [name]), input.services.starts[name].source) if {
	some names in _found
	some name in names
}

evidence contains report.evidence(sprintf("%s of records", [report.counted(_accounting.file.value, "byte", "bytes")]), _accounting.file.source)

violations contains report.violation({
	"message": "process accounting is installed and does not start",
	"resource": "accounting",
	"observed": sprintf("%s, none of accounting", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"expected": "acct or psacct",
	"source": _accounting.present.source,
}) if {
	_accounting.present.value
	count(_found) == 0
}

violations contains report.violation({
	"message": "process accounting starts and has no file to write to",
	"resource": "accounting file",
	"observed": "none",
	"expected": "/var/log/account/pacct or /var/account/pacct",
	"source": _accounting.present.source,
}) if {
	_accounting.present.value
	count(_found) > 0
	object.get(_accounting, "file", "") == ""
}
