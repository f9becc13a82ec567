# METADATA
# title: The SSH client checks who it talks to
# description: >-
#   With StrictHostKeyChecking off, or known hosts in /dev/null, the client gives passwords and commands to
#   whoever answers in the server's name.
# custom:
#   id: trust-ssh-host-keys
#   controls: ["9.4.4"]
#   aspects: ["9.4.4/strict-host-key-checking"]
#   severity: high
#   scope: ["netservices.ssh_client.present"]
#   needs:
#     - 'netservices.ssh_client.present.source'
#     - 'netservices.ssh_client.settings[*].account'
#     - 'netservices.ssh_client.settings[*].hosts'
#     - 'netservices.ssh_client.settings[*].option'
#     - 'netservices.ssh_client.settings[*].value'
#     - 'netservices.ssh_client.settings[*].source'
#     - 'netservices.ssh_client.default.value'
#     - 'netservices.ssh_client.default.source'
#   partial: convict
#   remediation:
#     text: >-
#       Delete StrictHostKeyChecking no and UserKnownHostsFile /dev/null from /etc/ssh/ssh_config,
#       /etc/ssh/ssh_config.d and ~/.ssh/config; put the hosts' keys into /etc/ssh/ssh_known_hosts, or use
#       host certificates.
#     command: ""
#   references: ["ssh_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.trust_ssh_host_keys

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no SSH client", input.netservices.ssh_client.present.source) if {
	input.netservices.ssh_client.present.value == false
}

evidence contains report.evidence(
	sprintf("StrictHostKeyChecking %s, %s on host keys", [
		input.netservices.ssh_client.default.value,
		report.counted(count(input.netservices.ssh_client.settings), "further line", "further lines"),
	]),
	input.netservices.ssh_client.present.source,
)

violations contains report.violation({
	"message": sprintf("host keys are not checked for %s", [line.hosts]),
	"resource": line.source,
	"observed": sprintf("%s %s", [line.option, line.value]),
	"expected": sprintf("StrictHostKeyChecking %s", [concat(" or ", params.trust_ssh_host_key_checking)]),
	"source": line.source,
}) if {
	some line in input.netservices.ssh_client.settings
	_blind(line)
}

_blind(line) if {
	line.option == "stricthostkeychecking"
	not line.value in params.trust_ssh_host_key_checking
}

_blind(line) if line.option != "stricthostkeychecking"
