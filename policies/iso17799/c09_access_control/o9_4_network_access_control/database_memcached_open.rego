# METADATA
# title: memcached asks clients of the network for a password
# description: >-
#   memcached has no accounts unless SASL is switched on: whoever reaches it reads, changes and deletes the
#   sessions and results that applications keep there.
# custom:
#   id: database-memcached-open
#   controls: ["9.4.4", "9.6.1"]
#   aspects: ["9.4.4/unauthenticated-nfs-rsync-databases", "9.6.1/database-access-rules"]
#   severity: high
#   scope: ["databases.memcached.present"]
#   needs:
#     - 'databases.memcached.present.source'
#     - 'databases.memcached.instances[*].scope.value'
#     - 'databases.memcached.instances[*].scope.source'
#     - 'databases.memcached.instances[*].sasl.value'
#   partial: convict
#   remediation:
#     text: >-
#       Set "-l 127.0.0.1" (and "-l ::1") in /etc/memcached.conf on Debian, OPTIONS="-l 127.0.0.1,::1" in
#       /etc/sysconfig/memcached on RHEL and SUSE, LISTENON="127.0.0.1" in /etc/conf.d/memcached on Alpine;
#       restart. Where others need it, -S with SASL and TLS (-Z).
#     command: ""
#   references: ["memcached(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.database_memcached_open

import data.lib.databases
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no memcached", input.databases.memcached.present.source) if {
	input.databases.memcached.present.value == false
}

evidence contains report.evidence(sprintf("listens on %s, authentication: %v", [instance.scope.value, instance.sasl.value]), instance.scope.source) if {
	some instance in input.databases.memcached.instances
}

evidence contains report.evidence("nothing is configured", input.databases.memcached.present.source) if {
	count(input.databases.memcached.instances) == 0
}

violations contains report.violation({
	"message": "clients of the network need no password",
	"resource": path,
	"observed": sprintf("listens on %s", [instance.scope.value]),
	"expected": "loopback, or SASL",
	"source": instance.scope.source,
}) if {
	some path, instance in input.databases.memcached.instances
	instance.scope.value in databases.exposed
	not instance.sasl.value == true
}
