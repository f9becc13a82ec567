# METADATA
# title: No setting of the package manager weakens verification
# description: >-
#   One line in a drop-in turns the checks of signatures, certificates or dates off for
#   every source at once, and it is easily left behind after a test.
# custom:
#   id: repository-options
#   controls: ["10.3.3", "10.4.1"]
#   aspects: ["10.3.3/package-repository-signatures-enforced", "10.4.1/packages-from-signed-repositories"]
#   severity: medium
#   needs: ["packages.options.insecure[*].value", "packages.options.insecure[*].source", "packages.options.read", "packages.manager.source"]
#   partial: convict
#   remediation:
#     text: >-
#       Delete the setting: APT::Get::AllowUnauthenticated,
#       Acquire::AllowInsecureRepositories, Acquire::AllowWeakRepositories,
#       Acquire::AllowDowngradeToInsecureRepositories, Acquire::https::Verify-Peer,
#       Acquire::Check-Valid-Until and Acquire::Check-Date in /etc/apt/apt.conf.d (Debian,
#       Ubuntu); gpgcheck=0 and sslverify=0 in /etc/dnf/dnf.conf (RHEL, Fedora); gpgcheck =
#       off in /etc/zypp/zypp.conf (SUSE).
#     command: ""
#   references: ["apt.conf(5)", "apt-secure(8)", "dnf.conf(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.repository_options

import data.lib.report
import future.keywords.not

_insecure := input.packages.options.insecure

evidence contains report.evidence(
	sprintf("%s read, %s verification", [
		report.counted(count(input.packages.options.read), "configuration file", "configuration files"),
		report.counted(count(_insecure), "setting that weakens", "settings that weaken"),
	]),
	input.packages.manager.source,
)

violations contains report.violation({
	"message": sprintf("%s is %s", [name, setting.value]),
	"resource": name,
	"observed": setting.value,
	"expected": "not set, or the safe default",
	"source": setting.source,
}) if {
	some name, setting in _insecure
}
