# METADATA
# title: containerd takes no commands from the network
# description: >-
#   The API of containerd has no accounts: whoever reaches it is root on the host.
# custom:
#   id: container-containerd-api
#   controls: ["9.4.5", "9.4.4"]
#   aspects: ["9.4.5/debug-management-ports-reachable", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: critical
#   scope: ["netservices.containerd.present"]
#   needs:
#     - 'netservices.containerd.present.source'
#     - 'netservices.containerd.listens[*].address'
#     - 'netservices.containerd.listens[*].scope'
#     - 'netservices.containerd.listens[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Delete tcp_address below [grpc], and addresses other than sockets or loopback below [debug] and
#       [metrics], from /etc/containerd/config.toml, and restart containerd.
#     command: ""
#   references: ["containerd-config.toml(5)"]
package iso17799.c09_access_control.o9_4_network_access_control.container_containerd_api

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no containerd", input.netservices.containerd.present.source) if {
	input.netservices.containerd.present.value == false
}

evidence contains report.evidence(report.counted(count(input.netservices.containerd.listens), "TCP address", "TCP addresses"), input.netservices.containerd.present.source)

violations contains report.violation({
	"message": sprintf("containerd listens on %s", [listen.address]),
	"resource": listen.address,
	"observed": listen.scope,
	"expected": "its socket only",
	"source": listen.source,
}) if {
	some listen in input.netservices.containerd.listens
	listen.scope in {"network", "all"}
}
