package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.container_registries_test

_docker(listens, settings) := {"netservices": {"docker": {
	"present": {"value": true, "source": "/etc/docker/daemon.json"}, "listens": listens,
	"settings": {name: {"value": value, "source": "/etc/docker/daemon.json:4"} | some name, value in object.union({"icc": "true", "userns-remap": ""}, settings)},
	"insecure_registries": [],
}}}

_tcp(scope, verified) := {"address": "tcp://0.0.0.0:2375", "scope": scope, "verified": verified, "source": "/etc/docker/daemon.json:2"}

cases := {
	"none": {"verdict": "pass", "evidence": "0 insecure registries", "input": _docker([], {})},
	"one": {"verdict": "fail", "violations": ["10.0.0.5:5000"], "input": {"netservices": {"docker": {
		"present": {"value": true, "source": "/etc/docker/daemon.json"}, "listens": [], "settings": {},
		"insecure_registries": [{"value": "10.0.0.5:5000", "source": "/etc/docker/daemon.json:3"}],
	}}}},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"docker": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"docker": {"present": {"value": true, "source": "/etc/docker"}, "listens": [], "settings": {}}}},
		"gaps": [{"path": `netservices.docker.insecure_registries`, "reason": "permission denied", "denied": true}],
	},
}
