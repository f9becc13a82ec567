# METADATA
# title: No host or user is trusted by its name alone
# description: >-
#   hosts.equiv, .rhosts and .shosts let in whoever comes from a host that says its name. Names are
#   easily forged, and a plus sign lets in everybody.
# custom:
#   id: file-trust
#   controls: ["9.4.4", "9.5.3"]
#   aspects: ["9.4.4/trust-files"]
#   severity: critical
#   needs:
#     - 'files.trust[*].type'
#   partial: convict
#   remediation:
#     text: >-
#       Delete the file, and remove rsh-server and rlogin; use SSH keys. An empty .rhosts folder of
#       root's (mkdir -m 0 .rhosts) keeps users from making it again.
#     command: ""
#   references: ["hosts.equiv(5)", "ruserok(3)"]
package iso17799.c09_access_control.o9_4_network_access_control.file_trust

import data.lib.report
import future.keywords.not

_trusting[name] := file if {
	some name, file in input.files.trust
	file.type in {"hosts.equiv", "rhosts", "shosts"}
	_lets_in(file)
}

# A file without a line lets nobody in; one that could not be read may.
_lets_in(file) if object.get(file, "lines", 1) > 0

evidence contains report.evidence(sprintf("%s hosts or users by name", [report.counted(count(_trusting), "file that trusts", "files that trust")]), "/etc/hosts.equiv")

_what(file) := "everybody" if object.get(file, "plus", false)

else := "hosts or users by name"

violations contains report.violation({
	"message": sprintf("%s trusts %s", [name, _what(file)]),
	"resource": name,
	"observed": _what(file),
	"expected": "no such file",
	"source": name,
}) if {
	some name, file in _trusting
}
