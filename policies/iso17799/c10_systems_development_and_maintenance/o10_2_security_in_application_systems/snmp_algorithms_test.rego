package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.snmp_algorithms_test

_user(auth, priv) := {"netservices": {"snmp": {
	"present": {"value": true, "source": "/etc/snmp/snmpd.conf"}, "accesses": [],
	"users": {"monitor": {"auth": auth, "priv": priv, "source": "/etc/snmp/snmpd.conf:3"}},
}}}

cases := {
	"modern": {"verdict": "pass", "evidence": "1 SNMPv3 account", "input": _user("SHA-256", "AES")},
	"md5_des": {"verdict": "fail", "violations": ["monitor"], "input": _user("MD5", "DES")},
	"no_encryption": {"verdict": "pass", "input": _user("SHA-512", "")},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"snmp": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"snmp": {"present": {"value": true, "source": "/etc/snmp"}, "accesses": []}}},
		"gaps": [{"path": `netservices.snmp.users`, "reason": "permission denied", "denied": true}],
	},
}
