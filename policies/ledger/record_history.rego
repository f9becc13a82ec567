# METADATA
# title: The version control history confirms who approved a record, and when
# description: >-
#   Anybody can type a name. The history tells who changed the record last, whether
#   that change was signed, and whether it was made long after the date that it bears.
# custom:
#   id: record-history
#   judges: [attestation, waiver, applicability]
#   effect: refuse
#   remediation: Have the approver commit the record (git commit -S where signatures are asked for), under the e-mail address that people gives.
#   references: ["git-blame(1)", "git-log(1)", "ISO/IEC 17799:2000 10.3.4"]
package ledger.record_history

import data.lib.report

change := object.get(input.record, "change", {})

committed if object.get(change, "commit", "") != ""

author := lower(trim_space(object.get(change, "author_email", "")))

approver := lower(trim_space(object.get(object.get(input.record, "approver", {}), "email", "")))

signature := object.get(change, "signature", "none")

day := 86400000000000

late := floor((time.parse_rfc3339_ns(change.date) - time.parse_ns("2006-01-02", input.record.from)) / day)

problems contains "it is not committed" if {
	input.context.git
	not committed
}

problems contains "people gives no e-mail address of the approver, so the history cannot confirm the approval" if {
	input.context.git
	data.params.ledger_approver_commits
	approver == ""
}

problems contains sprintf("its last change is by %s, not by the approver", [object.get(change, "author_email", "nobody")]) if {
	input.context.git
	data.params.ledger_approver_commits
	committed
	approver != ""
	author != approver
}

problems contains "the signature of its last change is bad" if {
	input.context.git
	committed
	signature == "bad"
}

problems contains sprintf("its last change bears no good signature (%s)", [signature]) if {
	input.context.git
	data.params.ledger_signed_commits
	committed
	not signature in {"good", "bad"}
}

problems contains sprintf("it was committed %s after the date that it bears", [report.counted(late, "day", "days")]) if {
	input.context.git
	committed
	late > data.params.ledger_backdating_max_days
}

problems contains "the history does not tell when it was committed" if {
	input.context.git
	committed
	not late
}
