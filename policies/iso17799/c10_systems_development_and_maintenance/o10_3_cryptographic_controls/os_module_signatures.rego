# METADATA
# title: The kernel loads only signed modules
# description: >-
#   Whoever becomes root can load a module and with it hide for good. A kernel that asks
#   for a signature on every module, or loads none any more, closes that way.
# custom:
#   id: os-module-signatures
#   controls: ["10.3.3"]
#   aspects: ["10.3.3/module-signatures"]
#   severity: low
#   needs: ["host.kernel.modules.value", "host.kernel.modules.source"]
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Add "module.sig_enforce=1" (or "lockdown=integrity") to the kernel's arguments:
#       GRUB_CMDLINE_LINUX in /etc/default/grub and update-grub (Debian, Ubuntu) or
#       grub2-mkconfig (SUSE), grubby --args on RHEL. Secure Boot does the same on most
#       distributions. Sign modules of your own first.
#     command: ""
#   references: ["kernel_lockdown(7)", "https://docs.kernel.org/admin-guide/module-signing.html"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.os_module_signatures

import data.lib.report
import future.keywords.not

_modules := input.host.kernel.modules

evidence contains report.evidence(sprintf("modules that load: %s", [_modules.value]), _modules.source)

violations contains report.violation({
	"message": "the kernel loads modules without a signature",
	"resource": "kernel modules",
	"observed": _modules.value,
	"expected": "signed or none",
	"source": _modules.source,
}) if {
	not _modules.value in {"signed", "none"}
}
