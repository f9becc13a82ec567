# METADATA
# title: Nobody is logged on without a password at the start
# description: >-
#   Automatic log-on gives the account, and all that it may do, to whoever stands before
#   the machine or opens its remote console.
# custom:
#   id: service-autologin
#   controls: ["9.5.3"]
#   aspects: ["9.5.3/no-anonymous-guest-log", "9.5.3/root-log-paths"]
#   severity: high
#   needs:
#     - services.autologin
#     - "services.autologin[*].value"
#     - "services.autologin[*].source"
#     - services.starts
#   partial: convict
#   remediation:
#     text: >-
#       Take --autologin out of the getty's drop-in in /etc/systemd/system (or out of
#       /etc/inittab), or the automatic log-on out of the display manager's file that the
#       finding names: AutomaticLoginEnable=false (gdm), autologin-user= (lightdm), User=
#       in [Autologin] (sddm).
#     command: ""
#   references: ["agetty(8)", "lightdm(1)"]
package iso17799.c09_access_control.o9_5_operating_system_access_control.service_autologin

import data.lib.report
import future.keywords.not

evidence contains report.evidence(
	sprintf("%s; %s", [
		report.counted(count(input.services.autologin), "automatic log-on", "automatic log-ons"),
		report.counted(count(input.services.starts), "unit or script starts", "units and scripts start"),
	]),
	"/etc/systemd/system",
)

violations contains report.violation({
	"message": sprintf("%s is logged on without a password at the start", [login.value]),
	"resource": place,
	"observed": sprintf("automatic log-on of %s", [login.value]),
	"expected": "a log-on with a password",
	"source": login.source,
}) if {
	some place, login in input.services.autologin
}
