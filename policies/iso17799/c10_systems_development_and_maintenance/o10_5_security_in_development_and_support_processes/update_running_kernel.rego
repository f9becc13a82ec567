# METADATA
# title: The newest installed kernel is the one that runs
# description: >-
#   Installing a kernel closes no hole until it is started, and an older one that is started
#   by mistake opens them again.
# custom:
#   id: update-running-kernel
#   controls: ["10.5.2"]
#   aspects: ["10.5.2/running-kernel-newest-installed"]
#   severity: medium
#   scope: ["packages.kernel.installed", "packages.manager"]
#   needs: ["packages.kernel.current", "packages.kernel.newest", "packages.kernel.running.value", "packages.kernel.running.source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Restart into the newest kernel. If another one comes up, correct the default entry:
#       GRUB_DEFAULT in /etc/default/grub and update-grub (Debian, Ubuntu), "grubby --set-
#       default" (RHEL, Fedora), "grub2-set-default" (SUSE).
#     command: ""
#   references: ["uname(1)", "grubby(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.update_running_kernel

import data.lib.report
import future.keywords.not

_kernel := input.packages.kernel

not_applicable contains report.evidence("no kernel is installed as a package", input.packages.manager.source) if {
	count(input.packages.kernel.installed) == 0
}

evidence contains report.evidence(
	sprintf("running %s, newest installed %s", [_kernel.running.value, _kernel.newest]),
	_kernel.running.source,
)

violations contains report.violation({
	"message": sprintf("kernel %s runs, and %s is installed", [_kernel.running.value, _kernel.newest]),
	"resource": "kernel",
	"observed": _kernel.running.value,
	"expected": _kernel.newest,
	"source": _kernel.running.source,
}) if {
	_kernel.current == false
}
