package iso17799.c09_access_control.o9_2_user_access_management.polkit_everyone_test

_polkit(rules) := {"privilege": {"polkit": {
	"present": {"value": true, "source": "/usr/lib/polkit-1/polkitd"}, "rules": rules,
	"admins": [{"identities": ["unix-group:sudo"], "source": "/usr/share/polkit-1/rules.d/50-default.rules:10"}],
	"files": {"/etc/polkit-1/rules.d/a.rules": {"owner": 0, "mode": "0644", "weak": []}},
}}}

_rule(extra) := {"/etc/polkit-1/rules.d/a.rules:1": object.union(
	{
		"groups": [], "users": [], "actions": ["org.freedesktop.hostname1.set-hostname"], "everyone": false, "any_action": false,
		"at_console": false, "told": true, "vendor": false, "source": "/etc/polkit-1/rules.d/a.rules:1",
	},
	extra,
)}

_absent := {"privilege": {"polkit": {"present": {"value": false, "source": "/usr/lib/polkit-1/polkitd"}}}}

cases := {
	"none": {"verdict": "pass", "input": _polkit({}), "evidence": "0 rules"},
	"a_group": {"verdict": "pass", "input": _polkit(_rule({"groups": ["netdev"]}))},
	"everybody": {"verdict": "fail", "input": _polkit(_rule({"everyone": true})), "violations": ["/etc/polkit-1/rules.d/a.rules:1"]},
	"who_sits_there": {"verdict": "pass", "input": _polkit(_rule({"everyone": true, "at_console": true}))},
	"who_sits_there_anything": {"verdict": "fail", "input": _polkit(_rule({"everyone": true, "at_console": true, "any_action": true, "actions": []})), "violations": ["/etc/polkit-1/rules.d/a.rules:1"]},
	"computed": {"verdict": "unknown", "input": _polkit(_rule({"told": false})), "reason": "cannot be told"},
	"no_polkit": {"verdict": "not_applicable", "input": _absent},
	"unread": {
		"verdict": "unknown", "input": object.union(_polkit({}), {}), "reason": "permission denied",
		"gaps": [{"path": "privilege.polkit.rules", "reason": "/etc/polkit-1: permission denied", "denied": true}],
	},
}
