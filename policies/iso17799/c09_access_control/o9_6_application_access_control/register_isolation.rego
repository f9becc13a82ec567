# METADATA
# title: A host that the asset register classifies as sensitive runs one kind of workload
# description: >-
#   What is classified highest runs apart, so that a break-in into a neighbouring service ends at a
#   wall. Hosts of these classifications are taken for sensitive although nobody declared them so to
#   the scan; kinds of known services that start are counted.
# custom:
#   id: register-isolation
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/no-other-workloads-sensitive-host"]
#   severity: medium
#   scope:
#     - ledger.asset.classification
#     - ledger.asset.source
#   needs:
#     - services.starts
#     - "services.starts[*].source"
#   partial: convict
#   remediation:
#     text: >-
#       Move what does not belong to the host's purpose to another host, or turn it off with
#       "systemctl disable --now NAME" (OpenRC: "rc-update del NAME", "rc-service NAME stop"). Name the kinds
#       that belong together on it in sensitive_host_workloads; classes that ask for no isolation here go
#       out of register_sensitive_classifications.
#     command: ""
#   references: ["systemctl(1)", "ISO/IEC 17799:2000, 9.6.2"]
package iso17799.c09_access_control.o9_6_application_access_control.register_isolation

import data.lib.report
import data.lib.services
import data.params
import data.service_products
import future.keywords.not

not_applicable contains report.evidence(
	sprintf("the register classifies the host as %s, which asks for no isolation", [_class]),
	input.ledger.asset.source,
) if {
	_class != ""
	not _class in {lower(class) | some class in params.register_sensitive_classifications}
}

unknown contains "the register does not classify the host" if _class == ""

_class := trim_space(input.ledger.asset.classification)

_workloads := services.started(service_products.workloads, input.services.starts)

evidence contains report.evidence(
	sprintf("classified %s; %s, kinds of workload among them: %s", [
		_class,
		report.counted(count(input.services.starts), "unit or script starts", "units and scripts start"),
		_words,
	]),
	input.ledger.asset.source,
)

violations contains report.violation({
	"message": sprintf("%s on a host that the register classifies as %s", [kind, _class]),
	"resource": kind,
	"observed": sprintf("%s starts", [report.list(sort(names))]),
	"expected": _expected,
	"source": concat(" ", sort({input.services.starts[name].source | some name in names})),
}) if {
	_too_many
	some kind, names in _workloads
	not kind in params.sensitive_host_workloads
}

_too_many if count(params.sensitive_host_workloads) > 0

_too_many if count(_workloads) > 1

_words := report.list(sort(object.keys(_workloads))) if count(_workloads) > 0

_words := "none" if count(_workloads) == 0

_expected := "one kind of workload" if count(params.sensitive_host_workloads) == 0

_expected := report.list(params.sensitive_host_workloads) if count(params.sensitive_host_workloads) > 0
