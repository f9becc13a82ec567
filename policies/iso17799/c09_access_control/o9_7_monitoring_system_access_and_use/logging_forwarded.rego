# METADATA
# title: A copy of the logs goes to another host
# description: >-
#   Who becomes root can wipe what is on the disk. What was sent away stays,
#   and there somebody can look at many hosts at once.
# custom:
#   id: logging-forwarded
#   controls: ["9.7.2", "8.1.3", "12.1.7", "10.3.4"]
#   aspects: ["9.7.2/log-forwarding", "8.1.3/audit-log-forwarding-able-support", "12.1.7/remote-copy", "10.3.4/remote-append-only-logs"]
#   severity: medium
#   needs:
#     - 'logging.daemons'
#     - 'logging.daemons[*].source'
#     - 'logging.daemons[*].remotes'
#     - 'logging.daemons[*].remotes[*].everything'
#     - 'logging.daemons[*].remotes[*].source'
#     - 'logging.journal.upload.value'
#     - 'logging.journal.upload.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       In /etc/rsyslog.d/ a file with: action(type="omfwd" target="LOGHOST"
#       port="6514" protocol="tcp" StreamDriver="gtls" StreamDriverMode="1"
#       StreamDriverAuthMode="x509/name" queue.type="LinkedList"
#       queue.filename="fwd" action.resumeRetryCount="-1"), before any rule
#       that stops; or systemd-journal-upload with URL= in
#       /etc/systemd/journal-upload.conf.
#     command: ""
#   references: ["rsyslog.conf(5)", "systemd-journal-upload.service(8)", "syslog-ng.conf(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_forwarded

import data.lib.logging
import data.lib.report
import future.keywords.not

_whole := logging.whole(input.logging.daemons)

_upload := input.logging.journal.upload

evidence contains report.evidence(sprintf("everything goes to %s", [key]), remote.source) if {
	some key, remote in _whole
}

evidence contains report.evidence(sprintf("the journal goes to %s", [_upload.value]), _upload.source) if {
	_upload.value != ""
}

evidence contains report.evidence(
	sprintf("%s in the rules of %s, none gets everything", [
		report.counted(count(logging.remotes(input.logging.daemons)), "remote host", "remote hosts"),
		report.counted(count(input.logging.daemons), "daemon", "daemons"),
	]),
	"/etc/rsyslog.conf",
) if {
	_nothing
}

_nothing if {
	count(_whole) == 0
	_upload.value == ""
}

violations contains report.violation({
	"message": "the logs stay on this host",
	"resource": "log forwarding",
	"observed": sprintf("%s, none gets all facilities from emerg to info", [
		report.counted(count(logging.remotes(input.logging.daemons)), "remote host", "remote hosts"),
	]),
	"expected": "a host that gets everything",
	"source": "/etc/rsyslog.conf",
}) if {
	_nothing
}
