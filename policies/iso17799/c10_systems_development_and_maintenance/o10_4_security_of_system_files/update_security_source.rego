# METADATA
# title: Security updates of the installed release can be learnt of
# description: >-
#   Debian and Ubuntu publish security fixes in an archive of their own. Without it among
#   the sources, or with that of another release, the host is never told of them, and every
#   other check of updates is satisfied.
# custom:
#   id: update-security-source
#   controls: ["10.4.1", "10.5.2"]
#   aspects: ["10.4.1/packages-from-signed-repositories", "10.5.2/security-updates-pending"]
#   severity: high
#   needs:
#     - "packages.security_source.configured"
#     - "packages.security_source.list_found"
#     - "packages.security_source.mismatch"
#     - "packages.security_source.codename"
#     - "packages.security_source.release"
#     - "packages.security_source.source"
#   remediation:
#     text: >-
#       Debian: "deb http://deb.debian.org/debian-security CODENAME-security main". Ubuntu:
#       "deb http://security.ubuntu.com/ubuntu CODENAME-security main restricted universe
#       multiverse". CODENAME is VERSION_CODENAME of /etc/os-release. Then "apt-get update".
#     command: ""
#   references: ["sources.list(5)"]
package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.update_security_source

import data.lib.report
import future.keywords.not

_security := input.packages.security_source

_release := _security.release if _security.release != ""

_release := "the installed release" if _security.release == ""

_codename := _security.codename if _security.codename != ""

_codename := "an unnamed release" if _security.codename == ""

evidence contains report.evidence(sprintf("security archive for %s, installed is %s", [_codename, _release]), _security.source) if {
	_security.configured
}

evidence contains report.evidence("no source is a security archive", _security.source) if not _security.configured

violations contains report.violation({
	"message": "no enabled source is a security archive",
	"resource": "security archive",
	"observed": "none",
	"expected": sprintf("the security archive of %s", [_release]),
	"source": _security.source,
}) if {
	not _security.configured
	not _security.list_found
}

violations contains report.violation({
	"message": sprintf("the security archive is that of %s, and %s is installed", [_codename, _release]),
	"resource": "security archive",
	"observed": _codename,
	"expected": _release,
	"source": _security.source,
}) if {
	_security.configured
	_security.mismatch
}

unknown contains "a security archive's package list is on the host, but no source names it: where it comes from cannot be told" if {
	not _security.configured
	_security.list_found
}
