package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.nfs_kerberos_test

_src := "/etc/exports:1"

_nfs(fields) := {"netservices": {"nfs": {
	"present": {"value": true, "source": "/etc/exports"},
	"exports": [object.union(
		{
			"path": "/srv", "client": "10.0.0.0/24", "clients": "network", "write": false, "root_squash": true, "secure": true,
			"security": ["sys"], "kerberos": false, "source": _src,
		},
		fields,
	)],
}}}

cases := {
	"reads_only": {"verdict": "pass", "input": _nfs({})},
	"writes_on_its_word": {"verdict": "fail", "violations": ["/srv 10.0.0.0/24"], "input": _nfs({"write": true})},
	"kerberos": {"verdict": "pass", "input": _nfs({"write": true, "kerberos": true, "security": ["krb5p"]})},
	"nothing": {"verdict": "pass", "evidence": "0 exports", "input": {"netservices": {"nfs": {
		"present": {"value": true, "source": "/etc/exports"}, "exports": [],
	}}}},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"nfs": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"nfs": {"present": {"value": true, "source": "/etc/nfs"}}}},
		"gaps": [{"path": `netservices.nfs.exports`, "reason": "permission denied", "denied": true}],
	},
}
