package iso17799.c09_access_control.o9_2_user_access_management.doas_keepenv_test

_doas(rules) := {"privilege": {"doas": {
	"present": {"value": true, "source": "/usr/bin/doas"}, "rules": rules, "errors": {},
	"files": {"/etc/doas.conf": {"owner": 0, "mode": "0600", "weak": []}},
}}}

_rule(extra) := object.union(
	{
		"permit": true, "identity": ":wheel", "target": "root", "command": "", "arguments": false, "no_pass": false, "persist": false,
		"keep_env": false, "no_log": false, "set_env": [], "source": "/etc/doas.conf:1",
	},
	extra,
)

_absent := {"privilege": {"doas": {"present": {"value": false, "source": "/usr/bin/doas"}}}}

cases := {
	"clean": {"verdict": "pass", "input": _doas([_rule({})])},
	"keepenv": {"verdict": "fail", "input": _doas([_rule({"keep_env": true})]), "violations": ["/etc/doas.conf:1"]},
	"preload": {"verdict": "fail", "input": _doas([_rule({"set_env": ["TERM", "LD_PRELOAD"]})]), "violations": ["/etc/doas.conf:1"]},
	"terminal": {"verdict": "pass", "input": _doas([_rule({"set_env": ["TERM", "-PATH"]})])},
	"no_doas": {"verdict": "not_applicable", "input": _absent},
	"unread": {
		"verdict": "unknown", "input": _doas([]), "reason": "permission denied",
		"gaps": [{"path": "privilege.doas.rules", "reason": "/etc/doas.conf: permission denied", "denied": true}],
	},
}
