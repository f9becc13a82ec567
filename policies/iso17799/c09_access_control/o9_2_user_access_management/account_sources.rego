# METADATA
# title: Every source of accounts was looked at
# description: >-
#   What is said of accounts here holds for those in local files. Where a
#   directory supplies accounts too, its own review must answer for them.
# custom:
#   id: account-sources
#   controls: ["9.2.1"]
#   aspects: ["9.2.1/duplicate-uids"]
#   severity: low
#   needs:
#     - accounts.remote.value
#     - accounts.remote.source
#     - accounts.sources.passwd.value
#     - accounts.sources.passwd.source
#   remediation:
#     text: >-
#       Nothing needs changing on the host. Review the accounts of the
#       directory (LDAP, Active Directory, NIS) at its server and record that
#       as an attestation of 9.2.1, or take the source out of
#       /etc/nsswitch.conf when it is not used.
#     command: ""
#   references: ["nsswitch.conf(5)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_sources

import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("accounts come from %s", [report.list(input.accounts.sources.passwd.value)]),
	input.accounts.sources.passwd.source,
)

violations contains report.violation({
	"message": sprintf("accounts come from %s, which sends them and their passwords in the clear", [source]),
	"resource": sprintf("source %s", [source]),
	"observed": source,
	"expected": "files, sss, ldap or winbind",
	"source": input.accounts.remote.source,
}) if {
	some source in input.accounts.remote.value
	source in {insecure | some insecure in params.account_insecure_sources}
}

unknown contains sprintf("accounts also come from %s, which was not looked at", [report.list(input.accounts.remote.value)]) if {
	count(input.accounts.remote.value) > 0
}
