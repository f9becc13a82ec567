# METADATA
# title: Every AppArmor profile is enforced
# description: >-
#   A profile in complain mode only writes down what it would forbid. It is meant for the time
#   in which a profile is written.
# custom:
#   id: mac-profiles-complain
#   controls: ["9.6.2"]
#   aspects: ["9.6.2/mandatory-access-control-enforcing", "9.6.2/containers-services-confined"]
#   severity: medium
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
#       aa-enforce NAME (apparmor-utils), or take flags=(complain) out of the file and the link
#       out of /etc/apparmor.d/force-complain, then apparmor_parser -r FILE.
#     command: ""
#   references: ["apparmor.d(5)", "aa-enforce(8)"]
package iso17799.c09_access_control.o9_6_application_access_control.mac_profiles_complain

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("AppArmor is not installed", input.mac.apparmor.installed.source) if {
	input.mac.apparmor.installed.value == false
}

evidence contains report.evidence(report.counted(count(input.mac.apparmor.profiles), "profile", "profiles"), "/etc/apparmor.d")

violations contains report.violation({
	"message": sprintf("the profile %s does not stop anything", [name]),
	"resource": name,
	"observed": profile.mode,
	"expected": "enforce",
	"source": profile.source,
}) if {
	some name, profile in input.mac.apparmor.profiles
	profile.mode == "complain"
	not profile.disabled
	not name in params.mac_profiles_complain_allowed
}
