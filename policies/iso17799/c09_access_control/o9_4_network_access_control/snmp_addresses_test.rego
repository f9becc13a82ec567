package iso17799.c09_access_control.o9_4_network_access_control.snmp_addresses_test

_access(fields) := object.union(
	{
		"version": "v1v2c", "well_known": false, "write": false, "clients": "all", "level": "none", "view": "",
		"directive": "rocommunity", "source": "/etc/snmp/snmpd.conf:2",
	},
	fields,
)

_snmp(scope, accesses) := {"netservices": {"snmp": {
	"present": {"value": true, "source": "/etc/snmp/snmpd.conf"},
	"scope": {"value": scope, "source": "/etc/snmp/snmpd.conf:1"},
	"accesses": accesses, "users": {},
}}}

_v3(level) := _access({"version": "v3", "level": level, "directive": "rouser"})

cases := {
	"loopback": {"verdict": "pass", "evidence": "listens on: loopback", "input": _snmp("loopback", [])},
	"one_address": {"verdict": "pass", "input": _snmp("network", [])},
	"all": {"verdict": "fail", "violations": ["snmpd"], "input": _snmp("all", [])},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"snmp": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"snmp": {"present": {"value": true, "source": "/etc/snmp"}, "accesses": [], "users": {}}}},
		"gaps": [{"path": `netservices.snmp.scope`, "reason": "permission denied", "denied": true}],
	},
}
