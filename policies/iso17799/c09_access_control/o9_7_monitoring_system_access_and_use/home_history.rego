# METADATA
# title: The histories of shells are files
# description: >-
#   A history that leads to /dev/null looks as if the shell kept what is typed, and keeps nothing.
#   It is what an intruder leaves, most of all in root's home, to stay unseen.
# custom:
#   id: home-history
#   controls: ["9.7.2", "8.4.2"]
#   aspects: ["8.4.2/sudo-shell-activity-logged"]
#   severity: medium
#   profile: strict
#   needs:
#     - "homes.accounts"
#     - "homes.accounts[*].lost_history"
#     - "homes.accounts[*].source"
#   partial: convict
#   remediation:
#     text: >-
#       Ask the owner of the account, and look when it was made ("stat FILE"). Remove it; the shell makes a file at
#       the next log-out.
#     command: ""
#   references: ["bash(1), HISTORY", "null(4)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.home_history

import data.lib.report
import future.keywords.not

_lost[file] := {"what": what, "source": home.source, "account": name} if {
	some name, home in input.homes.accounts
	some file, what in home.lost_history
}

evidence contains report.evidence(
	sprintf("homes of %s looked at, histories that keep nothing: %d", [
		report.counted(count(input.homes.accounts), "account", "accounts"),
		count(_lost),
	]),
	"/etc/passwd",
)

violations contains report.violation({
	"message": sprintf("%s of %s is %s", [file, found.account, found.what]),
	"resource": file,
	"observed": found.what,
	"expected": "a file",
	"source": found.source,
}) if {
	some file, found in _lost
}
