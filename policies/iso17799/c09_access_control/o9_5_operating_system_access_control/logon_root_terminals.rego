# METADATA
# title: Root logs on at the console only, if at all
# description: >-
#   securetty lists the terminals where pam_securetty lets root on. A missing file means every
#   terminal.
# custom:
#   id: logon-root-terminals
#   controls: ["9.5.1", "9.5.3"]
#   aspects: ["9.5.1/securetty-access-conf", "9.5.1/console-restrictions"]
#   severity: low
#   needs:
#     - 'logon.securetty.present'
#     - 'logon.securetty.terminals'
#   profile: strict
#   remediation:
#     text: >-
#       Write an empty /etc/securetty, or one that names the console, and have "auth required
#       pam_securetty.so" in /etc/pam.d/login.
#     command: ""
#   references: ["securetty(5)", "pam_securetty(8)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_root_terminals

import data.lib.report
import future.keywords.not

_securetty := input.logon.securetty

evidence contains report.evidence(sprintf("%s for root", [report.counted(count(_securetty.terminals), "terminal", "terminals")]), _securetty.present.source)

violations contains report.violation({
	"message": "there is no /etc/securetty",
	"resource": "/etc/securetty",
	"observed": "no such file",
	"expected": "a list of the terminals for root",
	"source": _securetty.present.source,
}) if {
	not _securetty.present.value
}

violations contains report.violation({
	"message": sprintf("root may log on at %s", [terminal]),
	"resource": terminal,
	"observed": terminal,
	"expected": "the console and virtual terminals only",
	"source": "/etc/securetty",
}) if {
	some terminal in _securetty.terminals
	not regex.match(`^(console|tty[0-9]*|vc/[0-9]+|hvc[0-9]+|ttyS[0-9]+|xvc0)$`, terminal)
}
