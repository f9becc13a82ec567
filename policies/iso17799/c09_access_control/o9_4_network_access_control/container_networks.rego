# METADATA
# title: Containers of the default network do not reach one another
# description: >-
#   With icc on, every container of the default bridge reaches every port of the others, so a break-in into
#   one goes on from there.
# custom:
#   id: container-networks
#   controls: ["9.4.6"]
#   aspects: ["9.4.6/container-networks"]
#   severity: low
#   scope: ["netservices.docker.present"]
#   needs:
#     - 'netservices.docker.present.source'
#     - 'netservices.docker.settings[*].value'
#     - 'netservices.docker.settings[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "icc": false in /etc/docker/daemon.json, restart Docker, and give containers that work together
#       a network of their own.
#     command: ""
#   references: ["dockerd(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.container_networks

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no Docker", input.netservices.docker.present.source) if {
	input.netservices.docker.present.value == false
}

evidence contains report.evidence(sprintf("icc %s", [input.netservices.docker.settings.icc.value]), input.netservices.docker.present.source)

violations contains report.violation({
	"message": "containers reach one another on the default bridge",
	"resource": "dockerd",
	"observed": sprintf("icc %s", [_icc.value]),
	"expected": "false",
	"source": _icc.source,
}) if {
	_icc.value != "false"
}

_icc := input.netservices.docker.settings.icc
