package iso17799.c09_access_control.o9_5_operating_system_access_control.ssh_client_alive_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(interval, misses, users) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {
		"user": {"clientaliveinterval": _option(interval), "clientalivecountmax": _option(misses)},
		"root": {"clientaliveinterval": _option(interval), "clientalivecountmax": _option(misses)},
	},
	"users": {name: {keyword: _option(v) | some keyword, v in set} | some name, set in users},
}}

cases := {
	"five_minutes": {"verdict": "pass", "input": _sshd("300", "1", {}), "evidence": "ClientAliveInterval 300, ClientAliveCountMax 1"},
	"fifteen_minutes": {"verdict": "pass", "input": _sshd("300", "3", {})},
	"never": {"verdict": "fail", "input": _sshd("0", "3", {}), "violations": ["sshd"]},
	"misses_not_counted": {"verdict": "fail", "input": _sshd("300", "0", {}), "violations": ["sshd"]},
	"an_hour": {"verdict": "fail", "input": _sshd("1200", "3", {}), "violations": ["sshd"]},
	"never_for_one_account": {
		"verdict": "fail",
		"input": _sshd("300", "1", {"alice": {"clientaliveinterval": "0"}}),
		"violations": ["sshd: alice"],
	},
	"many_misses_for_one_account": {
		"verdict": "fail",
		"input": _sshd("300", "1", {"alice": {"clientalivecountmax": "100"}}),
		"violations": ["sshd: alice"],
	},
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
