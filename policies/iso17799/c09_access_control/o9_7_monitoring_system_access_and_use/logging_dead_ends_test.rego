package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logging_dead_ends_test

_ends(ends) := {"logging": {"ends": ends}}

_kept := {"/var/log/wtmp": {"exists": true, "lost": false, "to": "/var/log/wtmp"}}

_lost := {"/var/log/auth.log": {"exists": true, "lost": true, "to": "/dev/null"}}

cases := {
	"kept": {"verdict": "pass", "input": _ends(_kept), "evidence": "1 log was looked for and 1 is there"},
	"moved": {"verdict": "pass", "input": _ends({"/var/log/wtmp": {"exists": true, "lost": false, "to": "/data/wtmp"}}), "evidence": "0 of them"},
	"not_there": {"verdict": "pass", "input": _ends({"/var/log/wtmp": {"exists": false, "lost": false, "to": "/var/log/wtmp"}}), "evidence": "0 are there"},
	"lost": {"verdict": "fail", "input": _ends(object.union(_kept, _lost)), "violations": ["/var/log/auth.log"]},
	"lost_and_one_unread": {
		"verdict": "fail", "input": _ends(_lost), "violations": ["/var/log/auth.log"],
		"gaps": [{"path": "logging.ends[\"/var/log/btmp\"]", "reason": "permission denied"}],
	},
	"unread": {"verdict": "unknown", "input": {"logging": {}}, "gaps": [{"path": "logging.ends", "reason": "permission denied"}], "reason": "permission denied"},
	"one_unread": {
		"verdict": "unknown", "input": _ends(_kept),
		"gaps": [{"path": "logging.ends[\"/var/log/btmp\"]", "reason": "permission denied"}], "reason": "permission denied",
	},
}
