# METADATA
# title: Only software that the asset register authorises is installed
# description: >-
#   Software that nobody authorised may be without a licence, and nobody follows its updates. The
#   entry lists what was authorised for this host, by package or by the source package that several
#   packages are built from. What every host has, and libraries, which come with what needs them, are
#   in a parameter. Which packages somebody asked for and which came along is not known here, so that
#   every other package must be on the list.
# custom:
#   id: register-software
#   controls: ["12.1.2"]
#   aspects: ["12.1.2/software-outside-authorised-list"]
#   severity: medium
#   scope:
#     - ledger.asset.software_given
#     - ledger.asset.source
#   needs:
#     - ledger.asset.software
#     - packages.installed
#     - packages.installed[*].source_package
#     - packages.count
#     - packages.complete.value
#     - packages.manager.source
#   partial: convict
#   remediation:
#     text: >-
#       Remove what nobody needs: "apt-get purge NAME" (Debian, Ubuntu), "dnf remove NAME" (RHEL, Fedora),
#       "zypper remove NAME" (SUSE), "apk del NAME" (Alpine). Add what is authorised and licensed to
#       "software" of the host's entry in the ledger; * stands for any characters. A first list for hosts
#       that are built alike comes from one that was approved:
#       "dpkg-query -W -f '${source:Package}\n' | sort -u". What is on all hosts goes into
#       register_software_base.
#     command: ""
#   references: ["dpkg-query(1)", "ISO/IEC 17799:2000, 12.1.2"]
package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.register_software

import data.lib.register
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("the host's entry lists no authorised software", input.ledger.asset.source) if {
	input.ledger.asset.software_given == false
}

evidence contains report.evidence(
	sprintf("%s installed, %d of them neither of the base nor authorised", [report.counted(input.packages.count, "package", "packages"), count(_outside)]),
	input.packages.manager.source,
) if {
	input.packages.complete.value == true
}

evidence contains report.evidence(sprintf("authorised: %s", [report.list(input.ledger.asset.software)]), input.ledger.asset.source)

violations contains report.violation({
	"message": sprintf("%s is installed and not authorised in the register", [software]),
	"resource": software,
	"observed": sprintf("installed: %s", [report.list(sort(names))]),
	"expected": "on the list of the host's entry, or not installed",
	"source": input.packages.manager.source,
}) if {
	some software, names in _unauthorised
}

unknown contains "the package database was not read whole" if input.packages.complete.value == false

# The packages left over, by the software that they are built from.
_unauthorised[software] contains key if {
	some key, software in _outside
}

_outside[key] := software if {
	some key, software in _software
	not register.listed(_base, register.package_name(key))
	not register.listed(_authorised, register.package_name(key))
	not register.listed(_authorised, software)
}

_software[key] := software if {
	some key, installed in input.packages.installed
	software := _of(register.package_name(key), installed.source_package)
}

_of(name, "") := name

_of(_, source) := source if source != ""

_base := register.patterns(params.register_software_base)

_authorised := register.patterns(input.ledger.asset.software)
