package iso17799.c09_access_control.o9_5_operating_system_access_control.logon_user_path_test

_element(fields) := object.union(
	{"kind": "absolute", "exists": true, "weak": [], "root": false, "sources": ["/root/.profile:9"]},
	fields,
)

_logon(elements) := {"logon": {"path": object.union({"/usr/bin": _element({})}, elements)}}

cases := {
	"right": {"verdict": "pass", "input": _logon({}), "evidence": "1 element in"},
	"dot": {"verdict": "fail", "input": _logon({".": _element({"kind": "dot"})}), "violations": [`"."`]},
	"empty": {"verdict": "fail", "input": _logon({"": _element({"kind": "empty"})}), "violations": [`""`]},
	"relative": {"verdict": "fail", "input": _logon({"bin": _element({"kind": "relative"})}), "violations": [`"bin"`]},
	"weak": {"verdict": "fail", "input": _logon({"/tmp/t": _element({"weak": ["/tmp/t is writable by everybody"]})}), "violations": [`"/tmp/t"`]},
	"of_others": {"verdict": "pass", "input": _logon({".": _element({"kind": "dot", "root": true})})},
	"computed": {"verdict": "unknown", "input": _logon({"computed": _element({"kind": "computed"})}), "reason": "computed"},
	"found_beside_what_was_not_read": {
		"verdict": "fail",
		"input": _logon({".": _element({"kind": "dot"})}),
		"gaps": [{"path": "logon.path[\"/etc/environment\"]", "reason": "permission denied"}],
		"violations": [`"."`],
	},
	"unread": {
		"verdict": "unknown",
		"input": {"logon": {}},
		"gaps": [{"path": "logon.path", "reason": "/etc/profile: permission denied", "denied": true}],
		"reason": "/etc/profile: permission denied",
	},
}
