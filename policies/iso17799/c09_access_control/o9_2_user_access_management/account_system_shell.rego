# METADATA
# title: System accounts have no log-on shell
# description: >-
#   A shell turns a program's account into one that people, keys and cron
#   jobs can use. nologin closes that door whatever the password says.
# custom:
#   id: account-system-shell
#   controls: ["9.2.3", "9.2.1", "9.2.2"]
#   aspects: ["9.2.3/locked-system-accounts"]
#   severity: medium
#   needs:
#     - 'accounts.users[*].log_on_shell'
#     - 'accounts.users[*].shell'
#     - 'accounts.users[*].source'
#     - 'accounts.kinds[*]'
#   remediation:
#     text: >-
#       Take the shell: "usermod -s /usr/sbin/nologin NAME" on Debian and
#       SUSE, /sbin/nologin on Red Hat and Alpine. A program that needs the
#       shell (git, postgres on some hosts) goes into
#       account_system_shells_allowed.
#     command: ""
#   references: ["passwd(5)", "nologin(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.account_system_shell

import data.lib.accounts
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s, %d of them with a log-on shell", [report.counted(count(_system), "system account", "system accounts"), count(_open)]),
	"/etc/passwd",
) if {
	count(input.accounts.kinds) > 0
}

violations contains report.violation({
	"message": sprintf("the system account %s has the shell %s", [name, input.accounts.users[name].shell]),
	"resource": accounts.resource(name),
	"observed": input.accounts.users[name].shell,
	"expected": "nologin",
	"source": input.accounts.users[name].source,
}) if {
	some name in _open
}

_system := {name | some name, kind in input.accounts.kinds; kind == "system"}

_open := {name |
	some name in _system
	user := input.accounts.users[name]
	user.log_on_shell
	not user.shell in {shell | some shell in params.account_harmless_shells}
	not name in {allowed | some allowed in params.account_system_shells_allowed}
}
