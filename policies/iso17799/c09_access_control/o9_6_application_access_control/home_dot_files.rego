# METADATA
# title: Only their owner changes the files with which a session starts
# description: >-
#   What stands in .profile, .bashrc or .ssh runs, or decides who gets in, with the rights of
#   whoever logs on next. Who can write there is that person, or root.
# custom:
#   id: home-dot-files
#   controls: ["9.6.1"]
#   aspects: ["9.6.1/home-folders"]
#   severity: high
#   needs:
#     - "homes.accounts"
#     - "homes.accounts[*].dot_files"
#     - "homes.accounts[*].changeable"
#     - "homes.accounts[*].source"
#   partial: convict
#   remediation:
#     text: >-
#       Run "chmod go-w FILE" on the files named, and "chown ACCOUNT FILE" where another
#       account owns them; look into them first for lines that do not belong there.
#     command: ""
#   references: ["bash(1)", "passwd(5)"]
package iso17799.c09_access_control.o9_6_application_access_control.home_dot_files

import data.lib.report
import future.keywords.not

_open[file] := {"why": why, "source": home.source, "account": name} if {
	some name, home in input.homes.accounts
	some file, why in home.changeable
}

evidence contains report.evidence(
	sprintf("%s in the homes of %s, %d of them open to others", [
		report.counted(sum([h.dot_files | some h in input.homes.accounts]), "dot file", "dot files"),
		report.counted(count(input.homes.accounts), "account", "accounts"),
		count(_open),
	]),
	"/etc/passwd",
)

violations contains report.violation({
	"message": sprintf("%s of %s is %s", [file, found.account, found.why]),
	"resource": file,
	"observed": found.why,
	"expected": "changed by its account and root only",
	"source": found.source,
}) if {
	some file, found in _open
}
