package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.logging_retention_test

_log(more) := {"logging": {"retention": {"/var/log/auth.log": object.union(
	{
		"rotated": true, "days": -1, "forever": false, "by_size": false, "pattern": "/var/log/auth.log", "source": "/etc/logrotate.d/a:1",
	},
	more,
)}}}

cases := {
	"long": {"verdict": "pass", "input": _log({"days": 400}), "evidence": "400 days"},
	"not_rotated": {"verdict": "pass", "input": _log({"rotated": false, "forever": true}), "evidence": "never deleted"},
	"short": {"verdict": "fail", "input": _log({"days": 7}), "violations": ["/var/log/auth.log"]},
	"none": {"verdict": "pass", "input": {"logging": {"retention": {}}}, "evidence": "none is on this host"},
	"by_size": {"verdict": "unknown", "input": _log({"by_size": true}), "reason": "how fast it grows"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.retention", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
