# METADATA
# title: The management controller takes no session of cipher suite 0
# description: >-
#   Cipher suite 0 of IPMI 2.0 leaves authentication out: whoever knows the name of a user, and the
#   well-known ones will do, controls the machine from the network with any password.
# custom:
#   id: bmc-cipher-zero
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
#     - 'bmc.lan.channels[*].suite_zero.value'
#     - 'bmc.lan.channels[*].suite_zero.source'
#   partial: convict
#   remediation:
#     text: >-
#       See "ipmitool lan print 1": under "Cipher Suite Priv Max" each letter is the highest privilege of a
#       suite of the list above it, the first that of suite 0. Set the same letters with X in the first
#       place: "ipmitool lan set 1 cipher_privs Xaaaaaaaaaaaaaa" with your letters. Some controllers keep the
#       setting on their own web page or lose it with an update of their firmware. If IPMI over the network is not
#       used, "ipmitool lan set 1 access off". Where this is unknown because the controller could not be asked:
#       install ipmitool (apt-get install, dnf install, zypper install or apk add ipmitool), load ipmi_si and
#       ipmi_devintf with modprobe, and scan as root.
#     command: ""
#   references: ["ipmitool(1), lan set cipher_privs", "IPMI 2.0, table 22-20"]
package iso17799.c09_access_control.o9_4_network_access_control.bmc_cipher_zero

import data.lib.bmc
import data.lib.report
import future.keywords.not

not_applicable contains e if some e in bmc.absent(input.bmc.present)

evidence contains e if some e in bmc.none(input.bmc.lan)

evidence contains e if some e in bmc.shut(input.bmc.lan.channels)

evidence contains report.evidence(sprintf("channel %s (%s): cipher suite 0 %s", [number, channel.medium, _state[channel.suite_zero.value]]), channel.suite_zero.source) if {
	some number, channel in bmc.open(input.bmc.lan.channels)
}

violations contains report.violation({
	"message": sprintf("the management controller lets everybody who names a user in over channel %s: cipher suite 0 is enabled", [number]),
	"resource": sprintf("channel %s", [number]),
	"observed": "cipher suite 0 enabled",
	"expected": "cipher suite 0 unused (X)",
	"source": channel.suite_zero.source,
}) if {
	some number, channel in bmc.open(input.bmc.lan.channels)
	channel.suite_zero.value
}

_state := {true: "enabled", false: "unused"}
