# METADATA
# title: No security update waits to be installed
# description: >-
#   A published fix tells everybody where the hole is. Until it is installed the host is
#   open to attacks that need no skill.
# custom:
#   id: update-security-pending
#   controls: ["10.5.2", "10.4.1"]
#   aspects: ["10.5.2/security-updates-pending"]
#   severity: high
#   needs:
#     - "packages.updates.security[*].installed"
#     - "packages.updates.security[*].candidate"
#     - "packages.updates.security[*].blocked"
#     - "packages.updates.security[*].source"
#     - "packages.indexes.refreshed.value"
#     - "packages.indexes.newest"
#   partial: convict
#   remediation:
#     text: >-
#       Install them: "apt-get update && apt-get upgrade" (Debian, Ubuntu), "dnf upgrade
#       --security" (RHEL, Fedora), "zypper patch --category security" (SUSE). Where a hold
#       or pin keeps a fix back, take it out or record who answers for the risk.
#     command: ""
#   references: ["apt-get(8)", "dnf(8)", "zypper(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.update_security_pending

import data.lib.packages
import data.lib.report
import data.params
import future.keywords.not

_pending := input.packages.updates.security

_newest := input.packages.indexes.newest

evidence contains report.evidence(
	sprintf("%s pending by package lists of %s", [report.counted(count(_pending), "security update", "security updates"), _newest.value]),
	_newest.source,
)

_kept_back(update) := sprintf("; %s", [packages.blocks[update.blocked]]) if update.blocked != ""

_kept_back(update) := "" if update.blocked == ""

violations contains report.violation({
	"message": sprintf("a security update of %s is not installed: %s%s", [name, update.candidate, _kept_back(update)]),
	"resource": name,
	"observed": update.installed,
	"expected": sprintf("%s or newer", [update.candidate]),
	"source": update.source,
}) if {
	some name, update in _pending
}

_list_age := packages.age_days(input.context.time_ns, input.packages.indexes.refreshed.value)

unknown contains sprintf("the package lists are %s old, so newer updates are not known", [report.counted(_list_age, "day", "days")]) if {
	_list_age > params.update_max_list_age_days
}
