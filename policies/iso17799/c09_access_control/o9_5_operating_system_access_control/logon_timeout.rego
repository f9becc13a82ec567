# METADATA
# title: Idle shells end by themselves
# description: >-
#   A shell that somebody left open is open to whoever passes. TMOUT ends it after some minutes;
#   what start-up files leave it at is worked out for root and for others.
# custom:
#   id: logon-timeout
#   controls: ["9.5.7", "9.3.2"]
#   aspects: ["9.5.7/tmout", "9.3.2/session-lock-time-out-console"]
#   severity: medium
#   needs:
#     - 'logon.sessions["root_login"].tmout[*].set'
#     - 'logon.sessions["root_login"].tmout[*].known'
#     - 'logon.sessions["root_login"].tmout[*].seconds'
#     - 'logon.sessions["root_login"].tmout[*].source'
#     - 'logon.sessions["user_login"].tmout[*].set'
#     - 'logon.sessions["user_login"].tmout[*].known'
#     - 'logon.sessions["user_login"].tmout[*].seconds'
#     - 'logon.sessions["user_login"].tmout[*].source'
#     - 'logon.sessions[*].tmout[*].set'
#     - 'logon.sessions[*].tmout[*].known'
#     - 'logon.sessions[*].tmout[*].seconds'
#     - 'logon.sessions[*].tmout[*].source'
#   remediation:
#     text: >-
#       Put "typeset -xr TMOUT=600" into /etc/profile.d/timeout.sh (every distribution that reads
#       profile.d; on Alpine, whose ash knows no typeset, "TMOUT=600; readonly TMOUT; export
#       TMOUT"), and into /etc/zsh/zshenv (Debian, Alpine) or /etc/zshenv (RHEL, SUSE) where people
#       have zsh.
#     command: ""
#   references: ["bash(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_timeout

import data.lib.report
import data.params
import future.keywords.not

# zsh reads neither /etc/profile nor what lies in profile.d.
_who := ["root_login", "user_login", "zsh_login"]

_shown(value) := "computed by a command" if {
	not value.known
} else := "not set" if {
	not value.set
} else := report.counted(value.seconds, "second", "seconds")

evidence contains report.evidence(sprintf("%s: TMOUT %s", [who, _shown(value)]), value.source) if {
	some who in _who
	some value in input.logon.sessions[who].tmout
}

unknown contains sprintf("%s: TMOUT is computed by a command", [value.source]) if {
	some who in _who
	some value in input.logon.sessions[who].tmout
	not value.known
}

_wrong(value) := "TMOUT is not set" if not value.set

else := "TMOUT is 0, which is no limit" if value.seconds == 0

else := sprintf("TMOUT is %s", [report.counted(value.seconds, "second", "seconds")]) if value.seconds > params.logon_max_idle_seconds

violations contains report.violation({
	"message": sprintf("%s: %s", [who, _wrong(value)]),
	"resource": who,
	"observed": _wrong(value),
	"expected": sprintf("1 to %s", [report.counted(params.logon_max_idle_seconds, "second", "seconds")]),
	"source": value.source,
}) if {
	some who in _who
	some value in input.logon.sessions[who].tmout
	value.known
}
