# METADATA
# title: No compiler or debugger is installed on a production host
# description: >-
#   With a compiler an intruder builds his tools on the spot, and with a debugger he looks
#   into other processes. Programs are built elsewhere and brought here as packages.
# custom:
#   id: package-development-tools
#   controls: ["8.1.5", "9.5.5"]
#   aspects: ["8.1.5/compilers", "8.1.5/debuggers", "9.5.5/compilers", "9.5.5/debuggers"]
#   severity: low
#   needs: ["packages.installed[*].version", "packages.count", "packages.manager.source"]
#   partial: convict
#   roles: ["server"]
#   remediation:
#     text: >-
#       Remove them: "apt-get purge NAME && apt-get autoremove" (Debian, Ubuntu), "dnf
#       remove NAME" (RHEL, Fedora), "zypper remove NAME" (SUSE), "apk del NAME" (Alpine).
#       Where this host is for development, give it the role workstation, or shorten
#       package_development_tools.
#     command: ""
#   references: ["dpkg-query(1)", "apt-get(8)"]
package iso17799.c08_communications_and_operations_management.o8_1_operational_procedures_and_responsibilities.package_development_tools

import data.lib.packages
import data.lib.report
import data.params
import future.keywords.not

_found := packages.named(input.packages.installed, params.package_development_tools)

evidence contains report.evidence(
	sprintf("%s installed, %s", [
		report.counted(input.packages.count, "package", "packages"),
		report.counted(count(_found), "of them a compiler or debugger", "of them compilers or debuggers"),
	]),
	input.packages.manager.source,
)

violations contains report.violation({
	"message": sprintf("%s is installed", [packages.shown(name, pkg)]),
	"resource": name,
	"observed": sprintf("%s installed", [pkg.version]),
	"expected": "not installed",
	"source": input.packages.manager.source,
}) if {
	some name, pkg in _found
}
