package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.audit_identity_test

_items(item) := {"audit": {
	"present": {"value": true, "source": "/usr/sbin/auditd"},
	"rules": {"locked": true, "source": "/etc/audit/rules.d"},
	"purposes": {"identity": {
		"paths": {"/etc/passwd": item, "/etc/shadow": item, "/etc/group": item, "/etc/gshadow": item},
		"syscalls": {},
	}},
}}

_item(covered, missing) := {"covered": covered, "missing": missing, "by": []}

cases := {
	"recorded": {"verdict": "pass", "input": _items(_item(true, [])), "evidence": "recorded: 4 of 4 looked at (accounts and groups)"},
	"not_recorded": {
		"verdict": "fail", "input": _items(_item(false, ["w"])),
		"params": {"audit_identity_paths": ["/etc/passwd"]},
		"violations": ["/etc/passwd"],
	},
	"one_word_size": {"verdict": "pass", "input": _items(_item(true, ["b32"])), "params": {"audit_both_word_sizes": false}},
	"other_word_size_wanted": {
		"verdict": "fail", "input": _items(object.union(_item(true, ["b32"]), {"why": "/etc/audit/rules.d/a.rules:1: only for uid=0"})),
		"params": {"audit_both_word_sizes": true, "audit_identity_paths": ["/etc/passwd"]},
		"violations": ["/etc/passwd"],
	},
	"no_daemon": {"verdict": "not_applicable", "input": {"audit": {"present": {"value": false, "source": "/usr/sbin/auditd"}}}},
	"unreadable": {
		"verdict": "unknown",
		"input": {"audit": {"present": {"value": true, "source": "/usr/sbin/auditd"}}},
		"gaps": [{"path": "audit.purposes", "reason": "/etc/audit/rules.d: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
