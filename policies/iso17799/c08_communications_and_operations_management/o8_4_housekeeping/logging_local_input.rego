# METADATA
# title: The syslog daemon takes the messages of this host
# description: >-
#   A daemon without an input for the messages of the host's programs runs, and its
#   log stays empty.
# custom:
#   id: logging-local-input
#   controls: ["8.4.3", "9.7.1"]
#   aspects: ["8.4.3/syslog-journald-running-persistent"]
#   severity: high
#   scope: ["logging.daemons"]
#   needs:
#     - 'logging.daemons'
#     - 'logging.daemons[*].local'
#     - 'logging.daemons[*].source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Load an input in /etc/rsyslog.conf: module(load="imuxsock") and
#       module(load="imklog"), or module(load="imjournal") on RHEL; in
#       syslog-ng a source with system() and internal() that a log path uses.
#     command: ""
#   references: ["rsyslog.conf(5)", "syslog-ng.conf(5)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.logging_local_input

import data.lib.logging
import data.lib.report
import future.keywords.not

not_applicable contains item if some item in logging.none(input.logging.daemons)

evidence contains report.evidence(sprintf("%s takes messages by %s", [product, report.list(daemon.local)]), daemon.source) if {
	some product, daemon in input.logging.daemons
	_takes(daemon.local)
}

evidence contains report.evidence(sprintf("%s takes no messages of programs", [product]), daemon.source) if {
	some product, daemon in input.logging.daemons
	_deaf(daemon.local)
}

violations contains report.violation({
	"message": sprintf("%s takes no messages of this host", [product]),
	"resource": product,
	"observed": sprintf("inputs: %s", [report.list(array.concat(daemon.local, [w | w := "none"; count(daemon.local) == 0]))]),
	"expected": "imuxsock or imjournal; system() in syslog-ng",
	"source": daemon.source,
}) if {
	some product, daemon in input.logging.daemons
	_deaf(daemon.local)
}

# The kernel, the daemon itself and lines of a file are not what programs report.
_takes(list) if {
	some name in list
	name in {"imuxsock", "imjournal", "system", "unix"}
}

_deaf(list) if count([name | some name in list; name in {"imuxsock", "imjournal", "system", "unix"}]) == 0
