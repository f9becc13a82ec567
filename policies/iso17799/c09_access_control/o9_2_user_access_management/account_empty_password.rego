# METADATA
# title: No account lets in without a password
# description: >-
#   An empty password field asks nothing of whoever comes: anybody who can
#   reach a log-on prompt is in.
# custom:
#   id: account-empty-password
#   controls: ["9.2.3", "9.5.3"]
#   aspects: ["9.2.3/empty-default-passwords", "9.5.3/no-anonymous-guest-log"]
#   severity: critical
#   needs: ["accounts.credentials[*].state", "accounts.credentials[*].source"]
#   partial: convict
#   remediation:
#     text: >-
#       Lock the account with "passwd -l NAME", or set a password with
#       "passwd NAME". Then look who used it: "last NAME". Take nullok out of
#       the auth lines of PAM as well.
#     command: ""
#   references: ["shadow(5)", "passwd(1)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_empty_password

import data.lib.accounts
import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s looked at, %d without a password", [report.counted(count(input.accounts.credentials), "account", "accounts"), count(_empty)]),
	"/etc/shadow",
) if {
	count(input.accounts.credentials) > 0
}

violations contains report.violation({
	"message": sprintf("%s can log on without a password", [name]),
	"resource": accounts.resource(name),
	"observed": "empty password",
	"expected": "a password, or a locked account",
	"source": input.accounts.credentials[name].source,
}) if {
	some name in _empty
}

_empty := {name | some name, credential in input.accounts.credentials; credential.state == "empty"}
