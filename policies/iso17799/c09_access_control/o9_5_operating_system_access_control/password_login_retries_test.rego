package iso17799.c09_access_control.o9_5_operating_system_access_control.password_login_retries_test

_host(settings) := {"passwords": {"login_defs": {key: {"value": sprintf("%v", [value]), "number": value, "source": "/etc/login.defs:1"} | some key, value in settings}}}

cases := {
	"three": {"verdict": "pass", "input": _host({"LOGIN_RETRIES": 3}), "evidence": "LOGIN_RETRIES 3"},
	"twenty": {"verdict": "fail", "input": _host({"LOGIN_RETRIES": 20}), "violations": ["LOGIN_RETRIES"]},
	"zero": {"verdict": "fail", "input": _host({"LOGIN_RETRIES": 0}), "violations": ["LOGIN_RETRIES"]},
	"a_directory_in_its_place": {
		"verdict": "unknown",
		"input": {"passwords": {}},
		"gaps": [{"path": "passwords.login_defs", "reason": "/etc/login.defs: not a regular file"}],
		"reason": "not a regular file",
	},
	"no_number": {"verdict": "unknown", "input": {"passwords": {"login_defs": {"LOGIN_RETRIES": {"value": "few", "source": "/etc/login.defs:1"}}}}, "reason": "not observed"},
}
