# METADATA
# title: Forwarded messages do not get lost on the way
# description: >-
#   Syslog over UDP is not answered: what a busy network or a restarting server
#   drops is gone, and anybody can forge a sender.
# custom:
#   id: logging-forwarding-protocol
#   controls: ["9.7.2", "12.1.7"]
#   aspects: ["9.7.2/log-forwarding", "12.1.7/log-integrity"]
#   severity: low
#   scope: ["logging.daemons"]
#   needs:
#     - 'logging.daemons'
#     - 'logging.daemons[*].source'
#     - 'logging.daemons[*].remotes'
#     - 'logging.daemons[*].remotes[*].everything'
#     - 'logging.daemons[*].remotes[*].source'
#     - 'logging.daemons[*].remotes[*].protocol'
#     - 'logging.daemons[*].remotes[*].host'
#     - 'logging.daemons[*].remotes[*].tls'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Send by TCP or RELP: "@@LOGHOST:514", protocol="tcp" or type="omrelp"
#       in rsyslog; transport("tls") in syslog-ng.
#     command: ""
#   references: ["rsyslog.conf(5)", "syslog-ng.conf(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_forwarding_protocol

import data.lib.logging
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no daemon sends messages to another host", "/etc/rsyslog.conf") if {
	count(logging.remotes(input.logging.daemons)) == 0
}

_remotes := logging.remotes(input.logging.daemons)

evidence contains report.evidence(sprintf("%s, tls %v", [key, remote.tls]), remote.source) if {
	some key, remote in _remotes
}

violations contains report.violation({
	"message": sprintf("messages go to %s over UDP", [remote.host]),
	"resource": key,
	"observed": "udp",
	"expected": "tcp or relp",
	"source": remote.source,
}) if {
	some key, remote in _remotes
	remote.protocol == "udp"
}
