package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.monitor_power_test

_host(kind, names) := {
	"host": {"virtual": {"kind": kind, "source": "/proc/cpuinfo"}},
	"services": {"starts": {name: start | some name in names; start := {"manager": "systemd", "via": "boot", "source": "/etc/systemd/system/multi-user.target.wants/x"}}},
}

cases := {
	"watched": {"verdict": "pass", "input": _host("none", {"nut-monitor.service"}), "evidence": "starts at boot"},
	"not_watched": {"verdict": "fail", "input": _host("none", {"cron.service"}), "violations": ["UPS"]},
	"virtual_machine": {"verdict": "not_applicable", "input": _host("vm", {"cron.service"})},
	"kind_of_machine_not_known": {
		"verdict": "unknown",
		"input": {"services": {"starts": {}}},
		"gaps": [{"path": "host.virtual", "reason": "only a running system tells this"}],
		"reason": "running system",
	},
}
