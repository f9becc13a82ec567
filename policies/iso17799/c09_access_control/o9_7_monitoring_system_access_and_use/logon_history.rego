# METADATA
# title: Shells keep what is typed
# description: >-
#   The history of a shell tells what an administrator did, and what somebody did who took over his
#   account. Where the start-up files of all turn it off, that is gone. People can still turn off their own:
#   an audit trail is what tells for certain.
# custom:
#   id: logon-history
#   controls: ["9.7.2", "8.4.2"]
#   aspects: ["8.4.2/sudo-shell-activity-logged"]
#   severity: medium
#   profile: strict
#   needs:
#     - 'logon.sessions["root_login"].history'
#     - 'logon.sessions["user_login"].history'
#     - 'logon.sessions[*].history'
#     - 'logon.sessions[*].history[*][*].set'
#     - 'logon.sessions[*].history[*][*].known'
#     - 'logon.sessions[*].history[*][*].value'
#     - 'logon.sessions[*].history[*][*].off'
#     - 'logon.sessions[*].history[*][*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Take the line out. In /etc/profile.d (all distributions), /etc/bash.bashrc (Debian, SUSE), /etc/bashrc (RHEL)
#       and /etc/environment nothing may unset HISTFILE or lead it to /dev/null, set HISTSIZE or HISTFILESIZE to 0
#       or HISTIGNORE to *, or say "set +o history". "HISTSIZE=5000" and "readonly HISTFILE" in
#       /etc/profile.d/history.sh keep more.
#     command: ""
#   references: ["bash(1), HISTORY"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logon_history

import data.lib.report
import future.keywords.not

# zsh keeps none unless its user says so, and the start-up files of all are silent.
_who := ["root_login", "user_login", "root_shell", "user_shell"]

_names := {
	"histfile": "HISTFILE",
	"histsize": "HISTSIZE",
	"histfilesize": "HISTFILESIZE",
	"histignore": "HISTIGNORE",
	"history": "the option history",
}

_said(setting) := "is unset" if not setting.set

_said(setting) := sprintf("is %q", [setting.value]) if {
	setting.set
	setting.value != ""
}

_said(setting) := "is empty, or fits every line" if {
	setting.set
	setting.value == ""
}

evidence contains report.evidence(sprintf("%s: HISTFILE %s", [who, _said(setting)]), setting.source) if {
	some who in _who
	some setting in input.logon.sessions[who].history.histfile
	setting.known
}

unknown contains sprintf("%s: %s is computed by a command", [setting.source, _names[name]]) if {
	some who in _who
	some name, settings in input.logon.sessions[who].history
	some setting in settings
	not setting.known
}

violations contains report.violation({
	"message": sprintf("%s keeps no history: %s %s", [who, _names[name], _said(setting)]),
	"resource": who,
	"observed": sprintf("%s %s", [_names[name], _said(setting)]),
	"expected": "a file, and room for some lines",
	"source": setting.source,
}) if {
	some who in _who
	some name, settings in input.logon.sessions[who].history
	some setting in settings
	setting.off
}
