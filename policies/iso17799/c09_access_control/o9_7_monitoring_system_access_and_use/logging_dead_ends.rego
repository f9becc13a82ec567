# METADATA
# title: No log leads to /dev/null
# description: >-
#   A log that is a link to /dev/null looks as if it were kept, and holds nothing. It is what an
#   intruder leaves to stay unseen. A copy in systemd's journal is no excuse: the programs that
#   read these files (last, lastb, log watchers) see nothing, and no host needs such a link.
# custom:
#   id: logging-dead-ends
#   controls: ["9.7.1", "9.7.2"]
#   aspects: ["9.7.1/log-permissions-retention", "9.7.2/failed-log-ons-looked-at"]
#   severity: high
#   needs:
#     - 'logging.ends'
#     - 'logging.ends[*].exists'
#     - 'logging.ends[*].lost'
#     - 'logging.ends[*].to'
#   partial: convict
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Find out who made the link and when ("stat" shows it), then remove it, make the file again with the owner and
#       mode that the distribution gives it (wtmp and lastlog 0664 root:utmp, btmp 0660 root:utmp, auth.log 0640
#       root:adm), and restart the syslog daemon.
#     command: ""
#   references: ["null(4)", "utmp(5)", "rsyslog.conf(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_dead_ends

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s and %s, %s to nothing", [
		report.counted(count(input.logging.ends), "log was looked for", "logs were looked for"),
		report.counted(count(_there), "is there", "are there"),
		report.counted(count(_lost), "of them leads", "of them lead"),
	]),
	"/var/log",
)

violations contains report.violation({
	"message": sprintf("what is written to %s is thrown away", [name]),
	"resource": name,
	"observed": sprintf("a link to %s", [end.to]),
	"expected": "a file",
	"source": name,
}) if {
	some name, end in _lost
}

_there := {name | some name, end in input.logging.ends; end.exists}

_lost := {name: end | some name, end in input.logging.ends; end.lost}
