package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_refused_access_test

_items(item) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"rules": {"locked": true, "source": "/etc/audit/rules.d"},
	"purposes": {"access": {
		"paths": {},
		"syscalls": {"open": item, "openat": item, "creat": item, "truncate": item, "ftruncate": item},
	}},
}}

_item(covered, missing) := {"covered": covered, "missing": missing, "by": []}

cases := {
	"recorded": {"verdict": "pass", "input": _items(_item(true, [])), "evidence": "recorded: 5 of 5 looked at (refused access)"},
	"not_recorded": {
		"verdict": "fail", "input": _items(_item(false, ["b64"])),
		"params": {"audit_access_syscalls": ["open"]},
		"violations": ["open"],
	},
	"one_word_size": {"verdict": "pass", "input": _items(_item(true, ["b32"])), "params": {"audit_both_word_sizes": false}},
	"other_word_size_wanted": {
		"verdict": "fail", "input": _items(object.union(_item(true, ["b32"]), {"why": "/etc/audit/rules.d/a.rules:1: only for uid=0"})),
		"params": {"audit_both_word_sizes": true, "audit_access_syscalls": ["open"]},
		"violations": ["open"],
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.purposes", "reason": "/etc/audit/rules.d: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
