# METADATA
# title: The kubelet knows who gives it commands
# description: >-
#   The kubelet runs commands in any container of its node. With anonymous requests, or authorization that
#   always says yes, everybody who reaches port 10250 does.
# custom:
#   id: container-kubelet
#   controls: ["9.4.5", "9.4.4"]
#   aspects: ["9.4.5/debug-management-ports-reachable", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: critical
#   scope: ["netservices.kubelet.present"]
#   needs:
#     - 'netservices.kubelet.present.source'
#     - 'netservices.kubelet.anonymous.value'
#     - 'netservices.kubelet.anonymous.source'
#     - 'netservices.kubelet.authorization.value'
#     - 'netservices.kubelet.authorization.source'
#     - 'netservices.kubelet.read_only_port.value'
#     - 'netservices.kubelet.read_only_port.source'
#   partial: convict
#   remediation:
#     text: >-
#       Set authentication.anonymous.enabled: false, authentication.webhook.enabled: true,
#       authorization.mode: Webhook and readOnlyPort: 0 in /var/lib/kubelet/config.yaml, delete the flags of
#       these names from the unit, and restart kubelet.
#     command: ""
#   references: ["Kubernetes documentation, Kubelet authentication/authorization"]
package iso17799.c09_access_control.o9_4_network_access_control.container_kubelet

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no kubelet", input.netservices.kubelet.present.source) if {
	input.netservices.kubelet.present.value == false
}

evidence contains report.evidence(sprintf("anonymous %v, authorization %s, read-only port %v", [input.netservices.kubelet.anonymous.value, input.netservices.kubelet.authorization.value, input.netservices.kubelet.read_only_port.value]), input.netservices.kubelet.present.source)

violations contains report.violation({
	"message": "anonymous requests are accepted",
	"resource": "kubelet: anonymous",
	"observed": "anonymous true",
	"expected": "false",
	"source": input.netservices.kubelet.anonymous.source,
}) if {
	input.netservices.kubelet.anonymous.value
}

violations contains report.violation({
	"message": "every request is authorized",
	"resource": "kubelet: authorization",
	"observed": input.netservices.kubelet.authorization.value,
	"expected": "Webhook",
	"source": input.netservices.kubelet.authorization.source,
}) if {
	input.netservices.kubelet.authorization.value == "AlwaysAllow"
}

violations contains report.violation({
	"message": "a port without authentication is open",
	"resource": "kubelet: read-only port",
	"observed": input.netservices.kubelet.read_only_port.value,
	"expected": "0",
	"source": input.netservices.kubelet.read_only_port.source,
}) if {
	input.netservices.kubelet.read_only_port.value > 0
}
