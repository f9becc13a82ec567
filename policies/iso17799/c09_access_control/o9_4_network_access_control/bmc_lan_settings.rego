# METADATA
# title: The management controller is on the network as somebody set it up
# description: >-
#   Controllers leave the factory open, with a well-known password, and take an address from whatever network
#   the cable leads to. One whose network settings nobody has looked at is a second way into the machine.
# custom:
#   id: bmc-lan-settings
#   controls: ["9.4.5"]
#   aspects: ["9.4.5/debug-management-ports-reachable"]
#   severity: low
#   roles: ["server", "workstation", "laptop"]
#   scope: ["bmc.present"]
#   needs:
#     - 'bmc.lan.asked'
#     - 'bmc.lan.source'
#     - 'bmc.lan.channels[*].medium'
#     - 'bmc.lan.channels[*].open.value'
#     - 'bmc.lan.channels[*].open.source'
#     - 'bmc.lan.channels[*].address_source.value'
#     - 'bmc.lan.channels[*].address_source.source'
#   partial: convict
#   remediation:
#     text: >-
#       Put the controller into a network of its own, which only administrators reach, with "ipmitool lan set 1
#       ipsrc static", "ipaddr", "netmask" and "defgw ipaddr", or with "vlan id". If it is not used over the
#       network, "ipmitool lan set 1 access off". Where this is unknown because the controller could not be
#       asked: install ipmitool (apt-get install, dnf install, zypper install or apk add ipmitool), load ipmi_si
#       and ipmi_devintf with modprobe, and scan as root.
#     command: ""
#   references: ["ipmitool(1), lan set ipsrc"]
package iso17799.c09_access_control.o9_4_network_access_control.bmc_lan_settings

import data.lib.bmc
import data.lib.report
import data.params
import future.keywords.not

not_applicable contains e if some e in bmc.absent(input.bmc.present)

evidence contains e if some e in bmc.none(input.bmc.lan)

evidence contains e if some e in bmc.shut(input.bmc.lan.channels)

evidence contains report.evidence(sprintf("channel %s (%s): address source %s", [number, channel.medium, channel.address_source.value]), channel.address_source.source) if {
	some number, channel in bmc.open(input.bmc.lan.channels)
}

violations contains report.violation({
	"message": sprintf("channel %s of the management controller answers, and its address source is %s", [number, channel.address_source.value]),
	"resource": sprintf("channel %s", [number]),
	"observed": channel.address_source.value,
	"expected": report.list(params.bmc_address_sources_allowed),
	"source": channel.address_source.source,
}) if {
	some number, channel in bmc.open(input.bmc.lan.channels)
	not channel.address_source.value in params.bmc_address_sources_allowed
}
