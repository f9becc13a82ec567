package iso17799.c09_access_control.o9_4_network_access_control.nfs_everyone_test

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
	"a_network": {"verdict": "pass", "evidence": "1 export: /srv to 10.0.0.0/24", "input": _nfs({})},
	"everyone": {"verdict": "fail", "violations": ["/srv *"], "input": _nfs({"client": "*", "clients": "all"})},
	"everyone_with_kerberos": {"verdict": "pass", "input": _nfs({"client": "*", "clients": "all", "kerberos": true})},
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
