# METADATA
# title: A host that is declared sensitive runs nothing beside its own work
# description: >-
#   Each further workload on a host is another way in, and its administrators reach the sensitive
#   data too. Only people know which hosts are sensitive; on those that they name, kinds of
#   service beyond the one that the host is for are counted, units written on the host itself
#   included.
# custom:
#   id: isolation-workloads
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/no-other-workloads-sensitive-host"]
#   severity: medium
#   scope: ["host.os.id", "host.os.source"]
#   needs:
#     - services.starts
#     - "services.starts[*].source"
#     - "services.units[*].source"
#   partial: convict
#   remediation:
#     text: >-
#       Move what does not belong to the host's purpose to another host, or turn it off with
#       "systemctl disable --now NAME" (OpenRC: "rc-update del NAME", "rc-service NAME stop").
#       State the workloads that do belong in the parameter sensitive_host_workloads.
#     command: ""
#   references: ["systemctl(1)"]
package iso17799.c09_access_control.o9_6_application_access_control.isolation_workloads

import data.lib.report
import data.lib.services
import data.params
import data.service_products
import future.keywords.not

not_applicable contains report.evidence(
	sprintf("a %s host that is not declared sensitive (parameter sensitive_host is false)", [input.host.os.id]),
	input.host.os.source,
) if {
	params.sensitive_host == false
}

_kinds := services.started(service_products.workloads, input.services.starts)

# What starts from a unit that was written on this host and is of no known kind is a
# workload of its own.
_own := {name: {name} |
	some name, _ in input.services.starts
	unit := input.services.units[name]
	startswith(unit.source, "/etc/systemd/system/")
	endswith(name, ".service")
	not name in _known
	not name in params.sensitive_host_base_units
}

_known := {name | some names in _kinds; some name in names}

_workloads := object.union(_kinds, _own)

evidence contains report.evidence(sprintf("workloads that start: %s", [_words]), source) if {
	some names in _workloads
	some name in names
	source := input.services.starts[name].source
}

evidence contains report.evidence(
	sprintf("%s, no known workload among them", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"/etc/systemd/system",
) if {
	count(_workloads) == 0
}

_words := report.list(sort(object.keys(_workloads)))

violations contains report.violation({
	"message": sprintf("%s on a sensitive host", [kind]),
	"resource": kind,
	"observed": sprintf("%s starts", [report.list(sort(names))]),
	"expected": _expected,
	"source": concat(" ", sort({input.services.starts[name].source | some name in names})),
}) if {
	params.sensitive_host == true
	_too_many
	some kind, names in _workloads
	not kind in params.sensitive_host_workloads
}

_too_many if count(params.sensitive_host_workloads) > 0

_too_many if count(_workloads) > 1

_expected := "one workload" if count(params.sensitive_host_workloads) == 0

_expected := report.list(params.sensitive_host_workloads) if count(params.sensitive_host_workloads) > 0
