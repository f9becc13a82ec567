# METADATA
# title: Elasticsearch and OpenSearch ask clients of the network for a password
# description: >-
#   With security off every client that reaches the HTTP port reads, changes and deletes every index. Many
#   of the largest leaks of personal data were such servers.
# custom:
#   id: database-elasticsearch-open
#   controls: ["9.4.4", "9.6.1"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases", "9.6.1/database-access-rules"]
#   severity: critical
#   scope: ["databases.elasticsearch.present"]
#   needs:
#     - 'databases.elasticsearch.present.source'
#     - 'databases.elasticsearch.instances[*].product'
#     - 'databases.elasticsearch.instances[*].scope.value'
#     - 'databases.elasticsearch.instances[*].scope.source'
#     - 'databases.elasticsearch.instances[*].security.value'
#     - 'databases.elasticsearch.instances[*].security.source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "xpack.security.enabled: true" in /etc/elasticsearch/elasticsearch.yml (delete
#       "plugins.security.disabled: true" from /etc/opensearch/opensearch.yml), set passwords with
#       elasticsearch-setup-passwords, and restart.
#     command: ""
#   references: ["Elasticsearch guide, Security settings", "OpenSearch documentation, Security"]
package iso17799.c09_access_control.o9_4_network_access_control.database_elasticsearch_open

import data.lib.databases
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no Elasticsearch or OpenSearch", input.databases.elasticsearch.present.source) if {
	input.databases.elasticsearch.present.value == false
}

evidence contains report.evidence(sprintf("listens on %s, security: %v", [instance.scope.value, instance.security.value]), instance.security.source) if {
	some instance in input.databases.elasticsearch.instances
}

evidence contains report.evidence("nothing is configured", input.databases.elasticsearch.present.source) if {
	count(input.databases.elasticsearch.instances) == 0
}

violations contains report.violation({
	"message": "clients of the network need no password",
	"resource": path,
	"observed": sprintf("%s listens on %s", [instance.product, instance.scope.value]),
	"expected": "security on, or loopback only",
	"source": instance.security.source,
}) if {
	some path, instance in input.databases.elasticsearch.instances
	instance.scope.value in databases.exposed
	not instance.security.value == true
}
