package iso17799.c09_access_control.o9_4_network_access_control.nfs_root_squash_test

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
	"squashed": {"verdict": "pass", "input": _nfs({})},
	"root_is_root": {"verdict": "fail", "violations": ["/srv 10.0.0.0/24"], "input": _nfs({"root_squash": false, "write": true})},
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
