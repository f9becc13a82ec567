# METADATA
# title: A text greets whoever logs on
# description: >-
#   Before log-on the host says that it is not for everybody. Without any text nobody can say later
#   that he was told.
# custom:
#   id: logon-banner
#   controls: ["9.5.2", "12.1.5"]
#   aspects: ["9.5.2/banner", "12.1.5/log-warning"]
#   severity: medium
#   needs:
#     - 'logon.banners["/etc/issue"].empty'
#     - 'logon.banners["/etc/issue"].first_line'
#     - 'logon.banners["/etc/issue"].source'
#     - 'logon.banners["/etc/issue.net"].empty'
#     - 'logon.banners["/etc/issue.net"].first_line'
#     - 'logon.banners["/etc/issue.net"].source'
#     - 'logon.banners[*].empty'
#     - 'logon.banners[*].first_line'
#     - 'logon.banners[*].source'
#   remediation:
#     text: >-
#       Write the organization's warning into /etc/issue (console) and /etc/issue.net (network), and
#       set "Banner /etc/issue.net" in sshd_config.
#     command: ""
#   references: ["issue(5)", "agetty(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_banner

import data.lib.report
import future.keywords.not

_files := ["/etc/issue", "/etc/issue.net"]

evidence contains report.evidence(sprintf("%s: %s", [name, input.logon.banners[name].first_line]), name) if {
	some name in _files
}

violations contains report.violation({
	"message": sprintf("%s shows no text before log-on", [name]),
	"resource": name,
	"observed": "no text",
	"expected": "a warning to those who are not authorised",
	"source": input.logon.banners[name].source,
}) if {
	some name in _files
	input.logon.banners[name].empty
}
