# METADATA
# title: Only root can change the rules of the packet filter
# description: >-
#   Whoever can write a file of rules decides what the next boot lets in, and an include adds a second file to
#   every one that is looked after.
# custom:
#   id: firewall-rules-protected
#   controls: ["9.4.7", "9.6.1"]
#   aspects: ["9.4.7/inbound-outbound-filter-rules"]
#   severity: high
#   roles: ["server", "workstation", "laptop"]
#   scope: ["firewall.files[*].mode"]
#   needs:
#     - firewall.files[*].mode
#     - firewall.files[*].uid
#     - firewall.files[*].group_writable
#     - firewall.files[*].world_writable
#   partial: convict
#   remediation:
#     text: >-
#       "chown root:root FILE" and "chmod go-w FILE", for the file and what it includes; the folders above it
#       belong to root as well.
#     command: ""
#   references: ["nft(8)", "chmod(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.firewall_rules_protected

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no file holds rules that the next boot loads", "/etc") if {
	count(input.firewall.files) == 0
}

evidence contains report.evidence(
	sprintf("%s of packet filter rules: %s", [
		report.counted(count(input.firewall.files), "file", "files"),
		report.list(sort([path | some path, _ in input.firewall.files])),
	]),
	"/etc",
)

violations contains report.violation({
	"message": sprintf("%s can be changed by others than root", [path]),
	"resource": path,
	"observed": sprintf("mode %s, owner %d", [file.mode, file.uid]),
	"expected": "owned by root, not writable for others",
	"source": path,
}) if {
	some path, file in input.firewall.files
	_weak(file)
}

_weak(file) if file.uid != 0

_weak(file) if file.group_writable

_weak(file) if file.world_writable
