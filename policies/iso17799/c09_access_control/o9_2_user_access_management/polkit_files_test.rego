package iso17799.c09_access_control.o9_2_user_access_management.polkit_files_test

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

_files(weak) := {"privilege": {"polkit": {
	"present": {"value": true, "source": "/usr/lib/polkit-1/polkitd"},
	"files": {"/etc/polkit-1/rules.d/a.rules": {"owner": 0, "mode": "0666", "weak": weak}},
}}}

cases := {
	"good": {"verdict": "pass", "input": _polkit({}), "evidence": "1 file"},
	"open": {"verdict": "fail", "input": _files(["/etc/polkit-1/rules.d/a.rules is writable by everybody"]), "violations": ["/etc/polkit-1/rules.d/a.rules"]},
	"its_own_folder": {"verdict": "pass", "input": _files(["/etc/polkit-1/rules.d is owned by user id 996"])},
	"no_polkit": {"verdict": "not_applicable", "input": _absent},
	"unread": {
		"verdict": "unknown", "input": object.union(_polkit({}), {}), "reason": "permission denied",
		"gaps": [{"path": "privilege.polkit.files", "reason": "/etc/polkit-1: permission denied", "denied": true}],
	},
}
