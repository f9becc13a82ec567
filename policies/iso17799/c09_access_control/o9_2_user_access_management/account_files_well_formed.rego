# METADATA
# title: The account files are well formed
# description: >-
#   Programs disagree about a broken line: one passes it over, another takes
#   it for an account. Such lines hide accounts from those who look with one
#   program only.
# custom:
#   id: account-files-well-formed
#   controls: ["9.2.1", "9.2.3"]
#   aspects: ["9.2.1/gids-names"]
#   severity: medium
#   needs:
#     - 'accounts.malformed[*][*].problem'
#     - 'accounts.malformed[*][*].used'
#     - 'accounts.malformed[*][*].source'
#   partial: convict
#   remediation:
#     text: >-
#       See what "pwck -r" and "grpck -r" say, and correct the lines with
#       "vipw", "vipw -s", "vigr" and "vigr -s". Convert files with CRLF line
#       ends with "sed -i s/\\r$// FILE".
#     command: ""
#   references: ["passwd(5)", "shadow(5)", "group(5)", "gshadow(5)", "pwck(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_files_well_formed

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("lines of /etc/%s that break its format: %d", [file, count(lines)]),
	sprintf("/etc/%s", [file]),
) if {
	some file, lines in input.accounts.malformed
}

violations contains report.violation({
	"message": sprintf("a line of /etc/%s %s%s", [file, line.problem, _taken(line)]),
	"resource": line.source,
	"observed": line.problem,
	"expected": "as in the manual page",
	"source": line.source,
}) if {
	some file, lines in input.accounts.malformed
	some line in lines
}

_taken(line) := ", and is taken as an entry" if line.used

_taken(line) := "" if not line.used
