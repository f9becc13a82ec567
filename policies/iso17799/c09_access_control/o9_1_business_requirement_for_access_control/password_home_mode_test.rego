package iso17799.c09_access_control.o9_1_business_requirement_for_access_control.password_home_mode_test

_host(settings) := {"passwords": {"login_defs": {key: {"value": sprintf("%v", [value]), "number": value, "source": "/etc/login.defs:1"} | some key, value in settings}}}

cases := {
	"home_mode": {"verdict": "pass", "input": _host({"HOME_MODE": 448, "UMASK": 18}), "evidence": "HOME_MODE 448"},
	"umask": {"verdict": "pass", "input": _host({"UMASK": 23}), "evidence": "UMASK 23"},
	"open_mode": {"verdict": "fail", "input": _host({"HOME_MODE": 493, "UMASK": 23}), "violations": ["HOME_MODE"]},
	"open_umask": {"verdict": "fail", "input": _host({"UMASK": 18}), "violations": ["UMASK"]},
	"a_directory_in_its_place": {
		"verdict": "unknown",
		"input": {"passwords": {}},
		"gaps": [{"path": "passwords.login_defs", "reason": "/etc/login.defs: not a regular file"}],
		"reason": "not a regular file",
	},
	"no_number": {"verdict": "unknown", "input": {"passwords": {"login_defs": {"UMASK": {"value": "o27", "source": "/etc/login.defs:1"}}}}, "reason": "not observed"},
}
