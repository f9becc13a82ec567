package iso17799.c08_communications_and_operations_management.o8_4_housekeeping.logging_session_retention_test

_log(more) := {"logging": {"retention": {"/var/log/wtmp": object.union(
	{
		"rotated": true, "days": -1, "forever": false, "by_size": false, "pattern": "/var/log/wtmp", "source": "/etc/logrotate.d/a:1",
	},
	more,
)}}}

cases := {
	"long": {"verdict": "pass", "input": _log({"days": 400}), "evidence": "400 days"},
	"not_rotated": {"verdict": "pass", "input": _log({"rotated": false, "forever": true}), "evidence": "never deleted"},
	"short": {"verdict": "fail", "input": _log({"days": 7}), "violations": ["/var/log/wtmp"]},
	"none": {"verdict": "pass", "input": {"logging": {"retention": {}}}, "evidence": "none is on this host"},
	"by_size": {"verdict": "unknown", "input": _log({"by_size": true}), "reason": "how fast it grows"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"logging": {}},
		"gaps": [{"path": "logging.retention", "reason": "/etc: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
