# METADATA
# title: The Docker API asks for a certificate
# description: >-
#   Whoever reaches the API starts a container with the host's file system in it: it is root without a
#   password. On loopback that is every account of the host.
# custom:
#   id: container-docker-api
#   controls: ["9.4.5", "9.4.4"]
#   aspects: ["9.4.5/debug-management-ports-reachable", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: critical
#   scope: ["netservices.docker.present"]
#   needs:
#     - 'netservices.docker.present.source'
#     - 'netservices.docker.listens[*].address'
#     - 'netservices.docker.listens[*].scope'
#     - 'netservices.docker.listens[*].verified'
#     - 'netservices.docker.listens[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Delete tcp:// from "hosts" in /etc/docker/daemon.json and from ExecStart of docker.service
#       ("systemctl edit docker"), restart Docker, and reach it by "docker -H ssh://host". Else set
#       "tlsverify": true with tlscacert, tlscert and tlskey.
#     command: ""
#   references: ["dockerd(8)"]
package iso17799.c09_access_control.o9_4_network_access_control.container_docker_api

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no Docker", input.netservices.docker.present.source) if {
	input.netservices.docker.present.value == false
}

evidence contains report.evidence(
	sprintf("%s, %d of them TCP", [
		report.counted(count(input.netservices.docker.listens), "configured address", "configured addresses"),
		count([1 | some l in input.netservices.docker.listens; l.scope != "none"]),
	]),
	input.netservices.docker.present.source,
)

violations contains report.violation({
	"message": sprintf("the API takes commands from %s without a certificate", [listen.scope]),
	"resource": listen.address,
	"observed": listen.address,
	"expected": "a socket, or tcp with tlsverify",
	"source": listen.source,
}) if {
	some listen in input.netservices.docker.listens
	listen.scope != "none"
	not listen.verified
}
