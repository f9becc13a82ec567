package iso17799.c09_access_control.o9_4_network_access_control.snmp_communities_test

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
	"v3": {"verdict": "pass", "input": _snmp("all", [_v3("priv")])},
	"loopback": {"verdict": "pass", "evidence": "1 grant", "input": _snmp("loopback", [_access({})])},
	"community_from_the_network": {"verdict": "fail", "violations": ["/etc/snmp/snmpd.conf:2"], "input": _snmp("all", [_access({"clients": "network"})])},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"snmp": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"snmp": {"present": {"value": true, "source": "/etc/snmp"}, "scope": {"value": "all", "source": "/x:1"}, "users": {}}}},
		"gaps": [{"path": `netservices.snmp.accesses`, "reason": "permission denied", "denied": true}],
	},
}
