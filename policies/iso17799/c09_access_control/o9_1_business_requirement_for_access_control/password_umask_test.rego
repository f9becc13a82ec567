package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.password_umask_test

_host(settings) := {"passwords": {"login_defs": {key: {"value": sprintf("%v", [value]), "number": value, "source": "/etc/login.defs:1"} | some key, value in settings}}}

cases := {
	"027": {"verdict": "pass", "input": _host({"UMASK": 23}), "evidence": "UMASK 23"},
	"077": {"verdict": "pass", "input": _host({"UMASK": 63})},
	"022": {"verdict": "fail", "input": _host({"UMASK": 18}), "violations": ["UMASK"]},
	"a_directory_in_its_place": {
		"verdict": "unknown",
		"input": {"passwords": {}},
		"gaps": [{"path": "passwords.login_defs", "reason": "/etc/login.defs: not a regular file"}],
		"reason": "not a regular file",
	},
	"no_number": {"verdict": "unknown", "input": {"passwords": {"login_defs": {"UMASK": {"value": "o27", "source": "/etc/login.defs:1"}}}}, "reason": "not observed"},
}
