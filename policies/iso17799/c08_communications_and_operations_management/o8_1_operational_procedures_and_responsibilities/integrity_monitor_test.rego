package iso17799.c08_communications_and_operations_management.o8_1_operational_procedures_and_responsibilities.integrity_monitor_test

_host(packages, names, programs) := {
	"packages": {
		"installed": {name: {"version": "1"} | some name in (packages | {"base-files"})},
		"manager": {"value": "dpkg", "source": "/var/lib/dpkg/status"},
	},
	"services": {"starts": {name: start | some name in names; start := {"manager": "systemd", "via": "boot", "source": "/etc/systemd/system/x"}}},
	"jobs": {"ignored": {}, "jobs": {sprintf("/etc/cron.daily/%d", [i]): job |
		some i, program in programs
		job := {"scheduler": "run-parts", "user": "root", "root": true, "told": true, "why": "", "programs": {program: {"exists": true, "weak": []}}, "source": "/etc/cron.daily/x"}
	}},
}

_broken := {"jobs": {"ignored": {"/etc/cron.daily/x": {"reason": "it is not executable", "unsafe": false}}}}

_gone := {"jobs": {"jobs": {"/etc/cron.daily/0": {"programs": {"/etc/cron.daily/aide": {"exists": false}}}}}}

cases := {
	"passed_over": {"verdict": "fail", "input": object.union(_host({"aide"}, {"cron.service"}, ["/etc/cron.daily/aide"]), _broken), "violations": ["integrity"]},
	"program_is_gone": {"verdict": "fail", "input": object.union(_host({"aide"}, {"cron.service"}, ["/etc/cron.daily/aide"]), _gone), "violations": ["integrity"]},
	"aide_by_cron": {"verdict": "pass", "input": _host({"aide"}, {"cron.service"}, ["/etc/cron.daily/aide"]), "evidence": "scheduled"},
	"aide_by_timer": {"verdict": "pass", "input": _host({"aide"}, {"dailyaidecheck.timer"}, []), "evidence": "aide starts"},
	"agent": {"verdict": "pass", "input": _host({"wazuh-agent"}, {"wazuh-agent.service"}, [])},
	"from_elsewhere": {"verdict": "pass", "input": _host(set(), {"cron.service"}, ["/opt/tripwire/bin/tripwire"])},
	"never_runs": {"verdict": "fail", "input": _host({"aide"}, {"cron.service"}, ["/usr/sbin/logrotate"]), "violations": ["integrity"]},
	"none": {"verdict": "fail", "input": _host(set(), {"cron.service"}, []), "violations": ["integrity"]},
	"unreadable": {
		"verdict": "unknown",
		"input": object.remove(_host({"aide"}, set(), []), ["services"]),
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
