# METADATA
# title: No sudo rule gives a shell under another name
# description: >-
#   Editors, pagers, interpreters and many tools start a shell or write any file when asked; run as
#   root they are as good as ALL. With NOEXEC most of them cannot start another program.
# custom:
#   id: sudo-shell-escape
#   controls: ["9.2.2", "9.5.5"]
#   aspects: ["9.2.2/sudoers-rules"]
#   severity: high
#   scope: ["sudo.present"]
#   needs:
#     - 'sudo.rules[*].users'
#     - 'sudo.rules[*].applies'
#     - 'sudo.rules[*].negated'
#     - 'sudo.rules[*].as_root'
#     - 'sudo.rules[*].all'
#     - 'sudo.rules[*].name'
#     - 'sudo.rules[*].command'
#     - 'sudo.rules[*].arguments'
#     - 'sudo.rules[*].no_exec'
#     - 'sudo.rules[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Use sudoedit instead of an editor, fix the arguments of the command, write a small script
#       that does just what is needed and is writable by root only, or set NOEXEC: before the
#       command.
#     command: ""
#   references: ["sudoers(5)", "sudoedit(8)"]
package iso17799.c09_access_control.o9_2_user_access_management.sudo_shell_escape

import data.lib.report
import data.lib.sudo as lib_sudo
import data.params
import future.keywords.not

not_applicable contains report.evidence("no sudo program and no sudoers file", input.sudo.present.source) if {
	input.sudo.present.value == false
}

_granting := [r |
	some r in input.sudo.rules
	r.applies != "no"
	not r.negated
	r.as_root
	not r.all
	r.users != ["root"]
]

evidence contains report.evidence(
	sprintf("%s granted as root, without ALL: %s", [report.counted(count(_granting), "command", "commands"), report.list([r.name | some r in _granting])]),
	input.sudo.present.source,
)

# They give a shell whatever their arguments are.
_gives_shell(r) if {
	lib_sudo.plain(r.name) in params.sudo_shell_programs
	not r.no_exec
}

# They write files or run programs when their arguments can be chosen.
_gives_shell(r) if {
	lib_sudo.plain(r.name) in params.sudo_argument_programs
	r.arguments in {"any", "pattern"}
}

violations contains report.violation({
	"message": sprintf("%s, run as root, gives %s a shell or any file", [r.command, report.list(r.users)]),
	"resource": r.command,
	"observed": sprintf("%s arguments", [r.arguments]),
	"expected": "a command that cannot start others, or NOEXEC",
	"source": r.source,
}) if {
	some r in _granting
	_gives_shell(r)
}
