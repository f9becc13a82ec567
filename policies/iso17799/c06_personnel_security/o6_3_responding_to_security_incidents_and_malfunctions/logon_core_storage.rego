# METADATA
# title: systemd keeps no memory of crashed programs
# description: >-
#   systemd-coredump stores each dump below /var/lib/systemd/coredump, and its owner can read it,
#   until somebody turns that off.
# custom:
#   id: logon-core-storage
#   controls: ["6.3.3", "9.6.1"]
#   aspects: ["6.3.3/crash-capture-configured-safely"]
#   severity: low
#   scope:
#     - 'logon.core.systemd'
#   needs:
#     - 'logon.core.storage.value'
#     - 'logon.core.storage.source'
#   remediation:
#     text: >-
#       Set Storage=none and ProcessSizeMax=0 in a file of /etc/systemd/coredump.conf.d; the journal
#       then still tells that and where a program crashed.
#     command: ""
#   references: ["coredump.conf(5)", "systemd-coredump(8)"]
package iso17799.c06_personnel_security.o6_3_responding_to_security_incidents_and_malfunctions.logon_core_storage

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("systemd-coredump is not installed", input.logon.core.systemd.source) if {
	input.logon.core.systemd.value == false
}

_storage := input.logon.core.storage

evidence contains report.evidence(sprintf("Storage=%s", [_storage.value]), _storage.source)

violations contains report.violation({
	"message": sprintf("core dumps are kept: Storage=%s", [_storage.value]),
	"resource": "coredump.conf",
	"observed": _storage.value,
	"expected": "none",
	"source": _storage.source,
}) if {
	_storage.value != "none"
}
