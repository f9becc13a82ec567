# METADATA
# title: A record says everything that it must
# description: >-
#   A record without a named owner, an approver, dates or a reason cannot be
#   followed up by anybody, so it carries no weight.
# custom:
#   id: record-complete
#   judges: [attestation, waiver, applicability]
#   effect: refuse
#   remediation: Add what is missing; isoscan ledger lint names the line.
#   references: ["ISO/IEC 17799:2000 12.2.1"]
package ledger.record_complete

always := {"known", "statement", "owner", "approver", "from", "until", "days", "age_days", "scope"}

required["attestation"] := always | {"control"}

# A waiver for a rule has the rule's control, if there is such a rule.
required["waiver"] := always

required["applicability"] := always | {"control", "applicable"}

problems contains sprintf("%s is missing", [key]) if {
	some key in required[input.record.kind]
	not key in object.keys(input.record)
}

# A number that cannot be compared would keep other rules silent.
problems contains sprintf("%s is no number", [key]) if {
	some key in {"days", "age_days"}
	not is_number(object.get(input.record, key, ""))
}

problems contains sprintf("%s names nobody", [role]) if {
	some role in {"owner", "approver"}
	object.get(object.get(input.record, role, {}), "id", "") == ""
}

problems contains "the scope takes in nothing" if {
	scope := object.get(input.record, "scope", {})
	object.get(scope, "all", false) != true
	count(object.get(scope, "hosts", [])) == 0
	count(object.get(scope, "labels", {})) == 0
}
