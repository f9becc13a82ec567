# METADATA
# title: memcached does not listen on UDP
# description: >-
#   A small forged request over UDP makes memcached send answers thousands of times larger to a victim.
#   Servers with an open UDP port have been part of the largest floods seen.
# custom:
#   id: database-memcached-udp
#   controls: ["9.4.9", "9.4.4"]
#   aspects: ["9.4.9/versions-configuration-services-found", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: high
#   scope: ["databases.memcached.present"]
#   needs:
#     - 'databases.memcached.present.source'
#     - 'databases.memcached.instances[*].scope.value'
#     - 'databases.memcached.instances[*].scope.source'
#     - 'databases.memcached.instances[*].udp.value'
#     - 'databases.memcached.instances[*].udp.source'
#   partial: convict
#   remediation:
#     text: >-
#       Set "-U 0" in /etc/memcached.conf (Debian), in OPTIONS of /etc/sysconfig/memcached (RHEL, SUSE) or
#       MISC_OPTS of /etc/conf.d/memcached (Alpine), and restart.
#     command: ""
#   references: ["memcached(1)"]
package iso17799.c09_access_control.o9_4_network_access_control.database_memcached_udp

import data.lib.databases
import data.lib.report
import future.keywords.not

not_applicable contains report.evidence("no memcached", input.databases.memcached.present.source) if {
	input.databases.memcached.present.value == false
}

evidence contains report.evidence(sprintf("listens on %s, UDP port %v", [instance.scope.value, instance.udp.value]), instance.udp.source) if {
	some instance in input.databases.memcached.instances
}

evidence contains report.evidence("nothing is configured", input.databases.memcached.present.source) if {
	count(input.databases.memcached.instances) == 0
}

violations contains report.violation({
	"message": "answers over UDP to the network",
	"resource": path,
	"observed": sprintf("UDP port %d", [instance.udp.value]),
	"expected": "-U 0",
	"source": instance.udp.source,
}) if {
	some path, instance in input.databases.memcached.instances
	instance.scope.value in databases.exposed
	instance.udp.value > 0
}
