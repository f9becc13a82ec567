# METADATA
# title: The management controller authenticates every session
# description: >-
#   Authentication type NONE opens a session of IPMI 1.5 without a password. The session starts, stops and
#   re-installs the machine from the network, below its operating system and unseen by its logs.
# custom:
#   id: bmc-authentication
#   controls: ["9.4.5", "9.4.3"]
#   aspects: ["9.4.5/debug-management-ports-reachable"]
#   severity: critical
#   roles: ["server", "workstation", "laptop"]
#   scope: ["bmc.present"]
#   needs:
#     - 'bmc.lan.asked'
#     - 'bmc.lan.source'
#     - 'bmc.lan.channels[*].medium'
#     - 'bmc.lan.channels[*].open.value'
#     - 'bmc.lan.channels[*].open.source'
#     - 'bmc.lan.channels[*].auth_types'
#     - 'bmc.lan.channels[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Enable MD5 alone for every level: "ipmitool lan set 1 auth callback,user,operator,admin md5", with the
#       channel of the evidence for 1, and see "Auth Type Enable" of "ipmitool lan print 1". If IPMI over the network is
#       not used, "ipmitool lan set 1 access off". Where this is unknown because the controller could not be
#       asked: install ipmitool (apt-get install, dnf install, zypper install or apk add ipmitool), load ipmi_si
#       and ipmi_devintf with modprobe, and scan as root.
#     command: ""
#   references: ["ipmitool(1), lan set auth", "IPMI 2.0, section 13.6"]
package iso17799.c09_access_control.o9_4_network_access_control.bmc_authentication

import data.lib.bmc
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains e if some e in bmc.absent(input.bmc.present)

evidence contains e if some e in bmc.none(input.bmc.lan)

evidence contains e if some e in bmc.shut(input.bmc.lan.channels)

evidence contains report.evidence(sprintf("channel %s (%s): %s", [number, channel.medium, _enabled(channel.auth_types)]), channel.source) if {
	some number, channel in bmc.open(input.bmc.lan.channels)
}

violations contains report.violation({
	"message": sprintf("the management controller takes sessions of type %s for the level %s over channel %s", [type, level, number]),
	"resource": sprintf("channel %s: %s", [number, level]),
	"observed": _enabled({level: types}),
	"expected": sprintf("without %s", [report.list(params.bmc_auth_types_refused)]),
	"source": channel.source,
}) if {
	some number, channel in bmc.open(input.bmc.lan.channels)
	some level, types in channel.auth_types
	some type in types
	type in params.bmc_auth_types_refused
}

_enabled(levels) := concat("; ", [sprintf("%s %s", [level, _types(types)]) | some level, types in levels])

_types(types) := "no type" if count(types) == 0

_types(types) := concat(" ", types) if count(types) > 0
