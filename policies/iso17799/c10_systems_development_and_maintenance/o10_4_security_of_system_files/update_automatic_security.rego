# METADATA
# title: Automatic updates take in security updates
# description: >-
#   Automatic updates can be limited to some archives. If the security archive is not among
#   them, they leave out the updates that matter most, and nobody looks any more.
# custom:
#   id: update-automatic-security
#   controls: ["10.4.1", "10.5.2"]
#   aspects: ["10.4.1/automatic-install-updates", "10.5.2/security-updates-pending"]
#   severity: medium
#   scope: ["packages.automatic.mechanisms", "packages.manager"]
#   needs: ["packages.automatic.mechanisms", "packages.automatic.security"]
#   roles: ["server", "workstation", "laptop"]
#   remediation:
#     text: >-
#       Name the security archive in Unattended-Upgrade::Origins-Pattern in
#       /etc/apt/apt.conf.d/50unattended-upgrades:
#       "origin=Debian,codename=${distro_codename}-security,label=Debian-Security"; or in
#       Allowed-Origins "${distro_id}:${distro_codename}-security"; (Ubuntu). With dnf-
#       automatic, upgrade_type = default or security.
#     command: ""
#   references: ["unattended-upgrade(8)", "dnf-automatic(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.update_automatic_security

import data.lib.report
import future.keywords.not

_all := input.packages.automatic.mechanisms

_in_force := {name | some name, m in _all; m.installed; m.applies; m.scheduled != "masked"; m.scheduled != "disabled"}

not_applicable contains report.evidence("no updates install themselves", input.packages.manager.source) if {
	count({name | some name, m in input.packages.automatic.mechanisms; m.installed; m.applies}) == 0
}

evidence contains report.evidence(sprintf("%s takes %s", [name, _selection(_all[name])]), _all[name].sources[0]) if {
	some name in _in_force
}

_selection(m) := report.list(m.origins) if count(m.origins) > 0

_selection(m) := "every update" if count(m.origins) == 0

violations contains report.violation({
	"message": sprintf("%s does not take updates from the security archive", [name]),
	"resource": name,
	"observed": _selection_or_none(_all[name]),
	"expected": "the security archive among its origins",
	"source": _all[name].sources[0],
}) if {
	some name in _in_force
	input.packages.automatic.security[name] == false
}

_selection_or_none(m) := report.list(m.origins) if count(m.origins) > 0

_selection_or_none(m) := "no origin at all" if count(m.origins) == 0

unknown contains sprintf("what %s takes cannot be told", [name]) if {
	some name in _in_force
	not name in object.keys(input.packages.automatic.security)
}
