package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.repository_options_test

_manager := {"value": "dpkg", "source": "/var/lib/dpkg/status"}

_facts(insecure) := {"packages": {"manager": _manager, "options": {"insecure": insecure, "read": ["/etc/apt/apt.conf.d/70debconf"]}}}

cases := {
	"none": {"verdict": "pass", "input": _facts({}), "evidence": "0 settings"},
	"unauthenticated": {
		"verdict": "fail",
		"input": _facts({"APT::Get::AllowUnauthenticated": {"value": "true", "source": "/etc/apt/apt.conf.d/99x:1"}}),
		"violations": ["APT::Get::AllowUnauthenticated"],
	},
	"unreadable": {
		"verdict": "unknown",
		"input": _facts({}),
		"gaps": [{"path": "packages.options.insecure[\"unread\"]", "reason": "/etc/apt/apt.conf.d/99x: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
