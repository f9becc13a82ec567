# METADATA
# title: Remote desktop sessions that are left end
# description: >-
#   A session that stays after its user has gone can be taken up by whoever has, or guesses, the
#   password.
# custom:
#   id: telework-xrdp-sessions
#   controls: ["9.8.2", "9.3.2", "9.5.7"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "9.3.2/desktop-remote-shells"]
#   severity: low
#   scope: ["mobile.xrdp.present"]
#   needs:
#     - "mobile.xrdp.settings.KillDisconnected.value"
#     - "mobile.xrdp.settings.KillDisconnected.source"
#     - "mobile.xrdp.settings.IdleTimeLimit.value"
#     - "mobile.xrdp.settings.IdleTimeLimit.source"
#     - "mobile.xrdp.settings.DisconnectedTimeLimit.value"
#     - "mobile.xrdp.settings.DisconnectedTimeLimit.source"
#   profile: strict
#   remediation:
#     text: >-
#       In [Sessions] of /etc/xrdp/sesman.ini set KillDisconnected=true,
#       DisconnectedTimeLimit and IdleTimeLimit (seconds, 0 is never; the last works with
#       Xvnc only).
#     command: ""
#   references: ["xrdp.ini(5)", "sesman.ini(5)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_xrdp_sessions

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no xrdp", input.mobile.xrdp.present.source) if {
	input.mobile.xrdp.present.value == false
}

_settings := input.mobile.xrdp.settings

evidence contains report.evidence(sprintf("KillDisconnected=%s, DisconnectedTimeLimit=%s, IdleTimeLimit=%s", [_settings.KillDisconnected.value, _settings.DisconnectedTimeLimit.value, _settings.IdleTimeLimit.value]), _settings.KillDisconnected.source)

violations contains report.violation({
	"message": "sessions stay after their user has gone",
	"resource": "KillDisconnected",
	"observed": _settings.KillDisconnected.value,
	"expected": "true",
	"source": _settings.KillDisconnected.source,
}) if {
	not _settings.KillDisconnected.value in {"true", "yes", "1", "on"}
}
