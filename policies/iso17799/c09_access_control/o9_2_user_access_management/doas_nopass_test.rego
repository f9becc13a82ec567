package iso17799.c09_access_control.o9_2_user_access_management.doas_nopass_test

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
	"asks": {"verdict": "pass", "input": _doas([_rule({})])},
	"no_rules": {"verdict": "pass", "input": _doas([]), "evidence": "0 rules"},
	"nopass": {"verdict": "fail", "input": _doas([_rule({"no_pass": true})]), "violations": ["/etc/doas.conf:1"]},
	"root_itself": {"verdict": "pass", "input": _doas([_rule({"no_pass": true, "identity": "root"})])},
	"taken_back": {"verdict": "pass", "input": _doas([_rule({"no_pass": true}), _rule({"permit": false, "source": "/etc/doas.conf:2"})])},
	"allowed_command": {"verdict": "pass", "input": _doas([_rule({"no_pass": true, "command": "/sbin/poweroff"})]), "params": {"doas_nopass_commands": ["/sbin/poweroff"]}},
	"no_doas": {"verdict": "not_applicable", "input": _absent},
	"unread": {
		"verdict": "unknown", "input": _doas([]), "reason": "permission denied",
		"gaps": [{"path": "privilege.doas.rules", "reason": "/etc/doas.conf: permission denied", "denied": true}],
	},
}
