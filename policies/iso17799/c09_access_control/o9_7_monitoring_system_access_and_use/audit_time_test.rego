package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_time_test

_items(item) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"rules": {"locked": true, "source": "/etc/audit/rules.d"},
	"purposes": {"time": {
		"paths": {"/etc/localtime": item},
		"syscalls": {"adjtimex": item, "settimeofday": item, "clock_settime": item},
	}},
}}

_item(covered, missing) := {"covered": covered, "missing": missing, "by": []}

cases := {
	"recorded": {"verdict": "pass", "input": _items(_item(true, [])), "evidence": "recorded: 3 of 3 looked at (the clock)"},
	"not_recorded": {
		"verdict": "fail", "input": _items(_item(false, ["w"])),
		"params": {"audit_time_paths": ["/etc/localtime"], "audit_time_syscalls": ["adjtimex"]},
		"violations": ["/etc/localtime", "adjtimex"],
	},
	"one_word_size": {"verdict": "pass", "input": _items(_item(true, ["b32"])), "params": {"audit_both_word_sizes": false}},
	"other_word_size_wanted": {
		"verdict": "fail", "input": _items(object.union(_item(true, ["b32"]), {"why": "/etc/audit/rules.d/a.rules:1: only for uid=0"})),
		"params": {"audit_both_word_sizes": true, "audit_time_paths": ["/etc/localtime"], "audit_time_syscalls": ["adjtimex"]},
		"violations": ["/etc/localtime", "adjtimex"],
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.purposes", "reason": "/etc/audit/rules.d: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
