# METADATA
# title: Elasticsearch and OpenSearch clients of the network are met with TLS
# description: >-
#   Without TLS on the HTTP port passwords and documents pass in the clear.
# custom:
#   id: database-elasticsearch-transport
#   controls: ["10.2.3", "9.4.9"]
#   aspects: ["10.2.3/transport-authentication-exposed-services", "9.4.9/versions-configuration-services-found"]
#   severity: medium
#   scope: ["databases.elasticsearch.present"]
#   needs:
#     - 'databases.elasticsearch.present.source'
#     - 'databases.elasticsearch.instances[*].product'
#     - 'databases.elasticsearch.instances[*].scope.value'
#     - 'databases.elasticsearch.instances[*].scope.source'
#     - 'databases.elasticsearch.instances[*].http_tls.value'
#     - 'databases.elasticsearch.instances[*].http_tls.source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "xpack.security.http.ssl.enabled: true" with a keystore in elasticsearch.yml, or
#       "plugins.security.ssl.http.enabled: true" in opensearch.yml, and restart.
#     command: ""
#   references: ["Elasticsearch guide, HTTP TLS settings"]
package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.database_elasticsearch_transport

import data.lib.databases
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no Elasticsearch or OpenSearch", input.databases.elasticsearch.present.source) if {
	input.databases.elasticsearch.present.value == false
}

evidence contains report.evidence(sprintf("listens on %s, TLS: %v", [instance.scope.value, instance.http_tls.value]), instance.http_tls.source) if {
	some instance in input.databases.elasticsearch.instances
}

evidence contains report.evidence("nothing is configured", input.databases.elasticsearch.present.source) if {
	count(input.databases.elasticsearch.instances) == 0
}

violations contains report.violation({
	"message": "clients of the network connect without TLS",
	"resource": path,
	"observed": sprintf("%s listens on %s", [instance.product, instance.scope.value]),
	"expected": "TLS on the HTTP port",
	"source": instance.http_tls.source,
}) if {
	some path, instance in input.databases.elasticsearch.instances
	instance.scope.value in databases.exposed
	not instance.http_tls.value == true
}
