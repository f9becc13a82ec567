# METADATA
# title: Images come over TLS only
# description: >-
#   An insecure registry may be answered by anybody on the way, and what it sends then runs on this host.
# custom:
#   id: container-registries
#   controls: ["10.2.3", "9.4.9"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["netservices.docker.present"]
#   needs:
#     - 'netservices.docker.present.source'
#     - 'netservices.docker.insecure_registries[*].value'
#     - 'netservices.docker.insecure_registries[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Give the registry a certificate, its authority into /etc/docker/certs.d/HOST:PORT/ca.crt, delete it
#       from "insecure-registries" in /etc/docker/daemon.json, and restart Docker.
#     command: ""
#   references: ["dockerd(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.container_registries

import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no Docker", input.netservices.docker.present.source) if {
	input.netservices.docker.present.value == false
}

evidence contains report.evidence(report.counted(count(input.netservices.docker.insecure_registries), "insecure registry", "insecure registries"), input.netservices.docker.present.source)

violations contains report.violation({
	"message": sprintf("the registry %s is used without TLS", [registry.value]),
	"resource": registry.value,
	"observed": registry.value,
	"expected": "a registry with a certificate",
	"source": registry.source,
}) if {
	some registry in input.netservices.docker.insecure_registries
}
