# METADATA
# title: No password lies open in a .netrc
# description: >-
#   .netrc keeps passwords in the clear for programs that fetch files. Others must not read it;
#   better there is none.
# custom:
#   id: file-netrc
#   controls: ["8.6.3", "9.6.1", "9.5.4"]
#   aspects: ["8.6.3/permissions-secrets"]
#   severity: high
#   needs:
#     - 'files.trust[*].type'
#     - 'files.trust[*].entry.mode'
#     - 'files.trust[*].entry.group_readable'
#     - 'files.trust[*].entry.world_readable'
#     - 'files.trust[*].entry.group'
#   partial: convict
#   remediation:
#     text: >-
#       Delete it and use keys or a password store, or chmod 0600 it. If others could read it,
#       change the passwords in it.
#     command: ""
#   references: ["netrc(5)"]
package iso17799.c08_communications_and_operations_management.o8_6_media_handling_and_security.file_netrc

import data.lib.report
import future.keywords.not

_netrc[name] := file if {
	some name, file in input.files.trust
	file.type == "netrc"
}

evidence contains report.evidence(report.counted(count(_netrc), ".netrc file", ".netrc files"), "/etc/passwd")

_open(entry) if entry.world_readable

_open(entry) if entry.group_readable

violations contains report.violation({
	"message": sprintf("%s can be read by others", [name]),
	"resource": name,
	"observed": sprintf("mode %s", [file.entry.mode]),
	"expected": "mode 0600",
	"source": name,
}) if {
	some name, file in _netrc
	_open(file.entry)
}
