# METADATA
# title: Auditing is on from the first process
# description: >-
#   What starts before the audit daemon is not audited for its whole life
#   unless the kernel is told so at boot.
# custom:
#   id: audit-boot-parameter
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/auditd-equivalent-at-boot"]
#   severity: medium
#   scope: ["audit.present"]
#   needs:
#     - 'audit.boot'
#     - 'audit.boot[*].on'
#     - 'audit.boot[*].source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Add audit=1 to GRUB_CMDLINE_LINUX in /etc/default/grub and run
#       update-grub (Debian, Ubuntu) or grub2-mkconfig -o /boot/grub2/grub.cfg
#       (SUSE); grubby --update-kernel=ALL --args=audit=1 (RHEL); on Alpine in
#       default_kernel_opts of /etc/update-extlinux.conf.
#     command: ""
#   references: ["kernel-command-line(7)", "auditd(8)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_boot_parameter

import data.lib.audit
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

evidence contains report.evidence(sprintf("%s looked at", [report.counted(count(input.audit.boot), "boot entry", "boot entries")]), entry.source) if {
	some entry in input.audit.boot
}

violations contains report.violation({
	"message": "the kernel is started without audit=1",
	"resource": name,
	"observed": sprintf("audit=%s", [object.get(entry, "audit", "(not given)")]),
	"expected": "audit=1",
	"source": entry.source,
}) if {
	some name, entry in input.audit.boot
	not entry.on
}
