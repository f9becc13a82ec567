# METADATA
# title: Published updates are installed in time
# description: >-
#   An update corrects a fault that the vendor has admitted. The package lists tell a date
#   by which each was published; one that has waited for weeks since then was overlooked.
# custom:
#   id: update-pending-age
#   controls: ["10.5.2"]
#   aspects: ["10.5.2/updates-pending-their-age"]
#   severity: medium
#   needs:
#     - "packages.updates.pending[*].installed"
#     - "packages.updates.pending[*].candidate"
#     - "packages.updates.pending[*].blocked"
#     - "packages.updates.pending[*].source"
#     - "packages.updates.pending[*].known"
#     - "packages.indexes.refreshed.value"
#     - "packages.indexes.newest"
#   partial: convict
#   remediation:
#     text: >-
#       Install updates on a fixed day: "apt-get upgrade" (Debian, Ubuntu), "dnf upgrade"
#       (RHEL, Fedora), "zypper update" (SUSE), "apk upgrade" (Alpine). A package that has
#       to stay as it is belongs on hold, with a reason, and in package_allowed_holds.
#     command: ""
#   references: ["apt-get(8)", "dnf(8)", "zypper(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.update_pending_age

import data.lib.packages
import data.lib.report
import data.params
import future.keywords.not

_pending := input.packages.updates.pending

_newest := input.packages.indexes.newest

_ages[name] := packages.age_days(input.context.time_ns, update.known) if some name, update in _pending

evidence contains report.evidence(
	sprintf("%s pending, %d of them published more than %s ago", [
		report.counted(count(_pending), "update", "updates"),
		count(_late),
		report.counted(params.update_max_pending_days, "day", "days"),
	]),
	_newest.source,
)

_late[name] := age if {
	some name, age in _ages
	age > params.update_max_pending_days
	_pending[name].blocked != "phased"
	not _allowed(name)
}

_allowed(name) if {
	_pending[name].blocked == "hold"
	name in params.package_allowed_holds
}

violations contains report.violation({
	"message": sprintf("%s %s has been out for at least %s", [name, _pending[name].candidate, report.counted(age, "day", "days")]),
	"resource": name,
	"observed": _pending[name].installed,
	"expected": sprintf("%s within %s", [_pending[name].candidate, report.counted(params.update_max_pending_days, "day", "days")]),
	"source": _pending[name].source,
}) if {
	some name, age in _late
}

_list_age := packages.age_days(input.context.time_ns, input.packages.indexes.refreshed.value)

unknown contains sprintf("the package lists are %s old, so newer updates are not known", [report.counted(_list_age, "day", "days")]) if {
	_list_age > params.update_max_list_age_days
}
