package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.accounting_runs_test

_host(accounting, names) := {
	"logging": {"accounting": object.union({"present": {"value": true, "source": "/usr/sbin/accton"}}, accounting)},
	"services": {"starts": {name: start | some name in names; start := {"manager": "systemd", "via": "boot", "source": "/etc/systemd/system/multi-user.target.wants/acct.service"}}},
}

_file := {"file": {"value": 6400, "source": "/var/log/account/pacct"}}

cases := {
	"on": {"verdict": "pass", "input": _host(_file, {"acct.service"}), "evidence": "6400 bytes"},
	"on_red_hat": {"verdict": "pass", "input": _host({"file": {"value": 0, "source": "/var/account/pacct"}}, {"psacct.service"})},
	"does_not_start": {"verdict": "fail", "input": _host(_file, {"cron.service"}), "violations": ["accounting"]},
	"no_file": {"verdict": "fail", "input": _host({}, {"acct.service"}), "violations": ["accounting file"]},
	"not_installed": {"verdict": "not_applicable", "input": _host({"present": {"value": false, "source": "/usr/sbin/accton"}}, {"cron.service"})},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {"starts": {}}, "logging": {}},
		"gaps": [{"path": "logging.accounting", "reason": "/usr/sbin/accton: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"units_unreadable": {
		"verdict": "unknown",
		"input": object.remove(_host(_file, {}), ["services"]),
		"gaps": [{"path": "services.starts", "reason": "/etc/systemd/system: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
