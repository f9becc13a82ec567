# METADATA
# title: No hold or pin keeps a security fix out
# description: >-
#   A hold or a pin is meant to keep a program as it is. When it keeps a security fix out,
#   the reports say that nothing is pending while the hole stays open.
# custom:
#   id: package-blocked-fixes
#   controls: ["10.5.3", "10.5.2"]
#   aspects: ["10.5.3/held-forced-packages", "10.5.2/security-updates-pending"]
#   severity: high
#   needs:
#     - "packages.updates.security[*].blocked"
#     - "packages.updates.security[*].candidate"
#     - "packages.updates.security[*].installed"
#     - "packages.updates.security[*].source"
#     - "packages.indexes.refreshed.value"
#     - "packages.indexes.newest"
#   partial: convict
#   remediation:
#     text: >-
#       "apt-mark unhold NAME", or take the pin out of /etc/apt/preferences and
#       /etc/apt/preferences.d; then install the fix. A pin that has to stay can leave the
#       security archive out: Pin: release l=Debian-Security with a priority of 990.
#     command: ""
#   references: ["apt-mark(8)", "apt_preferences(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.package_blocked_fixes

import data.lib.packages
import data.lib.report
import data.params
import future.keywords.not

_security := input.packages.updates.security

_blocked := {name: u | some name, u in _security; u.blocked in {"hold", "pin"}}

evidence contains report.evidence(
	sprintf("%s pending, %d of them kept out by a hold or pin", [report.counted(count(_security), "security update", "security updates"), count(_blocked)]),
	input.packages.indexes.newest.source,
)

violations contains report.violation({
	"message": sprintf("the security update of %s to %s is kept out: %s", [name, u.candidate, packages.blocks[u.blocked]]),
	"resource": name,
	"observed": sprintf("%s, %s", [u.installed, u.blocked]),
	"expected": u.candidate,
	"source": u.source,
}) if {
	some name, u in _blocked
}

_list_age := packages.age_days(input.context.time_ns, input.packages.indexes.refreshed.value)

unknown contains sprintf("the package lists are %s old, so newer updates are not known", [report.counted(_list_age, "day", "days")]) if {
	_list_age > params.update_max_list_age_days
}
