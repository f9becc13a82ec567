# METADATA
# title: The kernel was started without arguments that open the host
# description: >-
#   Arguments such as systemd.debug_shell or init=/bin/sh give a root shell without a
#   log-on; audit=0, mitigations=off or apparmor=0 take safeguards away for as long as
#   the host runs.
# custom:
#   id: os-boot-arguments
#   controls: ["9.5.1"]
#   aspects: ["9.5.1/console-restrictions"]
#   severity: high
#   needs: ["host.kernel.command_line.args", "host.kernel.command_line.source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Take the argument out of GRUB_CMDLINE_LINUX in /etc/default/grub and run update-
#       grub (Debian, Ubuntu) or grub2-mkconfig -o /boot/grub2/grub.cfg (SUSE); on RHEL
#       use grubby --remove-args; on Alpine edit /etc/update-extlinux.conf or
#       /etc/default/grub. Then restart.
#     command: ""
#   references: ["bootparam(7)", "kernel-command-line(7)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.os_boot_arguments

import data.lib.hostinfo
import data.lib.report
import data.params
import future.keywords.not

_line := input.host.kernel.command_line

evidence contains report.evidence(sprintf("%s, %d of them denied", [report.counted(count(_line.args), "argument", "arguments"), count(_denied)]), _line.source)

violations contains report.violation({
	"message": sprintf("the kernel was started with %s", [arg]),
	"resource": arg,
	"observed": arg,
	"expected": "not there",
	"source": _line.source,
}) if {
	some arg in _denied
}

_denied := {arg | some arg in _line.args; hostinfo.denied_argument(arg, params.os_denied_boot_arguments)}
