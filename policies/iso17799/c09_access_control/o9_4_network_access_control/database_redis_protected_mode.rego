# METADATA
# title: The guards of Redis are not switched off
# description: >-
#   Protected mode turns clients of the network away while there is no password, and DEBUG and MODULE are
#   off for who is not local. Switching these off removes the net below a slip in the configuration.
# custom:
#   id: database-redis-protected-mode
#   controls: ["9.4.9", "9.4.4"]
#   aspects: ["9.4.9/versions-configuration-services-found", "9.4.4/unauthenticated-nfs-rsync-databases"]
#   severity: medium
#   scope: ["databases.redis.present"]
#   needs:
#     - 'databases.redis.present.source'
#     - 'databases.redis.instances[*].settings[*].value'
#     - 'databases.redis.instances[*].settings[*].source'
#   partial: convict
#   remediation:
#     text: >-
#       Delete "protected-mode no", "enable-debug-command yes" and "enable-module-command yes" from
#       redis.conf and from the unit's arguments; restart.
#     command: ""
#   references: ["redis.conf: protected-mode, enable-debug-command"]
package iso17799.c09_access_control.o9_4_network_access_control.database_redis_protected_mode

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no Redis, Valkey or KeyDB", input.databases.redis.present.source) if {
	input.databases.redis.present.value == false
}

evidence contains report.evidence(
	sprintf("%s, %s", [report.counted(count(input.databases.redis.instances), "server", "servers"), report.list(sort([text |
		some server in input.databases.redis.instances
		text := sprintf("protected-mode %s", [server.settings["protected-mode"].value])
	]))]),
	input.databases.redis.present.source,
)

violations contains report.violation({
	"message": sprintf("%s is %s", [name, option.value]),
	"resource": sprintf("%s: %s", [path, name]),
	"observed": option.value,
	"expected": params.database_redis_guards[name],
	"source": option.source,
}) if {
	some path, server in input.databases.redis.instances
	some name, allowed in params.database_redis_guards
	option := server.settings[name]
	not lower(option.value) in allowed
}
