# METADATA
# title: The journal is not deleted before its time
# description: >-
#   A limit in time deletes the journal although there is room for it.
# custom:
#   id: evidence-journal-retention
#   controls: ["12.1.3", "8.4.3"]
#   aspects: ["12.1.3/log-record-retention", "8.4.3/retention"]
#   severity: low
#   needs:
#     - 'logging.journal.retention_days.value'
#     - 'logging.journal.retention_days.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Take MaxRetentionSec= out of journald.conf and its drop-ins, or raise
#       it, and restart systemd-journald.
#     command: ""
#   references: ["journald.conf(5)"]
package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.evidence_journal_retention

import data.lib.report
import data.params
import future.keywords.not

_days := input.logging.journal.retention_days

_limit := "no limit of age" if _days.value < 0

else := sprintf("kept for %s", [report.counted(_days.value, "day", "days")])

evidence contains report.evidence(_limit, _days.source)

violations contains report.violation({
	"message": sprintf("the journal is deleted after %s", [report.counted(_days.value, "day", "days")]),
	"resource": "journal",
	"observed": report.counted(_days.value, "day", "days"),
	"expected": sprintf("at least %s, or no limit", [report.counted(params.logging_min_retention_days, "day", "days")]),
	"source": _days.source,
}) if {
	_days.value >= 0
	_days.value < params.logging_min_retention_days
}
