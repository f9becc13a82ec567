# METADATA
# title: No line lets in the accounts of NIS
# description: >-
#   A line with a plus sign asks a NIS server for accounts; on a host without
#   one, old programs take it for an account with no name and no password.
# custom:
#   id: account-nis-entries
#   controls: ["9.5.3", "9.2.1"]
#   aspects: ["9.5.3/unique-ids", "9.5.3/no-anonymous-guest-log"]
#   severity: high
#   needs: ["accounts.nis[*][*].name", "accounts.nis[*][*].source"]
#   partial: convict
#   remediation:
#     text: >-
#       Delete the lines that begin with + or - from /etc/passwd, /etc/shadow
#       and /etc/group ("vipw", "vipw -s", "vigr") and let /etc/nsswitch.conf
#       name the source instead, such as "passwd: files sss".
#     command: ""
#   references: ["nsswitch.conf(5)", "passwd(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.account_nis_entries

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s with + or - in /etc/%s", [report.counted(count(lines), "line", "lines"), file]),
	sprintf("/etc/%s", [file]),
) if {
	some file, lines in input.accounts.nis
}

violations contains report.violation({
	"message": sprintf("/etc/%s has the entry %s", [file, line.name]),
	"resource": line.source,
	"observed": line.name,
	"expected": "no such line",
	"source": line.source,
}) if {
	some file, lines in input.accounts.nis
	some line in lines
}
