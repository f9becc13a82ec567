# METADATA
# title: Faults that the kernel and services report are kept
# description: >-
#   Disks, memory and services announce their failure in the log, mostly before
#   it happens.
# custom:
#   id: fault-kernel-messages
#   controls: ["8.4.3"]
#   aspects: ["8.4.3/kernel-disk-errors"]
#   severity: medium
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
#       Have a rule such as "*.*;auth,authpriv.none -/var/log/syslog" or
#       "*.info /var/log/messages" in /etc/rsyslog.conf, and no rule before it
#       that throws kern or daemon away.
#     command: ""
#   references: ["rsyslog.conf(5)", "syslog-ng.conf(5)"]
package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.fault_kernel_messages

import data.lib.logging
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in logging.none(input.logging.daemons)

evidence contains report.evidence(sprintf("%s: nothing kept of %s", [facility, report.list(route.unkept)]), daemon.source) if {
	some daemon in input.logging.daemons
	some facility in params.logging_fault_facilities
	route := daemon.routes[facility]
	count(route.unkept) > 0
}

evidence contains report.evidence(sprintf("%s: all from emerg to info is kept", [facility]), daemon.source) if {
	some daemon in input.logging.daemons
	some facility in params.logging_fault_facilities
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
	some facility in params.logging_fault_facilities
	route := daemon.routes[facility]
	count(route.unkept) > 0
}
