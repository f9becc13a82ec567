# METADATA
# title: Messages of other hosts are taken on a log server only
# description: >-
#   Whoever may send to the log can fill the disk or bury own traces below
#   forged lines.
# custom:
#   id: logging-listens
#   controls: ["9.4.1", "9.4.9"]
#   aspects: ["9.4.1/listening-services-allow-list-host", "9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["logging.daemons"]
#   needs:
#     - 'logging.daemons'
#     - 'logging.daemons[*].source'
#     - 'logging.daemons[*].listens'
#     - 'logging.daemons[*].listens[*].loopback'
#     - 'logging.daemons[*].listens[*].protocol'
#     - 'logging.daemons[*].listens[*].source'
#     - 'logging.daemons[*].listens[*].tls'
#     - 'logging.daemons[*].listens[*].address'
#     - 'logging.daemons[*].listens[*].port'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Take imudp, imtcp and their inputs out of /etc/rsyslog.conf and
#       /etc/rsyslog.d, or udp(), tcp() and network() out of the sources of
#       syslog-ng. On a log server set logging_collector to true.
#     command: ""
#   references: ["rsyslog.conf(5)", "syslog-ng.conf(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.logging_listens

import data.lib.logging
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in logging.none(input.logging.daemons)

evidence contains report.evidence(sprintf("%s has %s from the network", [product, report.counted(count(daemon.listens), "input", "inputs")]), daemon.source) if {
	some product, daemon in input.logging.daemons
}

violations contains report.violation({
	"message": sprintf("%s takes messages from the network by %s", [product, name]),
	"resource": sprintf("%s %s", [product, name]),
	"observed": sprintf("%s port %s", [listen.protocol, listen.port]),
	"expected": "no input from the network",
	"source": listen.source,
}) if {
	params.logging_collector == false
	some product, daemon in input.logging.daemons
	some name, listen in daemon.listens
	not listen.loopback
}
