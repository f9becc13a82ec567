# METADATA
# title: The asset register classifies the host
# description: >-
#   The classification tells an administrator at a glance which hosts must have disk encryption or
#   tighter access. A class outside the organisation's scheme tells nothing.
# custom:
#   id: register-classification
#   controls: ["5.1.1", "5.2.1"]
#   aspects: ["5.1.1/classification"]
#   severity: medium
#   needs:
#     - ledger.asset.id
#     - ledger.asset.classification
#     - ledger.asset.source
#   remediation:
#     text: >-
#       Write the class of the most sensitive information on the host as "classification" of its entry in
#       the ledger. Where the organisation's scheme has other names, list them in the parameter
#       register_classifications.
#     command: ""
#   references: ["ISO/IEC 17799:2000, 5.1.1", "ISO/IEC 17799:2000, 5.2.1"]
package iso17799.c05_asset_classification_and_control.o5_1_accountability_for_assets.register_classification

import data.lib.register
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(sprintf("%s is classified %s", [_asset.id, _asset.classification]), _asset.source) if {
	not register.blank(_asset.classification)
}

violations contains report.violation({
	"message": sprintf("the entry %s gives no classification", [_asset.id]),
	"resource": "classification",
	"observed": "no classification",
	"expected": _expected,
	"source": _asset.source,
}) if {
	register.blank(_asset.classification)
}

violations contains report.violation({
	"message": sprintf("%s is classified %s, which is none of the scheme's classes", [_asset.id, _asset.classification]),
	"resource": "classification",
	"observed": _asset.classification,
	"expected": _expected,
	"source": _asset.source,
}) if {
	count(_allowed) > 0
	not register.blank(_asset.classification)
	not lower(trim_space(_asset.classification)) in _allowed
}

_asset := input.ledger.asset

_allowed := {lower(class) | some class in params.register_classifications}

_expected := sprintf("one of %s", [report.list(params.register_classifications)]) if count(_allowed) > 0

_expected := "a classification" if count(_allowed) == 0
