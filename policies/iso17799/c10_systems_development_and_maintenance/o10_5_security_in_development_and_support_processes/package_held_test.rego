package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.package_held_test

_manager := {"value": "dpkg", "source": "/var/lib/dpkg/status"}

_facts(held) := {"packages": {"manager": _manager, "count": 88, "held": held}}

_hold := {"by": "hold", "source": "/var/lib/dpkg/status:40"}

cases := {
	"none": {"verdict": "pass", "input": _facts({}), "evidence": "0 held"},
	"held": {"verdict": "fail", "input": _facts({"openssl": _hold}), "violations": ["openssl"]},
	"allowed": {"verdict": "pass", "input": _facts({"openssl": _hold}), "params": {"package_allowed_holds": ["openssl"]}},
	"unreadable": {
		"verdict": "unknown",
		"input": _facts({}),
		"gaps": [{"path": "packages.held[\"unread\"]", "reason": "/etc/zypp/locks: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
