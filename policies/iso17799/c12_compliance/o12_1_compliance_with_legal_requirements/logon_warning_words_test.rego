package iso17799.c12_compliance.o12_1_compliance_with_legal_requirements.logon_warning_words_test

_banner(fields) := object.union(
	{
		"exists": true, "empty": false, "bytes": 80, "first_line": "Authorised users only", "escapes": [], "system": [],
		"text": "this computer is for authorised users only. its use is monitored.", "source": "/etc/issue",
	},
	fields,
)

_absent := _banner({"exists": false, "empty": true, "bytes": 0, "first_line": "", "text": ""})

_logon(issue, net) := {"logon": {"banners": {"/etc/issue": issue, "/etc/issue.net": net}}}

cases := {
	"both": {"verdict": "pass", "input": _logon(_banner({}), _banner({})), "evidence": "says 2 of 2"},
	"welcome": {"verdict": "fail", "input": _logon(_banner({"text": "welcome"}), _banner({})), "violations": ["/etc/issue"]},
	"not_watched": {"verdict": "fail", "input": _logon(_banner({}), _banner({"text": "authorized users only"})), "violations": ["/etc/issue.net"]},
	"huge": {
		"verdict": "unknown",
		"input": {"logon": {"banners": {"/etc/issue.net": _banner({})}}},
		"gaps": [{"path": "logon.banners[\"/etc/issue\"]", "reason": "/etc/issue: larger than the limit"}],
		"reason": "larger than the limit",
	},
	"unread": {
		"verdict": "unknown",
		"input": {"logon": {}},
		"gaps": [{"path": "logon.banners", "reason": "/etc/profile: permission denied", "denied": true}],
		"reason": "/etc/profile: permission denied",
	},
}
