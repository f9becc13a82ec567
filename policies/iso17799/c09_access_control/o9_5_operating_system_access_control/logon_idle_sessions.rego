# METADATA
# title: Idle sessions are ended or locked
# description: >-
#   logind can end sessions that nobody uses, and lock graphical ones, whatever shell or desktop
#   runs in them.
# custom:
#   id: logon-idle-sessions
#   controls: ["9.5.7", "9.3.2"]
#   aspects: ["9.5.7/logind-idle-action", "9.3.2/desktop-remote-shells"]
#   severity: low
#   needs:
#     - 'logon.logind["StopIdleSessionSec"].value'
#     - 'logon.logind["StopIdleSessionSec"].source'
#     - 'logon.logind["IdleAction"].value'
#     - 'logon.logind["IdleAction"].source'
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Set StopIdleSessionSec=15min (systemd 252 and later), or IdleAction=lock with
#       IdleActionSec=15min for desktops, in /etc/systemd/logind.conf.d/idle.conf.
#     command: ""
#   references: ["logind.conf(5)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_idle_sessions

import data.lib.report
import future.keywords.not

_stop := input.logon.logind.StopIdleSessionSec

_action := input.logon.logind.IdleAction

evidence contains report.evidence(sprintf("StopIdleSessionSec=%s, IdleAction=%s", [_stop.value, _action.value]), _stop.source)

violations contains report.violation({
	"message": "logind neither ends nor locks idle sessions",
	"resource": "logind.conf",
	"observed": sprintf("StopIdleSessionSec=%s, IdleAction=%s", [_stop.value, _action.value]),
	"expected": "a time, or IdleAction=lock",
	"source": _stop.source,
}) if {
	_stop.value in {"infinity", "0"}
	_action.value == "ignore"
}
