# METADATA
# title: People cannot turn the idle time-out off
# description: >-
#   A TMOUT that is not read only is gone with one command, and further shells know nothing of one
#   that is not exported.
# custom:
#   id: logon-timeout-fixed
#   controls: ["9.5.7"]
#   aspects: ["9.5.7/tmout"]
#   severity: low
#   scope:
#     - 'logon.sessions["root_login"].tmout[*].set'
#     - 'logon.sessions["root_login"].tmout[*].known'
#     - 'logon.sessions["root_login"].tmout[*].source'
#     - 'logon.sessions["user_login"].tmout[*].set'
#     - 'logon.sessions["user_login"].tmout[*].known'
#     - 'logon.sessions["user_login"].tmout[*].source'
#     - 'logon.sessions[*].tmout[*].set'
#     - 'logon.sessions[*].tmout[*].known'
#     - 'logon.sessions[*].tmout[*].source'
#   needs:
#     - 'logon.sessions["root_login"].tmout[*].set'
#     - 'logon.sessions["root_login"].tmout[*].known'
#     - 'logon.sessions["root_login"].tmout[*].readonly'
#     - 'logon.sessions["root_login"].tmout[*].exported'
#     - 'logon.sessions["root_login"].tmout[*].source'
#     - 'logon.sessions["user_login"].tmout[*].set'
#     - 'logon.sessions["user_login"].tmout[*].known'
#     - 'logon.sessions["user_login"].tmout[*].readonly'
#     - 'logon.sessions["user_login"].tmout[*].exported'
#     - 'logon.sessions["user_login"].tmout[*].source'
#     - 'logon.sessions[*].tmout[*].set'
#     - 'logon.sessions[*].tmout[*].known'
#     - 'logon.sessions[*].tmout[*].readonly'
#     - 'logon.sessions[*].tmout[*].exported'
#     - 'logon.sessions[*].tmout[*].source'
#   remediation:
#     text: >-
#       Declare it with "typeset -xr TMOUT=600", or "readonly TMOUT; export TMOUT" after it is set.
#     command: ""
#   references: ["bash(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_timeout_fixed

import data.lib.report
import future.keywords.not

_set contains {"who": who, "value": value} if {
	some who in ["root_login", "user_login", "zsh_login"]
	some value in input.logon.sessions[who].tmout
	value.set
}

not_applicable contains report.evidence("TMOUT is not set at all", value.source) if {
	count(_set) == 0
	some value in input.logon.sessions.user_login.tmout
	value.known
}

evidence contains report.evidence(sprintf("%s: TMOUT readonly %v, exported %v", [one.who, one.value.readonly, one.value.exported]), one.value.source) if {
	some one in _set
}

violations contains report.violation({
	"message": sprintf("%s: TMOUT can be changed, or is not passed on to further shells", [one.who]),
	"resource": one.who,
	"observed": sprintf("readonly %v, exported %v", [one.value.readonly, one.value.exported]),
	"expected": "readonly and exported",
	"source": one.value.source,
}) if {
	some one in _set
	false in [one.value.readonly, one.value.exported]
}
