# METADATA
# title: Forwarded messages are encrypted and the receiver is checked
# description: >-
#   Logs hold names, addresses and now and then passwords. In the clear they
#   can be read and changed on the way.
# custom:
#   id: logging-forwarding-tls
#   controls: ["9.7.2", "12.1.7"]
#   aspects: ["9.7.2/log-forwarding", "12.1.7/log-integrity"]
#   severity: medium
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
#     - 'logging.daemons[*].remotes[*].auth'
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       StreamDriver="gtls" StreamDriverMode="1"
#       StreamDriverAuthMode="x509/name" StreamDriverPermittedPeers="LOGHOST"
#       in the omfwd action (package rsyslog-gnutls), or transport("tls") with
#       tls(ca-dir(...) peer-verify(yes)) in syslog-ng.
#     command: ""
#   references: ["rsyslog.conf(5)", "syslog-ng.conf(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_forwarding_tls

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
	"message": sprintf("messages go to %s without TLS, or to whoever answers", [remote.host]),
	"resource": key,
	"observed": sprintf("%s, tls %v, check: %q", [remote.protocol, remote.tls, remote.auth]),
	"expected": "TLS that checks the receiver",
	"source": remote.source,
}) if {
	some key, remote in _remotes
	not _safe(remote)
}

_safe(remote) if {
	remote.tls
	remote.auth != ""
}
