package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_banner_test

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
	"both": {"verdict": "pass", "input": _logon(_banner({}), _banner({})), "evidence": "/etc/issue: Authorised"},
	"neither": {"verdict": "fail", "input": _logon(_absent, _absent), "violations": ["/etc/issue", "/etc/issue.net"]},
	"one": {"verdict": "fail", "input": _logon(_banner({}), _absent), "violations": ["/etc/issue.net"]},
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
