package iso17799.c09_access_control.o9_6_application_access_control.home_dot_files_test

_home(changeable) := {"homes": {"accounts": {"eve": {"path": "/home/eve", "dot_files": 3, "changeable": changeable, "source": "/etc/passwd:9"}}}}

cases := {
	"own": {"verdict": "pass", "input": _home({}), "evidence": "3 dot files"},
	"no_accounts": {"verdict": "pass", "input": {"homes": {"accounts": {}}}, "evidence": "0 dot files"},
	"open": {"verdict": "fail", "input": _home({"/home/eve/.profile": "writable by everybody"}), "violations": ["/home/eve/.profile"]},
	"one_home_unread": {
		"verdict": "unknown",
		"input": _home({}),
		"gaps": [{"path": `homes.accounts["bob"]`, "reason": "/home/bob: permission denied", "denied": true}],
		"reason": "permission denied",
	},
	"unreadable": {
		"verdict": "unknown",
		"input": {"homes": {}},
		"gaps": [{"path": "homes", "reason": "/etc/passwd: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
