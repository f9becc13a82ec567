# METADATA
# title: The package lists are up to date
# description: >-
#   A host knows of an update only through its package lists. On old lists "nothing is
#   pending" means nothing.
# custom:
#   id: update-lists-fresh
#   controls: ["10.5.2", "10.4.1"]
#   aspects: ["10.5.2/updates-pending-their-age"]
#   severity: medium
#   needs: ["packages.indexes.refreshed.value", "packages.indexes.refreshed.source"]
#   remediation:
#     text: >-
#       Refresh them daily: APT::Periodic::Update-Package-Lists "1"; in
#       /etc/apt/apt.conf.d/20auto-upgrades and an enabled apt-daily.timer (Debian, Ubuntu);
#       dnf-makecache.timer (RHEL, Fedora); "zypper refresh" or "apk update" from cron
#       (SUSE, Alpine).
#     command: ""
#   references: ["apt.conf(5)", "dnf.conf(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.update_lists_fresh

import data.lib.packages
import data.lib.report
import data.params
import future.keywords.not

_refreshed := input.packages.indexes.refreshed

_age := packages.age_days(input.context.time_ns, _refreshed.value)

evidence contains report.evidence(sprintf("package lists of %s, %s old", [_refreshed.value, report.counted(_age, "day", "days")]), _refreshed.source)

violations contains report.violation({
	"message": sprintf("the package lists were last refreshed %s ago", [report.counted(_age, "day", "days")]),
	"resource": "package lists",
	"observed": report.counted(_age, "day", "days"),
	"expected": sprintf("at most %s", [report.counted(params.update_max_list_age_days, "day", "days")]),
	"source": _refreshed.source,
}) if {
	_age > params.update_max_list_age_days
}
