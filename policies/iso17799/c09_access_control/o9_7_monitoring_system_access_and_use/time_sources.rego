# METADATA
# title: The time service has sources to follow
# description: >-
#   A time service without a server follows its own drift. One source cannot be checked
#   against another, and with two nobody knows which of them is wrong: three or more are
#   needed to outvote a false one.
# custom:
#   id: time-sources
#   controls: ["9.7.3", "12.1.7"]
#   aspects: ["9.7.3/trusted-sources", "12.1.7/clock"]
#   severity: medium
#   scope: ["services.starts"]
#   needs:
#     - services.starts
#     - services.clock.sources
#     - "services.clock.sources[*].product"
#     - "services.clock.sources[*].kind"
#     - "services.clock.sources[*].source"
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Name servers of your own or of your provider: "server NAME iburst" or "pool NAME
#       iburst" in /etc/chrony/chrony.conf (Debian, Alpine) or /etc/chrony.conf (RHEL,
#       SUSE), or NTP= in /etc/systemd/timesyncd.conf, then restart the service.
#     command: ""
#   references: ["chrony.conf(5)", "timesyncd.conf(5)", "ntp.conf(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.time_sources

import data.lib.report
import data.lib.services
import data.params
import data.service_products
import future.keywords.not

_found := services.started(service_products.time, input.services.starts)

# The products whose configuration is read.
_read := {"chrony", "ntp", "openntpd", "systemd-timesyncd"}

not_applicable contains report.evidence(
	sprintf("%s, no time service among them", [report.counted(count(input.services.starts), "unit or script starts", "units and scripts start")]),
	"/etc/systemd/system",
) if {
	count(_found) == 0
}

_sources[product] := [source |
	some source in input.services.clock.sources
	source.product == product
] if {
	some product in _read
	_found[product]
}

# A pool stands for four servers.
_weight(product) := sum([w | some source in _sources[product]; w := _servers(source.kind)])

_servers(kind) := 4 if kind in {"pool", "servers"}

_servers(kind) := 1 if not kind in {"pool", "servers"}

evidence contains report.evidence(sprintf("sources of %s: %d", [product, count(list)]), source.source) if {
	some product, list in _sources
	some source in list
}

evidence contains report.evidence(sprintf("%s starts and has no source", [product]), input.services.starts[name].source) if {
	some product, list in _sources
	count(list) == 0
	some name in _found[product]
}

violations contains report.violation({
	"message": sprintf("%s starts with %s to follow", [product, report.counted(_weight(product), "server", "servers")]),
	"resource": product,
	"observed": sprintf("%d", [_weight(product)]),
	"expected": sprintf("at least %d", [params.time_min_servers]),
	"source": _starts(product),
}) if {
	some product in _few
}

_few := [product | some product, _ in _sources; _weight(product) < params.time_min_servers]

_starts(product) := concat(" ", sort({input.services.starts[name].source | some name in _found[product]}))

unknown contains sprintf("the sources of %s are not read", [product]) if {
	some product, _ in _found
	not product in _read
}
