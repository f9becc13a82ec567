# METADATA
# title: A waiver names the ticket under which the fault is mended
# description: >-
#   A waiver buys time. Without a ticket nobody uses the time.
# custom:
#   id: waiver-ticketed
#   judges: [waiver]
#   effect: refuse
#   remediation: Open a ticket for the repair and name it.
#   references: ["ISO/IEC 17799:2000 8.1.2"]
package ledger.waiver_ticketed

problems contains "it names no ticket" if {
	data.params.ledger_ticket_required
	trim_space(object.get(input.record, "ticket", "")) == ""
}
