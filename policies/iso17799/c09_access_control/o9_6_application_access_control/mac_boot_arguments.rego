# METADATA
# title: No kernel argument turns mandatory access control off
# description: >-
#   The boot loader has the last word: with one argument, a host that is configured to enforce
#   starts without.
# custom:
#   id: mac-boot-arguments
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/mandatory-access-control-enforcing"]
#   severity: medium
#   needs:
#     - 'mac.arguments[*].value'
#     - 'mac.arguments[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Take the argument out of GRUB_CMDLINE_LINUX in /etc/default/grub and run update-grub
#       (Debian) or grub2-mkconfig -o /boot/grub2/grub.cfg (SUSE); RHEL: grubby --update-kernel
#       ALL --remove-args ARGUMENT; Alpine: /etc/update-extlinux.conf.
#     command: ""
#   references: ["kernel-command-line(7)", "apparmor(7)", "selinux(8)"]
package iso17799.c09_access_control.o9_6_application_access_control.mac_boot_arguments

import data.lib.mac
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s about security modules", [report.counted(count(input.mac.arguments), "kernel argument", "kernel arguments")]), "/boot")

violations contains report.violation({
	"message": sprintf("the kernel is started with %s", [argument.value]),
	"resource": argument.value,
	"observed": argument.value,
	"expected": "no such argument",
	"source": argument.source,
}) if {
	some argument in input.mac.arguments
	mac.disarming(argument.value)
}
