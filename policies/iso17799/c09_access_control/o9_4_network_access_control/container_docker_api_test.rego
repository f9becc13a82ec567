package iso17799.c09_access_control.o9_4_network_access_control.container_docker_api_test

_docker(listens, settings) := {"netservices": {"docker": {
	"present": {"value": true, "source": "/etc/docker/daemon.json"}, "listens": listens,
	"settings": {name: {"value": value, "source": "/etc/docker/daemon.json:4"} | some name, value in object.union({"icc": "true", "userns-remap": ""}, settings)},
	"insecure_registries": [],
}}}

_tcp(scope, verified) := {"address": "tcp://0.0.0.0:2375", "scope": scope, "verified": verified, "source": "/etc/docker/daemon.json:2"}

cases := {
	"socket": {"verdict": "pass", "evidence": "0 configured addresses", "input": _docker([], {})},
	"open": {"verdict": "fail", "violations": ["tcp://0.0.0.0:2375"], "input": _docker([_tcp("all", false)], {})},
	"loopback": {"verdict": "fail", "violations": ["tcp://0.0.0.0:2375"], "input": _docker([_tcp("loopback", false)], {})},
	"verified": {"verdict": "pass", "input": _docker([_tcp("all", true)], {})},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"docker": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"docker": {"present": {"value": true, "source": "/etc/docker"}, "settings": {}, "insecure_registries": []}}},
		"gaps": [{"path": `netservices.docker.listens`, "reason": "permission denied", "denied": true}],
	},
}
