# METADATA
# title: Changes of the network identity are audited
# description: >-
#   A changed host name or hosts file sends connections, and the lines of a
#   central log, somewhere else.
# custom:
#   id: audit-network
#   controls: ["9.7.1"]
#   aspects: ["9.7.1/rules-identity"]
#   severity: low
#   scope: ["audit.present"]
#   needs:
#     - "audit.purposes.network"
#     - "audit.rules.source"
#     - "audit.purposes.network.paths[*].covered"
#     - "audit.purposes.network.paths[*].missing"
#     - "audit.purposes.network.syscalls[*].covered"
#     - "audit.purposes.network.syscalls[*].missing"
#   roles: ["server", "workstation", "laptop"]
#   profile: strict
#   remediation:
#     text: >-
#       Put the lines in a file of /etc/audit/rules.d that ends in .rules, and
#       run "augenrules --load", or restart the host where the rules are
#       locked; on Alpine in /etc/audit/audit.rules. "-a always,exit -F
#       arch=b64 -S sethostname,setdomainname -k system-locale" and "-w
#       /etc/hosts -p wa -k system-locale", likewise /etc/issue and
#       /etc/issue.net.
#     command: ""
#   references: ["auditctl(8)", "audit.rules(7)"]
package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_network

import data.lib.audit
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains item if some item in audit.none(input.audit.present)

_wanted := audit.wanted(input.audit.purposes.network, params.audit_network_paths, params.audit_network_syscalls)

_lacking := audit.lacking(_wanted, params.audit_both_word_sizes)

evidence contains report.evidence(sprintf("recorded: %d of %d looked at (name and network)", [count(_wanted) - count(_lacking), count(_wanted)]), input.audit.rules.source) if {
	count(_wanted) > 0
}

violations contains report.violation({
	"message": sprintf("name and network: %s is not recorded", [name]),
	"resource": name,
	"observed": audit.why(item),
	"expected": "an audit rule that records it for everybody",
	"source": input.audit.rules.source,
}) if {
	some name, item in _lacking
}
