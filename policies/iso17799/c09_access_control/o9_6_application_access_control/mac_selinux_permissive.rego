# METADATA
# title: No domain of SELinux is permissive
# description: >-
#   A permissive domain is a service that SELinux leaves alone while the rest of the host looks
#   as if it were enforced.
# custom:
#   id: mac-selinux-permissive
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/containers-services-confined"]
#   severity: medium
#   scope:
#     - 'mac.selinux.installed'
#   needs:
#     - 'mac.selinux.installed'
#     - 'mac.selinux.permissive'
#   partial: convict
#   remediation:
#     text: >-
#       semanage permissive -d DOMAIN, and a local module for what the service needs
#       (audit2allow shows it).
#     command: ""
#   references: ["semanage-permissive(8)"]
package iso17799.c09_access_control.o9_6_application_access_control.mac_selinux_permissive

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("SELinux is not installed", input.mac.selinux.installed.source) if {
	input.mac.selinux.installed.value == false
}

evidence contains report.evidence(report.counted(count(input.mac.selinux.permissive), "permissive domain", "permissive domains"), "/var/lib/selinux")

violations contains report.violation({
	"message": sprintf("the domain %s is permissive", [domain]),
	"resource": domain,
	"observed": "permissive",
	"expected": "enforced",
	"source": "/var/lib/selinux",
}) if {
	some domain in input.mac.selinux.permissive
	not domain in params.mac_permissive_domains_allowed
}
