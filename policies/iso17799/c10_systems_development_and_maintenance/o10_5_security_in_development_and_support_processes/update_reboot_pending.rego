# METADATA
# title: No restart is due after an update
# description: >-
#   A new kernel, C library or TLS library protects only what was started after it. Until
#   the restart the old code, with its holes, goes on running.
# custom:
#   id: update-reboot-pending
#   controls: ["10.5.2", "8.2.2"]
#   aspects: ["10.5.2/reboot-pending", "8.2.2/reboot-pending"]
#   severity: medium
#   needs: ["packages.reboot.flag.value", "packages.reboot.flag.source", "packages.reboot.boot", "packages.reboot.core", "packages.reboot.packages"]
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Restart the host in the next maintenance window.
#     command: ""
#   references: ["needs-restarting(1)", "reboot(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.update_reboot_pending

import data.lib.report
import future.keywords.not

_reboot := input.packages.reboot

evidence contains report.evidence(
	sprintf("running since %s; %s installed before that; no restart asked for", [
		_reboot.boot,
		report.counted(count(_reboot.core) - count(_newer), "core package", "core packages"),
	]),
	_reboot.flag.source,
) if {
	count(_reboot.core) > 0
}

_newer[name] := at if {
	some name, at in _reboot.core
	time.parse_rfc3339_ns(at) > time.parse_rfc3339_ns(_reboot.boot)
}

_asked := sprintf("asked for by %s", [report.list(_reboot.packages)]) if count(_reboot.packages) > 0

_asked := "restart required" if count(_reboot.packages) == 0

violations contains report.violation({
	"message": "a restart was asked for after an update",
	"resource": "host",
	"observed": _asked,
	"expected": "no pending restart",
	"source": _reboot.flag.source,
}) if {
	_reboot.flag.value
}

violations contains report.violation({
	"message": sprintf("%s was updated after the host was started", [name]),
	"resource": name,
	"observed": sprintf("installed %s", [at]),
	"expected": sprintf("a start after that; it was %s", [_reboot.boot]),
	"source": "system: boot time",
}) if {
	some name, at in _newer
}
