# METADATA
# title: No AppArmor profile is switched off
# description: >-
#   A profile that was switched off to get over a fault is seldom switched on again, and the
#   service runs without limits.
# custom:
#   id: mac-profiles-disabled
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/containers-services-confined"]
#   severity: low
#   scope:
#     - 'mac.apparmor.installed'
#   needs:
#     - 'mac.apparmor.installed'
#     - 'mac.apparmor.profiles[*].mode'
#     - 'mac.apparmor.profiles[*].disabled'
#     - 'mac.apparmor.profiles[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Delete the link in /etc/apparmor.d/disable and run apparmor_parser -r FILE; extend the
#       profile in /etc/apparmor.d/local where something is missing.
#     command: ""
#   references: ["apparmor.d(5)", "aa-disable(8)"]
package iso17799.c09_access_control.o9_6_application_access_control.mac_profiles_disabled

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("AppArmor is not installed", input.mac.apparmor.installed.source) if {
	input.mac.apparmor.installed.value == false
}

evidence contains report.evidence(report.counted(count(input.mac.apparmor.profiles), "profile", "profiles"), "/etc/apparmor.d")

violations contains report.violation({
	"message": sprintf("the profile %s is not loaded", [name]),
	"resource": name,
	"observed": "disabled",
	"expected": "loaded and enforced",
	"source": profile.source,
}) if {
	some name, profile in input.mac.apparmor.profiles
	profile.disabled
	not name in params.mac_profiles_disabled_allowed
}
