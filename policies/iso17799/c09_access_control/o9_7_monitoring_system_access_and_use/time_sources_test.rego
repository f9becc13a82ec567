package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.time_sources_test

_host(starts, sources) := {"services": {
	"starts": {name: start | some name in starts; start := {"manager": "systemd", "via": "boot", "source": "/etc/systemd/system/multi-user.target.wants/x"}},
	"clock": {"sources": {sprintf("/etc/chrony/chrony.conf:%d", [i]): source |
		some i, kind in sources
		source := {"product": "chrony", "kind": kind, "name": "ntp.example.org", "source": sprintf("/etc/chrony/chrony.conf:%d", [i])}
	}},
}}

cases := {
	"one_server": {"verdict": "pass", "input": _host({"chrony.service"}, ["server"]), "evidence": "sources of chrony: 1"},
	"none": {"verdict": "fail", "input": _host({"chrony.service"}, []), "violations": ["chrony"]},
	"sources_of_another_service": {"verdict": "fail", "input": _host({"systemd-timesyncd.service"}, ["server"]), "violations": ["systemd-timesyncd"]},
	"too_few_to_outvote": {"verdict": "fail", "input": _host({"chrony.service"}, ["server", "server"]), "params": {"time_min_servers": 3}},
	"a_pool_is_enough": {"verdict": "pass", "input": _host({"chrony.service"}, ["pool"]), "params": {"time_min_servers": 3}},
	"no_time_service": {"verdict": "not_applicable", "input": _host({"cron.service"}, ["server"])},
	"not_read": {"verdict": "unknown", "input": _host({"busybox-ntpd.service"}, []), "reason": "not read"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {"starts": {"chrony.service": {"manager": "systemd", "via": "boot", "source": "/etc/systemd/system/x"}}}},
		"gaps": [{"path": "services.clock.sources", "reason": "/etc/chrony/chrony.conf: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
