# METADATA
# title: The host is what the asset register says it is
# description: >-
#   A server that turns out to be a laptop, or a machine that became a container, means that the
#   entry is out of date or that another machine took the name. What the register says is then not
#   true of this host, and thresholds that go by the role are the wrong ones.
# custom:
#   id: register-role
#   controls: ["5.1.1"]
#   aspects: ["5.1.1/drift-between-register-facts"]
#   severity: medium
#   scope:
#     - ledger.asset.role
#     - ledger.asset.source
#   needs:
#     - host.role.value
#     - host.role.source
#   remediation:
#     text: >-
#       Look at the machine. Correct "role" in its entry of the ledger, or give a new machine that took the
#       name an entry of its own. Where the host was taken for something that it is not, scan it with
#       "--role".
#     command: ""
#   references: ["ISO/IEC 17799:2000, 5.1.1"]
package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_role

import data.lib.report
import future.keywords.not

# The role "other" is of kinds that no scan tells apart.
not_applicable contains report.evidence("the register says role other, which no host is taken for", input.ledger.asset.source) if {
	_registered == "other"
}

unknown contains "the entry gives no role to compare with" if _registered == ""

unknown contains "files at rest show no sign of what kind of machine they are for; give it with --role" if not _told

evidence contains report.evidence(sprintf("the register says %s", [_registered]), input.ledger.asset.source) if {
	_registered != ""
}

# The role may have been given to the scan; the sign shows what the host told.
evidence contains report.evidence(
	sprintf("judged as a %s; the host looks like a %s", [input.context.role, input.host.role.value]),
	input.host.role.source,
)

violations contains report.violation({
	"message": sprintf("the register says %s, and the host is a %s", [_registered, input.context.role]),
	"resource": "role",
	"observed": sprintf("%s (%s)", [input.context.role, input.host.role.source]),
	"expected": _registered,
	"source": input.ledger.asset.source,
}) if {
	_told
	not _registered in {"", "other"}
	_registered != input.context.role
}

_registered := input.ledger.asset.role

# On a running host no sign of a container, laptop or desktop is a sign of a
# server; in files alone it is none.
_told if input.context.target.running

_told if not startswith(input.host.role.source, "default:")

# Given to the scan.
_told if input.context.role != input.host.role.value
