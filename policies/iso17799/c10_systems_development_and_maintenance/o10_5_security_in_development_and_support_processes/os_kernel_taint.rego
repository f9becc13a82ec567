# METADATA
# title: No code of unknown origin runs in the kernel
# description: >-
#   The kernel remembers when a module was loaded by force or without a valid signature.
#   Such code can hide files, processes and connections, and has every right there is.
# custom:
#   id: os-kernel-taint
#   controls: ["10.5.4"]
#   aspects: ["10.5.4/kernel-taint"]
#   severity: medium
#   needs: ["host.kernel.taint.flags", "host.kernel.taint.value", "host.kernel.taint.source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Find the module with "cat /proc/modules" (the letters in brackets at the end) and
#       modinfo. Remove it or have it signed with a key that the kernel trusts, then
#       restart: a taint stays until then.
#     command: ""
#   references: ["proc_sys_kernel(5)", "https://docs.kernel.org/admin-guide/tainted-kernels.html"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.os_kernel_taint

import data.lib.report
import data.params
import future.keywords.not

_taint := input.host.kernel.taint

_denied := {flag | some flag in _taint.flags; flag in params.os_denied_taints}

evidence contains report.evidence("the kernel is not tainted", _taint.source) if _taint.value == 0

evidence contains report.evidence(sprintf("kernel taint %d: %s", [_taint.value, report.list(_taint.flags)]), _taint.source) if {
	_taint.value > 0
}

violations contains report.violation({
	"message": sprintf("the kernel has run code of unknown origin: %s", [flag]),
	"resource": flag,
	"observed": sprintf("taint %d", [_taint.value]),
	"expected": sprintf("none of %s", [report.list(params.os_denied_taints)]),
	"source": _taint.source,
}) if {
	some flag in _denied
}
