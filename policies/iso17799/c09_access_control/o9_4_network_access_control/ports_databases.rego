# METADATA
# title: Databases and caches listen only where they are allowed to
# description: >-
#   Databases, caches and queues are made for a trusted network: many ask for no
#   password by default, and all hold what an intruder comes for. They listen on
#   loopback or on a network of their own that the allow list names.
# custom:
#   id: ports-databases
#   controls: ["9.4.6", "9.6.1"]
#   aspects: ["9.4.6/services-bound-every-interface"]
#   severity: high
#   needs:
#     - ports.source
#     - ports.listeners[*].label
#     - ports.listeners[*].protocol
#     - ports.listeners[*].port
#     - ports.listeners[*].address
#     - ports.listeners[*].scope
#     - ports.listeners[*].exposed
#   partial: convict
#   remediation:
#     text: >-
#       Bind the service to loopback: listen_addresses = 'localhost' in postgresql.conf, bind-address = 127.0.0.1 in
#       my.cnf, "bind 127.0.0.1 -::1" in redis.conf, net.bindIp in mongod.conf, "-l 127.0.0.1" in memcached.conf,
#       network.host in elasticsearch.yml; then restart it. Add the port to the parameter ports_allowed where this host
#       is there to offer it.
#     command: ""
#   references: ["postgresql.conf listen_addresses", "redis.conf bind", "memcached(1)", "mongod.conf net.bindIp"]
package iso17799.c09_access_control.o9_4_network_access_control.ports_databases

import data.lib.ports
import data.lib.report
import data.params
import future.keywords.not

evidence contains report.evidence(
	sprintf("database or cache on %d of %s: %s", [
		count(_found),
		report.counted(count(input.ports.listeners), "listener", "listeners"),
		report.list(sort([sprintf("%s on %s", [listener.label, ports.where(listener)]) | some listener in _found])),
	]),
	input.ports.source,
) if {
	count(_found) > 0
}

evidence contains report.evidence(
	sprintf("database or cache on none of %s", [report.counted(count(input.ports.listeners), "listener", "listeners")]),
	input.ports.source,
) if {
	count(_found) == 0
}

violations contains report.violation({
	"message": sprintf("%s: database or cache on %s", [listener.label, ports.where(listener)]),
	"resource": key,
	"observed": listener.label,
	"expected": "loopback only, or on the allow list",
	"source": input.ports.source,
}) if {
	some key, listener in _found
	listener.exposed
	not ports.covers(params.ports_allowed, listener)
}

_found[key] := listener if {
	some key, listener in input.ports.listeners
	ports.covers(params.ports_databases, listener)
}
