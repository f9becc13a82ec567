# METADATA
# title: SELinux is configured to enforce, with a policy
# description: >-
#   In permissive mode SELinux only logs; a policy that is named but not there leaves the host
#   without one, or unable to start.
# custom:
#   id: mac-selinux-mode
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/mandatory-access-control-enforcing"]
#   severity: high
#   scope:
#     - 'mac.selinux.installed'
#   needs:
#     - 'mac.selinux.installed.value'
#     - 'mac.selinux.installed.source'
#     - 'mac.selinux.configured.value'
#     - 'mac.selinux.configured.source'
#     - 'mac.selinux.policy.value'
#     - 'mac.selinux.policy.source'
#     - 'mac.selinux.type.value'
#   partial: convict
#   remediation:
#     text: >-
#       SELINUX=enforcing and SELINUXTYPE=targeted in /etc/selinux/config; install
#       selinux-policy-targeted (RHEL, SUSE) or selinux-policy-default (Debian); where it was
#       disabled, touch /.autorelabel and restart in permissive mode first.
#     command: ""
#   references: ["selinux_config(5)"]
package iso17799.c09_access_control.o9_6_application_access_control.mac_selinux_mode

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("SELinux is not installed", input.mac.selinux.installed.source) if {
	input.mac.selinux.installed.value == false
}

evidence contains report.evidence(sprintf("SELINUX=%s, SELINUXTYPE=%s", [input.mac.selinux.configured.value, input.mac.selinux.type.value]), input.mac.selinux.configured.source)

violations contains report.violation({
	"message": "SELinux will not enforce after the next boot",
	"resource": "SELINUX",
	"observed": input.mac.selinux.configured.value,
	"expected": "enforcing",
	"source": input.mac.selinux.configured.source,
}) if {
	input.mac.selinux.configured.value != "enforcing"
}

violations contains report.violation({
	"message": sprintf("there is no compiled policy %s", [input.mac.selinux.type.value]),
	"resource": "SELINUXTYPE",
	"observed": "no policy",
	"expected": "a compiled policy",
	"source": input.mac.selinux.policy.source,
}) if {
	input.mac.selinux.policy.value == false
}
