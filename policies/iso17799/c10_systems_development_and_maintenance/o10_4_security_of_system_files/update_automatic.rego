# METADATA
# title: Updates install themselves
# description: >-
#   Fixes that wait for a person wait for weekends and holidays too. A host that refreshes
#   its package lists and installs updates every night closes holes in hours.
# custom:
#   id: update-automatic
#   controls: ["10.4.1", "10.5.2"]
#   aspects: ["10.4.1/automatic-install-updates", "10.5.2/security-updates-pending"]
#   severity: medium
#   needs: ["packages.automatic.mechanisms", "packages.automatic.looked", "packages.manager"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Debian, Ubuntu: install unattended-upgrades, set APT::Periodic::Update-Package-Lists
#       "1"; and APT::Periodic::Unattended-Upgrade "1"; in /etc/apt/apt.conf.d/20auto-
#       upgrades, and enable apt-daily.timer and apt-daily-upgrade.timer. RHEL, Fedora:
#       install dnf-automatic, set apply_updates = yes in /etc/dnf/automatic.conf and enable
#       dnf-automatic.timer. SUSE: enable os-update.timer or transactional-update.timer.
#       Alpine: run "apk -U upgrade" from /etc/periodic/daily.
#     command: ""
#   references: ["unattended-upgrade(8)", "apt.conf(5)", "dnf-automatic(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.update_automatic

import data.lib.report
import future.keywords.not

_all := input.packages.automatic.mechanisms

_set_up := {name | some name, m in _all; m.installed; m.applies}

_in_force := {name | some name in _set_up; _all[name].scheduled == "enabled"}

# Set up, but what would run it is not among the files that were seen.
_unseen := {name | some name in _set_up; _all[name].scheduled == "absent"}

evidence contains report.evidence(sprintf("%s: %s", [name, _all[name].why]), _source(_all[name])) if some name in _in_force

evidence contains report.evidence(
	sprintf("looked for %s", [report.list(input.packages.automatic.looked)]),
	input.packages.manager.source,
) if {
	count(_in_force) == 0
}

_source(m) := m.sources[0] if count(m.sources) > 0

_source(m) := input.packages.manager.source if count(m.sources) == 0

unknown contains sprintf("%s is set up, but no timer or job that would run it was found", [name]) if {
	count(_in_force) == 0
	some name in _unseen
}

_found := report.list(sort([m.why | some m in _all])) if count(_all) > 0

_found := sprintf("none of %s", [report.list(input.packages.automatic.looked)]) if count(_all) == 0

violations contains report.violation({
	"message": "updates are not installed by themselves",
	"resource": "automatic updates",
	"observed": _found,
	"expected": "a means that installs updates on a schedule",
	"source": input.packages.manager.source,
}) if {
	count(_in_force) == 0
	count(_unseen) == 0
}

violations contains report.violation({
	"message": sprintf("%s installs updates, but the package lists are not refreshed", [name]),
	"resource": "package lists",
	"observed": "not refreshed on a schedule",
	"expected": "refreshed daily",
	"source": _source(_all[name]),
}) if {
	some name in _in_force
	not _refreshed
}

_refreshed if {
	some name in _in_force
	_all[name].refreshes
}
