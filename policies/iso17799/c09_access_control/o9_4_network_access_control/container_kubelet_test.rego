package iso17799.c09_access_control.o9_4_network_access_control.container_kubelet_test

_at(value) := {"value": value, "source": "/var/lib/kubelet/config.yaml:3"}

_kubelet(anonymous, mode, port) := {"netservices": {"kubelet": {
	"present": {"value": true, "source": "/var/lib/kubelet/config.yaml"},
	"anonymous": _at(anonymous), "authorization": _at(mode), "read_only_port": _at(port),
}}}

cases := {
	"closed": {"verdict": "pass", "evidence": "authorization Webhook", "input": _kubelet(false, "Webhook", 0)},
	"open": {"verdict": "fail", "violations": ["kubelet: anonymous", "kubelet: authorization", "kubelet: read-only port"], "input": _kubelet(true, "AlwaysAllow", 10255)},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"kubelet": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"kubelet": {"present": {"value": true, "source": "/etc/kubelet"}}}},
		"gaps": [{"path": `netservices.kubelet.anonymous`, "reason": "permission denied", "denied": true}],
	},
}
