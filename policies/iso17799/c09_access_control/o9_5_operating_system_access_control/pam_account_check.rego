# METADATA
# title: Expired accounts are refused at log-on
# description: >-
#   The password may be right although the account has expired. Only the
#   account stack looks at that, and a stack without pam_unix or its like
#   lets everybody pass.
# custom:
#   id: pam-account-check
#   controls: ["9.5.3", "9.2.4"]
#   aspects: ["9.5.3/pam-stack-sane", "9.2.4/expired-but-enabled"]
#   severity: medium
#   needs:
#     - 'passwords.log_on[*].kind'
#     - 'passwords.log_on[*].account_checked.value'
#     - 'passwords.log_on[*].account_checked.source'
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Put "account required pam_unix.so" into the account stack, on Debian
#       and SUSE in /etc/pam.d/common-account, on Red Hat through authselect,
#       on Alpine in /etc/pam.d/base-account, before any line that is
#       sufficient.
#     command: ""
#   references: ["pam_unix(8)", "pam.conf(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.pam_account_check

import data.lib.pam
import data.lib.report
import future.keywords.not

evidence contains report.evidence(sprintf("%s looks at expiry: %v", [name, service.account_checked.value]), service.account_checked.source) if {
	some name, service in _doors
}

violations contains report.violation({
	"message": sprintf("%s lets expired accounts in", [name]),
	"resource": pam.resource(name),
	"observed": "no pam_unix in the account stack",
	"expected": "pam_unix or the module of the directory",
	"source": service.account_checked.source,
}) if {
	some name, service in _doors
	service.account_checked.value == false
}

# A file of shared auth lines has no account stack of its own.
_doors := {name: service | some name, service in pam.doors(input.passwords.log_on); service.kind == "log_on"}
