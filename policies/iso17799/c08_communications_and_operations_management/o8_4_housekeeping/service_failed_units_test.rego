package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.service_failed_units_test

_failed(names) := {"services": {"booted": {"value": true, "source": "/run/systemd/system"}, "failed": names}}

cases := {
	"none": {"verdict": "pass", "input": _failed([]), "evidence": "0 units"},
	"two": {"verdict": "fail", "input": _failed(["a.service", "b.service"]), "violations": ["a.service", "b.service"]},
	"accepted": {"verdict": "pass", "input": _failed(["a.service"]), "params": {"service_ignored_failures": ["a.service"]}, "evidence": "1 of them accepted"},
	"other_manager": {"verdict": "not_applicable", "input": {"services": {"booted": {"value": false, "source": "/run/systemd/system"}}}},
	"systemctl_failed": {
		"verdict": "unknown",
		"input": {"services": {"booted": {"value": true, "source": "/run/systemd/system"}}},
		"gaps": [{"path": "services.failed", "reason": "systemctl list-units: exit status 1"}],
		"reason": "exit status 1",
	},
}
