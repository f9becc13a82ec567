# METADATA
# title: No boot entry starts the kernel with arguments that open the host
# description: >-
#   What stands in the boot loader's menu counts at the next start: with init=/bin/sh a root shell
#   comes up instead of the system, with norandmaps or mitigations=off a safeguard is gone for good.
#   The command line of the running kernel tells nothing of it.
# custom:
#   id: os-boot-entries
#   controls: ["9.5.1", "9.5.5", "7.2.1"]
#   aspects: ["9.5.1/console-restrictions"]
#   severity: high
#   needs:
#     - 'host.kernel.boot_entries[*].args'
#     - 'host.kernel.boot_entries[*].source'
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Take the argument out of GRUB_CMDLINE_LINUX in /etc/default/grub and of the files that the
#       finding names, and run update-grub (Debian, Ubuntu) or grub2-mkconfig -o
#       /boot/grub2/grub.cfg (SUSE); on RHEL use grubby --update-kernel=ALL --remove-args=ARGUMENT.
#     command: ""
#   references: ["bootparam(7)", "kernel-command-line(7)", "GRUB manual, linux"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.os_boot_entries

import data.lib.hostinfo
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %d of them with denied arguments", [report.counted(count(input.host.kernel.boot_entries), "boot entry", "boot entries"), count(_denied)]),
	entry.source,
) if {
	entry := input.host.kernel.boot_entries[min(object.keys(input.host.kernel.boot_entries))]
}

_denied[name] contains arg if {
	some name, entry in input.host.kernel.boot_entries
	some arg in entry.args
	hostinfo.denied_argument(arg, params.os_denied_boot_arguments)
}

violations contains report.violation({
	"message": sprintf("a boot entry starts the kernel with %s", [arg]),
	"resource": name,
	"observed": arg,
	"expected": "not there",
	"source": input.host.kernel.boot_entries[name].source,
}) if {
	some name, arguments in _denied
	some arg in arguments
}

unknown contains "no configuration of a boot loader was found" if count(input.host.kernel.boot_entries) == 0
