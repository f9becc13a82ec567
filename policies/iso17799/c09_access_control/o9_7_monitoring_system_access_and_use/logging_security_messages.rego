# METADATA
# title: Messages about log-ons are kept
# description: >-
#   Failed and successful log-ons and uses of sudo are reported under auth and
#   authpriv. A rule that throws them away, or sends them to /dev/null only, blinds everybody
#   who looks. That systemd's journal may hold a copy does not help: a daemon that is told to lose
#   them is no accident, and the journal turns over by size.
# custom:
#   id: logging-security-messages
#   controls: ["9.7.1", "9.7.2"]
#   aspects: ["9.7.1/log-permissions-retention", "9.7.2/failed-log-ons-looked-at"]
#   severity: high
#   scope: ["logging.daemons"]
#   needs:
#     - 'logging.daemons'
#     - 'logging.daemons[*].source'
#     - 'logging.daemons[*].routes'
#     - 'logging.daemons[*].routes[*].unkept'
#     - 'logging.daemons[*].routes[*].dropped'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Have a rule such as "auth,authpriv.* /var/log/auth.log"
#       (/var/log/secure on RHEL, /var/log/messages on SUSE and Alpine) in
#       /etc/rsyslog.conf, before any rule that stops; take out rules such as
#       "auth.* ~" or "stop". Check with "logger -p auth.info test".
#     command: ""
#   references: ["rsyslog.conf(5)", "syslog-ng.conf(5)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_security_messages

import data.lib.logging
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in logging.none(input.logging.daemons)

evidence contains report.evidence(sprintf("%s: nothing kept of %s", [facility, report.list(route.unkept)]), daemon.source) if {
	some daemon in input.logging.daemons
	some facility in params.logging_security_facilities
	route := daemon.routes[facility]
	count(route.unkept) > 0
}

evidence contains report.evidence(sprintf("%s: all from emerg to info is kept", [facility]), daemon.source) if {
	some daemon in input.logging.daemons
	some facility in params.logging_security_facilities
	route := daemon.routes[facility]
	count(route.unkept) == 0
}

violations contains report.violation({
	"message": sprintf("messages of the facility %s are lost: %s", [facility, report.list(route.unkept)]),
	"resource": sprintf("%s %s", [product, facility]),
	"observed": sprintf("thrown away at: %s", [report.list(array.concat(route.dropped, ["no rule keeps them"]))]),
	"expected": "a file or another host gets them",
	"source": daemon.source,
}) if {
	some product, daemon in input.logging.daemons
	some facility in params.logging_security_facilities
	route := daemon.routes[facility]
	count(route.unkept) > 0
}
