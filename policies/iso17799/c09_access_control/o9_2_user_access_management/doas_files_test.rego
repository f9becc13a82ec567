package iso17799.c09_access_control.o9_2_user_access_management.doas_files_test

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

_with(files, errors) := {"privilege": {"doas": {"present": {"value": true, "source": "/usr/bin/doas"}, "rules": [], "files": files, "errors": errors}}}

cases := {
	"good": {"verdict": "pass", "input": _doas([])},
	"open": {"verdict": "fail", "input": _with({"/etc/doas.conf": {"owner": 0, "mode": "0666", "weak": ["/etc/doas.conf is writable by everybody"]}}, {}), "violations": ["/etc/doas.conf"]},
	"wrong": {"verdict": "fail", "input": _with({}, {"/etc/doas.conf:2": "neither permit nor deny"}), "violations": ["/etc/doas.conf:2"]},
	"no_doas": {"verdict": "not_applicable", "input": _absent},
	"unread": {
		"verdict": "unknown", "input": _doas([]), "reason": "permission denied",
		"gaps": [{"path": "privilege.doas.files", "reason": "/etc/doas.conf: permission denied", "denied": true}],
	},
}
