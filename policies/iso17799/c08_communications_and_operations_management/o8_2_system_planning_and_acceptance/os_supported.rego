# METADATA
# title: The operating system still gets security updates
# description: >-
#   A flaw that is found after the end of support stays open for good, and attack tools
#   for old releases are there for everyone. Whether a release is supported is looked up
#   for the day of the assessment, from a table of vendors' dates.
# custom:
#   id: os-supported
#   controls: ["8.2.2", "10.4.1"]
#   aspects: ["8.2.2/os-release-supported"]
#   severity: high
#   needs: ["host.os", "host.os.id", "host.os.source"]
#   remediation:
#     text: >-
#       Move to a release that is supported: on Debian and Ubuntu change the release in
#       /etc/apt/sources.list and run "apt full-upgrade" (or do-release-upgrade), on RHEL
#       and its relatives use leapp or ELevate, on SUSE "zypper migration", on Alpine
#       change /etc/apk/repositories and run "apk upgrade --available". Where a contract
#       for extended updates covers this host, add "paid" to os_support_tiers.
#     command: ""
#   references: ["os-release(5)"]
package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.os_supported

import data.lib.hostinfo
import data.lib.report
import data.os_support
import data.params
import future.keywords.not

_os := input.host.os

_ends := hostinfo.ends(_os, os_support, params.os_support_tiers)

_rolling if _os.id in os_support.rolling

_end_ns := hostinfo.day_ns(_ends)

evidence contains report.evidence(sprintf("%s, updates until %s (%s)", [hostinfo.label(_os), _ends, _tier]), _os.source) if {
	not _rolling
}

evidence contains report.evidence(sprintf("%s, a rolling release", [hostinfo.label(_os)]), _os.source) if _rolling

violations contains report.violation({
	"message": sprintf("%s gets no more security updates since %s", [hostinfo.label(_os), _ends]),
	"resource": _os.id,
	"observed": sprintf("supported until %s", [_ends]),
	"expected": sprintf("supported (%s) on the day of the assessment", [concat(", ", params.os_support_tiers)]),
	"source": _os.source,
}) if {
	not _rolling
	_end_ns <= input.context.time_ns
}

unknown contains sprintf("%s is not in the table of support dates and states no SUPPORT_END", [hostinfo.label(_os)]) if {
	not _rolling
	not _ends
}

_tier := hostinfo.tier(_os, os_support, _ends)
