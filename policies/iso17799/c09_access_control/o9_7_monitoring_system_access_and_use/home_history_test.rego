package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.home_history_test

_home(lost) := {"homes": {"accounts": {"root": {
	"path": "/root", "dot_files": 3, "changeable": {}, "lost_history": lost, "source": "/etc/passwd:1",
}}}}

_null := _home({"/root/.bash_history": "a link to /dev/null"})

_bob := [{"path": `homes.accounts["bob"]`, "reason": "/home/bob: permission denied", "denied": true}]

cases := {
	"files": {"verdict": "pass", "input": _home({}), "evidence": "homes of 1 account looked at, histories that keep nothing: 0"},
	"dev_null": {"verdict": "fail", "input": _null, "violations": ["/root/.bash_history"]},
	"found_beside_a_home_unread": {"verdict": "fail", "input": _null, "gaps": _bob, "violations": ["/root/.bash_history"]},
	"one_home_unread": {"verdict": "unknown", "input": _home({}), "gaps": _bob, "reason": "permission denied"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"homes": {}},
		"gaps": [{"path": "homes", "reason": "/etc/passwd: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
