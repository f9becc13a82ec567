# METADATA
# title: A waiver reaches no further than it may
# description: >-
#   A waiver for everything switches a rule off. What is grave is borne host by
#   host, with a name under each.
# custom:
#   id: waiver-scope-limited
#   judges: [waiver]
#   effect: refuse
#   remediation: Name the hosts one by one, and waive a rule or single objects instead of a control.
#   references: ["ISO/IEC 17799:2000 12.2.1"]
package ledger.waiver_scope_limited

severity := object.get(input.record, "severity", "critical")

problems contains sprintf("what is of severity %s may be waived only for hosts given by name", [severity]) if {
	severity in data.params.ledger_waiver_named_hosts
	object.get(object.get(input.record, "scope", {}), "exact", false) != true
}

problems contains "a whole control may not be waived, only a rule" if {
	data.params.ledger_waiver_whole_control != true
	not "rule" in object.keys(input.record)
}
