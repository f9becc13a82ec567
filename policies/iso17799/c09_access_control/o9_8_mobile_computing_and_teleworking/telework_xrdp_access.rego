# METADATA
# title: The remote desktop lets in a named group, and never root
# description: >-
#   An open remote desktop is tried by everybody, first with root, whose name they know.
# custom:
#   id: telework-xrdp-access
#   controls: ["9.8.2", "9.5.3"]
#   aspects: ["9.8.2/vpn-remote-desktop-configuration", "9.5.3/root-log-paths"]
#   severity: high
#   scope: ["mobile.xrdp.present"]
#   needs:
#     - "mobile.xrdp.settings.AllowRootLogin.value"
#     - "mobile.xrdp.settings.AllowRootLogin.source"
#     - "mobile.xrdp.settings.AlwaysGroupCheck.value"
#     - "mobile.xrdp.settings.AlwaysGroupCheck.source"
#     - "mobile.xrdp.settings.TerminalServerUsers.value"
#     - "mobile.xrdp.settings.TerminalServerUsers.source"
#   remediation:
#     text: >-
#       In [Security] of /etc/xrdp/sesman.ini set AllowRootLogin=false,
#       TerminalServerUsers=tsusers and AlwaysGroupCheck=true; "groupadd tsusers" and add
#       those who work from afar.
#     command: ""
#   references: ["xrdp.ini(5)", "sesman.ini(5)"]
package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_xrdp_access

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no xrdp", input.mobile.xrdp.present.source) if {
	input.mobile.xrdp.present.value == false
}

_settings := input.mobile.xrdp.settings

evidence contains report.evidence(sprintf("AllowRootLogin=%s, AlwaysGroupCheck=%s", [_settings.AllowRootLogin.value, _settings.AlwaysGroupCheck.value]), _settings.AllowRootLogin.source)

_on := {"true", "yes", "1", "on"}

violations contains report.violation({
	"message": "root may log on to the remote desktop",
	"resource": "AllowRootLogin",
	"observed": _settings.AllowRootLogin.value,
	"expected": "false",
	"source": _settings.AllowRootLogin.source,
}) if {
	_settings.AllowRootLogin.value in _on
}

violations contains report.violation({
	"message": sprintf("the group of remote users (%s) is not insisted on", [_settings.TerminalServerUsers.value]),
	"resource": "AlwaysGroupCheck",
	"observed": _settings.AlwaysGroupCheck.value,
	"expected": "true",
	"source": _settings.AlwaysGroupCheck.source,
}) if {
	not _settings.AlwaysGroupCheck.value in _on
}
