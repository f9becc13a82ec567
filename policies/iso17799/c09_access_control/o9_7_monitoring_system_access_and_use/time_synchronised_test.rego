package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.time_synchronised_test

_clock(value) := {"services": {"clock": {"synchronized": {"value": value, "source": "command: timedatectl show"}}}}

cases := {
	"follows": {"verdict": "pass", "input": _clock(true), "evidence": "NTPSynchronized=yes"},
	"does_not": {"verdict": "fail", "input": _clock(false), "violations": ["clock"]},
	"not_running": {
		"verdict": "unknown",
		"input": {"services": {"clock": {}}},
		"gaps": [{"path": "services.clock.synchronized", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
