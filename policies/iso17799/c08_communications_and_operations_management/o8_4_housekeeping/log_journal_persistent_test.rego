package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.log_journal_persistent_test

_journal(present, storage, persistent) := {"services": {"journald": {
	"present": present,
	"storage": {"value": storage, "source": "default: systemd-journald"},
	"persistent": {"value": persistent, "source": "/var/log/journal"},
}}}

cases := {
	"auto_with_the_folder": {"verdict": "pass", "input": _journal(true, "auto", true), "evidence": "Storage=auto"},
	"auto_without": {"verdict": "fail", "input": _journal(true, "auto", false), "violations": ["systemd-journald"]},
	"volatile": {"verdict": "fail", "input": _journal(true, "volatile", false)},
	"no_journald": {"verdict": "not_applicable", "input": _journal(false, "auto", false)},
	"unreadable": {
		"verdict": "unknown",
		"input": {"services": {}},
		"gaps": [{"path": "services.journald", "reason": "/etc/systemd/journald.conf: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
