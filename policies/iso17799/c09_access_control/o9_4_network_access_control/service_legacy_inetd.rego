# METADATA
# title: No super-server offers clear-text or trusting services
# description: >-
#   telnet, rsh, rlogin, rexec, finger, talk, tftp and the small test services of inetd
#   send passwords for everyone to read, believe the address that a packet states, or
#   tell strangers who works here.
# custom:
#   id: service-legacy-inetd
#   controls: ["9.4.1", "9.4.4", "9.4.9", "8.5.1", "9.4.5"]
#   aspects: ["9.4.1/listening-services-allow-list-host", "9.4.9/versions-configuration-services-found", "8.5.1/plaintext-services", "9.4.5/debug-management-ports-reachable"]
#   severity: critical
#   needs:
#     - services.starts
#     - "services.starts[*].source"
#     - services.inetd
#     - "services.inetd[*].enabled"
#     - "services.inetd[*].name"
#     - "services.inetd[*].protocol"
#     - "services.inetd[*].server"
#     - "services.inetd[*].super"
#     - "services.inetd[*].source"
#   partial: convict
#   remediation:
#     text: >-
#       Comment the line out in /etc/inetd.conf ("update-inetd --disable NAME" on Debian)
#       or set "disable = yes" in its file of /etc/xinetd.d, reload the super-server, and
#       remove the package. Use ssh and sftp in their place.
#     command: ""
#   references: ["inetd.conf(5)", "xinetd.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.service_legacy_inetd

import data.lib.report
import data.lib.services
import data.service_products
import future.keywords.not

# What each super-server starts as.
_super := {
	"inetd": ["inetd", "openbsd-inetd", "inetutils-inetd", "openbsd-inetd.socket", "rlinetd", "busybox-inetd"],
	"xinetd": ["xinetd"],
}

_running[super] := names if {
	some super, list in _super
	names := services.listed(list, input.services.starts)
	count(names) > 0
}

_legacy[key] := product if {
	some key, entry in input.services.inetd
	entry.enabled == true
	some product, known in service_products.legacy
	_is(entry, known)
}

_is(entry, known) if entry.name in known.inetd

_is(entry, known) if services.base(entry.server) in known.programs

_on := count([key | some key, entry in input.services.inetd; entry.enabled == true])

evidence contains report.evidence(sprintf("services of inetd and xinetd that are on: %d of %d, %d of them of the old kind", [_on, count(input.services.inetd), count(_legacy)]), source) if {
	some source in {entry.source | some entry in input.services.inetd}
}

evidence contains report.evidence(
	sprintf("no service of inetd or xinetd is configured; %s", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"/etc/inetd.conf",
) if {
	count(input.services.inetd) == 0
}

evidence contains report.evidence(sprintf("%s starts at boot", [super]), input.services.starts[name].source) if {
	some super, names in _running
	some name in names
}

violations contains report.violation({
	"message": sprintf("%s offers %s (%s)", [entry.super, entry.name, product]),
	"resource": sprintf("%s/%s", [entry.name, entry.protocol]),
	"observed": sprintf("%s, enabled", [entry.server]),
	"expected": "off",
	"source": entry.source,
}) if {
	some key, product in _legacy
	entry := input.services.inetd[key]
	_running[entry.super]
}
