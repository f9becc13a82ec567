# METADATA
# title: SSH does not forward key agents
# description: >-
#   Whoever is root on this host can use a forwarded agent, and so the
#   user's keys, to go on to every other host that those keys open.
# custom:
#   id: ssh-agent-forwarding
#   controls: ["9.4.2", "9.4.3"]
#   aspects: ["9.4.2/tunnels"]
#   severity: low
#   scope: ["sshd.present"]
#   needs:
#     - "sshd.effective.user.allowagentforwarding"
#     - "sshd.effective.root.allowagentforwarding"
#     - "sshd.users"
#   remediation:
#     text: >-
#       Set "AllowAgentForwarding no" and let users jump with "ssh -J",
#       which needs no agent on the way. Set it in /etc/ssh/sshd_config,
#       before any Include that sets it otherwise (the first value counts),
#       or in the first file of /etc/ssh/sshd_config.d where the
#       distribution includes that folder. Check with "sshd -t" and reload:
#       "systemctl reload ssh" on Debian and Ubuntu, "systemctl reload
#       sshd" on Red Hat and SUSE, "rc-service sshd reload" on Alpine.
#     command: ""
#   references: ["sshd_config(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.ssh_agent_forwarding

import data.lib.report
import data.lib.sshd
import future.keywords.not

not_applicable contains item if some item in sshd.none(input.sshd.present)

evidence contains item if some item in sshd.shown("AllowAgentForwarding", _places)

violations contains report.violation({
	"message": sprintf("key agents are forwarded for %s", [who]),
	"resource": place.resource,
	"observed": sprintf("AllowAgentForwarding %s", [place.value]),
	"expected": "no",
	"source": place.source,
}) if {
	some who, place in _places
	not place.value in {"no"}
}

_places := sshd.places(
	input.sshd.effective.user.allowagentforwarding,
	input.sshd.effective.root.allowagentforwarding,
	input.sshd.users,
	"allowagentforwarding",
)
