# METADATA
# title: New files are closed to others from the start
# description: >-
#   The mask decides who may read and change what people create, long before anybody thinks of its
#   mode.
# custom:
#   id: logon-umask
#   controls: ["9.1.1", "9.6.1"]
#   aspects: ["9.1.1/default-deny-umask"]
#   severity: medium
#   needs:
#     - 'logon.sessions["root_login"].umask[*].set'
#     - 'logon.sessions["root_login"].umask[*].known'
#     - 'logon.sessions["root_login"].umask[*].mask'
#     - 'logon.sessions["root_login"].umask[*].group_write'
#     - 'logon.sessions["root_login"].umask[*].other_read'
#     - 'logon.sessions["root_login"].umask[*].other_write'
#     - 'logon.sessions["root_login"].umask[*].source'
#     - 'logon.sessions["user_login"].umask[*].set'
#     - 'logon.sessions["user_login"].umask[*].known'
#     - 'logon.sessions["user_login"].umask[*].mask'
#     - 'logon.sessions["user_login"].umask[*].group_write'
#     - 'logon.sessions["user_login"].umask[*].other_read'
#     - 'logon.sessions["user_login"].umask[*].other_write'
#     - 'logon.sessions["user_login"].umask[*].source'
#     - 'logon.sessions[*].umask[*].set'
#     - 'logon.sessions[*].umask[*].known'
#     - 'logon.sessions[*].umask[*].mask'
#     - 'logon.sessions[*].umask[*].group_write'
#     - 'logon.sessions[*].umask[*].other_read'
#     - 'logon.sessions[*].umask[*].other_write'
#     - 'logon.sessions[*].umask[*].source'
#   remediation:
#     text: >-
#       Put "umask 027" into /etc/profile.d/umask.sh, or at the end of /etc/profile, and take a
#       weaker one out of /etc/bash.bashrc (Debian, SUSE) or /etc/bashrc (RHEL); set UMASK 027 in
#       /etc/login.defs with pam_umask for what shells do not start.
#     command: ""
#   references: ["umask(2)", "login.defs(5)", "pam_umask(8)"]
package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.logon_umask

import data.lib.report
import data.params
import future.keywords.not

# zsh reads neither /etc/profile nor what lies in profile.d.
_who := ["root_login", "user_login", "zsh_login"]

_shown(value) := value.mask if value.known

else := "computed by a command"

evidence contains report.evidence(sprintf("%s: umask %s", [who, _shown(value)]), value.source) if {
	some who in _who
	some value in input.logon.sessions[who].umask
	value.set
}

unknown contains sprintf("%s: umask is computed by a command", [value.source]) if {
	some who in _who
	some value in input.logon.sessions[who].umask
	not value.known
}

_open(value) := "writable by everybody" if value.other_write

else := "readable by everybody" if {
	value.other_read
	not params.logon_umask_lets_others_read
}

else := "writable by the group" if value.group_write

violations contains report.violation({
	"message": sprintf("%s: with umask %s new files are %s", [who, value.mask, _open(value)]),
	"resource": who,
	"observed": value.mask,
	"expected": "027 or stricter",
	"source": value.source,
}) if {
	some who in _who
	some value in input.logon.sessions[who].umask
	value.set
	value.known
}

violations contains report.violation({
	"message": sprintf("%s: no start-up file sets a umask", [who]),
	"resource": who,
	"observed": "not set",
	"expected": "027 or stricter",
	"source": value.source,
}) if {
	some who in _who
	some value in input.logon.sessions[who].umask
	not value.set
}
