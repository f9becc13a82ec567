# METADATA
# title: Software comes from the distribution or from sources that were agreed to
# description: >-
#   Whoever runs a package source can run programs as root on every host that uses it. Each
#   one besides the distribution's own needs somebody who decided to trust it.
# custom:
#   id: repository-third-party
#   controls: ["10.4.1"]
#   aspects: ["10.4.1/third-party-sources"]
#   severity: medium
#   needs: ["packages.sources[*].official", "packages.sources[*].site", "packages.sources[*].uri", "packages.sources[*].source"]
#   partial: convict
#   remediation:
#     text: >-
#       Remove the source, or enter its host name in the parameter repository_allowed_sites
#       after somebody answered for it. Limit an agreed source to its own packages with a
#       pin in /etc/apt/preferences.d, includepkgs in its .repo file or a priority.
#     command: ""
#   references: ["sources.list(5)", "apt_preferences(5)", "dnf.conf(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.repository_third_party

import data.lib.report
import data.params
import future.keywords.not

_sources := input.packages.sources

_other := {name | some name, s in _sources; not s.official; not s.site in params.repository_allowed_sites}

evidence contains report.evidence(
	sprintf("%s, %d of them neither the distribution's nor agreed to", [report.counted(count(_sources), "source", "sources"), count(_other)]),
	source,
) if {
	source := sort([s.source | some s in _sources])[0]
}

violations contains report.violation({
	"message": sprintf("packages come from %s", [_sources[name].uri]),
	"resource": name,
	"observed": _sources[name].site,
	"expected": "the distribution's own archive, or one of repository_allowed_sites",
	"source": _sources[name].source,
}) if {
	some name in _other
}
