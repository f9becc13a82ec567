package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.evidence_journal_retention_test

_days(n) := {"logging": {"journal": {
	"upload": {"value": "", "source": "default: systemd-journal-upload"}, "upload_tls": false,
	"retention_days": {"value": n, "source": "/etc/systemd/journald.conf:9"},
}}}

cases := {
	"no_limit": {"verdict": "pass", "input": _days(-1), "evidence": "no limit of age"},
	"short": {"verdict": "fail", "input": _days(7), "violations": ["journal"]},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.journal", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
