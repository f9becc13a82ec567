# METADATA
# title: Packages come from the release that is installed
# description: >-
#   One line with another release turns a stable system, update by update, into a mixture that
#   nobody has tested and that gets security updates for neither.
# custom:
#   id: repository-release
#   controls: ["10.4.1", "10.5.3"]
#   aspects: ["10.4.1/third-party-sources"]
#   severity: medium
#   scope: ["host.os", "host.os.id", "host.os.source"]
#   needs:
#     - host.os
#     - packages.sources
#     - "packages.sources[*].official"
#     - "packages.sources[*].suite"
#     - "packages.sources[*].source"
#   partial: convict
#   remediation:
#     text: >-
#       Take the line out of /etc/apt/sources.list or /etc/apt/sources.list.d, run "apt-get update"
#       and look with "apt list '?narrow(?installed, ?not(?archive(stable)))'" what came from it.
#       Where single packages are wanted, use backports, or pin the other release below 500 in
#       /etc/apt/preferences.d.
#     command: ""
#   references: ["sources.list(5)", "apt_preferences(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.repository_release

import data.lib.report
import data.params
import future.keywords.not

_os := input.host.os

not_applicable contains report.evidence(sprintf("%s, whose package sources name no release of Debian or Ubuntu", [_os.id]), _os.source) if {
	not _os.id in {"debian", "ubuntu"}
}

not_applicable contains report.evidence(sprintf("%s without a version, as between two releases", [_os.id]), _os.source) if {
	_os.id in {"debian", "ubuntu"}
	object.get(_os, "version_id", "") == ""
	object.get(_os, "codename", "") != ""
}

_official := {name: source | some name, source in input.packages.sources; source.official}

evidence contains report.evidence(sprintf("release %s; the distribution's sources name %s", [_os.codename, report.list(sort({source.suite | some source in _official}))]), _os.source)

violations contains report.violation({
	"message": sprintf("packages come from %s, while %s is installed", [source.suite, _os.codename]),
	"resource": name,
	"observed": sprintf("%s with apt's priority %s", [source.suite, _priority(source)]),
	"expected": sprintf("%s, or a pin below %d", [_os.codename, params.repository_other_release_priority]),
	"source": source.source,
}) if {
	some name, source in _official
	not _own(source.suite)
	object.get(source, "priority", 500) >= params.repository_other_release_priority
}

unknown contains "the name of the installed release is not known" if {
	not _os.codename
}

_priority(source) := sprintf("%d", [source.priority])

_priority(source) := "500" if object.get(source, "priority", "") == ""

# bookworm, bookworm-updates, bookworm/updates; the names that move are left to
# the distribution, and experimental installs nothing by itself.
_own(suite) if regex.split(`[-/]`, suite)[0] == _os.codename

_own(suite) if regex.split(`[-/]`, suite)[0] in {"stable", "experimental", "rc"}
