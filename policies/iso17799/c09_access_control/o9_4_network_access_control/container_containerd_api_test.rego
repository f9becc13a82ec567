package iso17799.c09_access_control.o9_4_network_access_control.container_containerd_api_test

_listen := {"address": "0.0.0.0:2376", "scope": "all", "verified": false, "source": "/etc/containerd/config.toml:2"}

_containerd(listens) := {"netservices": {"containerd": {"present": {"value": true, "source": "/usr/bin/containerd"}, "listens": listens}}}

cases := {
	"socket": {"verdict": "pass", "evidence": "0 TCP addresses", "input": _containerd([])},
	"open": {"verdict": "fail", "violations": ["0.0.0.0:2376"], "input": _containerd([_listen])},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"containerd": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"containerd": {"present": {"value": true, "source": "/etc/containerd"}}}},
		"gaps": [{"path": `netservices.containerd.listens`, "reason": "permission denied", "denied": true}],
	},
}
