# METADATA
# title: The text before log-on tells nothing about the system
# description: >-
#   The name and version of the system, its kernel or its host name tell an attacker what to try,
#   before he has shown who he is.
# custom:
#   id: logon-banner-leaks
#   controls: ["9.5.2"]
#   aspects: ["9.5.2/no-information-before-log"]
#   severity: low
#   needs:
#     - 'logon.banners["/etc/issue"].escapes'
#     - 'logon.banners["/etc/issue"].system'
#     - 'logon.banners["/etc/issue"].bytes'
#     - 'logon.banners["/etc/issue"].source'
#     - 'logon.banners["/etc/issue.net"].escapes'
#     - 'logon.banners["/etc/issue.net"].system'
#     - 'logon.banners["/etc/issue.net"].bytes'
#     - 'logon.banners["/etc/issue.net"].source'
#     - 'logon.banners[*].escapes'
#     - 'logon.banners[*].system'
#     - 'logon.banners[*].bytes'
#     - 'logon.banners[*].source'
#   remediation:
#     text: >-
#       Take the system's name and the escapes \m \n \r \s \S \v out of /etc/issue and
#       /etc/issue.net; a warning alone is enough.
#     command: ""
#   references: ["agetty(8)", "issue(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_banner_leaks

import data.lib.report
import future.keywords.not

_files := ["/etc/issue", "/etc/issue.net"]

_told(name) := array.concat(input.logon.banners[name].escapes, input.logon.banners[name].system)

evidence contains report.evidence(
	sprintf("%s: %s, tells %s about the system", [
		name,
		report.counted(input.logon.banners[name].bytes, "byte", "bytes"),
		report.counted(count(_told(name)), "thing", "things"),
	]),
	name,
) if {
	some name in _files
}

violations contains report.violation({
	"message": sprintf("%s tells before log-on: %s", [name, report.list(_told(name))]),
	"resource": name,
	"observed": report.list(_told(name)),
	"expected": "nothing about the system",
	"source": input.logon.banners[name].source,
}) if {
	some name in _files
	count(_told(name)) > 0
}
