# METADATA
# title: People's programs leave no core dumps
# description: >-
#   A core dump is the memory of a program that crashed, with the passwords and keys in it. Left in
#   the folder where it happened it stays there, readable by whoever owned the program.
# custom:
#   id: logon-core-dumps
#   controls: ["6.3.3", "9.6.1"]
#   aspects: ["6.3.3/crash-capture-configured-safely"]
#   severity: medium
#   needs:
#     - 'logon.core.limits[*].domain'
#     - 'logon.core.limits[*].type'
#     - 'logon.core.limits[*].value'
#     - 'logon.core.limits[*].source'
#   remediation:
#     text: >-
#       Put "* hard core 0" into /etc/security/limits.d/10-core.conf and set fs.suid_dumpable=0.
#       Services of systemd take LimitCORE= instead of limits.conf.
#     command: ""
#   references: ["limits.conf(5)", "core(5)"]
package iso17799.c06_personnel_security.o6_3_responding_to_security_incidents_and_malfunctions.logon_core_dumps

import data.lib.report
import future.keywords.not

_hard := [limit |
	some limit in input.logon.core.limits
	limit.domain == "*"
	limit.type in {"hard", "-"}
]

_last := _hard[count(_hard) - 1]

evidence contains report.evidence(sprintf("the last hard limit of core dumps for everybody is %s", [_last.value]), _last.source)

violations contains report.violation({
	"message": "no hard limit keeps people's programs from dumping core",
	"resource": "core",
	"observed": "no limit",
	"expected": "* hard core 0",
	"source": "/etc/security/limits.conf",
}) if {
	count(_hard) == 0
}

violations contains report.violation({
	"message": sprintf("core dumps of up to %s are allowed for everybody", [_last.value]),
	"resource": "core",
	"observed": _last.value,
	"expected": "0",
	"source": _last.source,
}) if {
	_last.value != "0"
}

violations contains report.violation({
	"message": sprintf("%s may dump core: %s", [limit.domain, limit.value]),
	"resource": sprintf("core of %s", [limit.domain]),
	"observed": limit.value,
	"expected": "0",
	"source": limit.source,
}) if {
	some limit in input.logon.core.limits
	limit.domain != "*"
	limit.type in {"hard", "-"}
	limit.value != "0"
}
