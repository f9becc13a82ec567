package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.ssh_log_level_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(user, root, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {"user": {"loglevel": _option(user)}, "root": {"loglevel": _option(root)}},
	"users": {name: {"loglevel": _option(value)} | some name, value in users},
}}

cases := {
	"verbose": {"verdict": "pass", "input": _sshd("VERBOSE", "VERBOSE", {}), "evidence": "LogLevel VERBOSE"},
	"quiet": {"verdict": "fail", "input": _sshd("QUIET", "QUIET", {}), "violations": ["sshd"]},
	"quiet_for_root_only": {"verdict": "fail", "input": _sshd("VERBOSE", "QUIET", {}), "violations": ["sshd: root"]},
	"quiet_for_one_account": {
		"verdict": "fail",
		"input": _sshd("VERBOSE", "VERBOSE", {"alice": "QUIET"}),
		"violations": ["sshd: alice"],
	},
	"info": {"verdict": "pass", "input": _sshd("INFO", "INFO", {})},
	"debug3": {"verdict": "fail", "input": _sshd("DEBUG3", "DEBUG3", {}), "violations": ["sshd"]},
	"error": {"verdict": "fail", "input": _sshd("ERROR", "ERROR", {}), "violations": ["sshd"]},
	"quiet_where_accepted": {"verdict": "pass", "input": _sshd("QUIET", "QUIET", {}), "params": {"ssh_log_levels": ["QUIET"]}},
	"no_server": {
		"verdict": "not_applicable",
		"input": {"sshd": {"present": {"value": false, "source": "/etc/ssh/sshd_config"}}},
		"evidence": "neither a configuration nor a program",
	},
	"refused_by_sshd": {
		"verdict": "unknown",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}}},
		"gaps": [{"path": "sshd.effective", "reason": "sshd refuses line 1 of /etc/ssh/sshd_config: bad configuration option"}],
		"reason": "sshd refuses line 1",
	},
}
