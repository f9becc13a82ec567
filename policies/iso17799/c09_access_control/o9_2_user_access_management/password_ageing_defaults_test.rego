package iso17799.c09_access_control.o9_2_user_access_management.password_ageing_defaults_test

_host(settings) := {"passwords": {"login_defs": {key: {"value": sprintf("%v", [value]), "number": value, "source": "/etc/login.defs:1"} | some key, value in settings}}}

cases := {
	"good": {"verdict": "pass", "input": _host({"PASS_MAX_DAYS": 90, "PASS_MIN_DAYS": 1, "PASS_WARN_AGE": 14}), "evidence": "PASS_MAX_DAYS 90"},
	"defaults_of_debian": {"verdict": "fail", "input": _host({"PASS_MAX_DAYS": 99999, "PASS_MIN_DAYS": 0, "PASS_WARN_AGE": 7}), "violations": ["PASS_MAX_DAYS", "PASS_MIN_DAYS"]},
	"not_set": {"verdict": "fail", "input": _host({"PASS_MAX_DAYS": -1, "PASS_MIN_DAYS": -1, "PASS_WARN_AGE": -1}), "violations": ["PASS_MAX_DAYS", "PASS_MIN_DAYS", "PASS_WARN_AGE"]},
	"a_directory_in_its_place": {
		"verdict": "unknown",
		"input": {"passwords": {}},
		"gaps": [{"path": "passwords.login_defs", "reason": "/etc/login.defs: not a regular file"}],
		"reason": "not a regular file",
	},
	"no_number": {"verdict": "unknown", "input": {"passwords": {"login_defs": {"PASS_MAX_DAYS": {"value": "9O", "source": "/etc/login.defs:1"}, "PASS_MIN_DAYS": {"value": "1", "number": 1, "source": "/etc/login.defs:1"}, "PASS_WARN_AGE": {"value": "7", "number": 7, "source": "/etc/login.defs:1"}}}}, "reason": "not observed"},
}
