# METADATA
# title: The host has a name of its own
# description: >-
#   Log lines, certificates and the asset register name hosts. A default name such as
#   localhost says nothing, and many hosts share it.
# custom:
#   id: os-host-name
#   controls: ["9.5.1"]
#   aspects: ["9.5.1/unique-machine-id-host-keys"]
#   severity: low
#   needs: ["host.static_name.value", "host.static_name.source"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Set a name from the asset register with "hostnamectl set-hostname NAME" (Debian,
#       RHEL, SUSE), or write it to /etc/hostname and run "hostname -F /etc/hostname"
#       (Alpine).
#     command: ""
#   references: ["hostname(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.os_host_name

import data.lib.report
import data.params
import future.keywords.not

_name := input.host.static_name

evidence contains report.evidence(sprintf("host name %s", [_name.value]), _name.source)

violations contains report.violation({
	"message": sprintf("the host name %q identifies nothing", [_name.value]),
	"resource": "host name",
	"observed": _name.value,
	"expected": "a name of its own",
	"source": _name.source,
}) if {
	lower(_name.value) in ({lower(n) | some n in params.os_denied_host_names} | {""})
}
