package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.time_offset_test

_host(offsets) := {"services": {"clock": {"offsets": offsets}}}

_off(us) := {"following": true, "microseconds": us, "source": "command: chronyc -n -c tracking"}

_alone := {"following": false, "source": "command: chronyc -n -c tracking"}

cases := {
	"close": {"verdict": "pass", "input": _host({"chrony": _off(250)}), "evidence": "off by 250 microseconds"},
	"at_the_limit": {"verdict": "pass", "input": _host({"chrony": _off(1000000)})},
	"beyond_the_limit": {"verdict": "fail", "input": _host({"chrony": _off(1000001)}), "violations": ["chrony"]},
	"one_of_two_is_off": {"verdict": "fail", "input": _host({"chrony": _off(90000000), "systemd-timesyncd": _alone}), "violations": ["chrony"]},
	"tighter_limit": {"verdict": "fail", "input": _host({"chrony": _off(250000)}), "params": {"time_max_offset_milliseconds": 100}},
	"follows_nothing": {"verdict": "unknown", "input": _host({"chrony": _alone}), "reason": "follows no source"},
	"no_service_runs": {"verdict": "unknown", "input": _host({}), "reason": "no time service runs"},
	"does_not_say": {"verdict": "unknown", "input": _host({"chrony": {"following": true, "source": "command: chronyc -n -c tracking"}}), "reason": "does not say"},
	"not_running": {
		"verdict": "unknown",
		"input": {"services": {"clock": {}}},
		"gaps": [{"path": "services.clock.offsets", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
	"one_does_not_answer": {
		"verdict": "unknown",
		"input": _host({"chrony": _off(250)}),
		"gaps": [{"path": "services.clock.offsets[\"ntp\"]", "reason": "ntpq: exit status 1"}],
		"reason": "exit status 1",
	},
}
