package iso17799.c09_access_control.o9_7_monitoring_system_access_and_use.logon_history_test

_is(value) := [{"set": true, "known": true, "value": value, "off": false, "source": "/etc/profile.d/a.sh:1"}]

_unset := [{"set": false, "known": true, "value": "", "off": false, "source": "default: bash"}]

_off(value, set) := [{"set": set, "known": true, "value": value, "off": true, "source": "/etc/profile.d/a.sh:1"}]

_default := {
	"histfile": _is("/home/USER/.bash_history"),
	"histsize": _unset, "histfilesize": _unset, "histignore": _unset,
	"history": _is("on"),
}

_with(fields) := {who: {"history": fields} | some who in ["root_login", "user_login", "root_shell", "user_shell"]}

_sessions(fields) := object.union({"logon": {"sessions": _with(_default)}}, {"logon": {"sessions": _with(fields)}})

_everybody := ["root_login", "user_login", "root_shell", "user_shell"]

_path := "logon.sessions[\"user_login\"].history[*]"

cases := {
	"kept": {"verdict": "pass", "input": _sessions({"histsize": _is("1000")}), "evidence": "user_login: HISTFILE is \"/home/USER/.bash_history\""},
	"zsh_has_none": {"verdict": "pass", "input": object.union(_sessions({}), {"logon": {"sessions": {"zsh_login": {"history": {}}}}})},
	"no_file": {"verdict": "fail", "input": _sessions({"histfile": _off("", false)}), "violations": _everybody, "evidence": "is unset"},
	"dev_null": {"verdict": "fail", "input": _sessions({"histfile": _off("/dev/null", true)})},
	"no_lines": {"verdict": "fail", "input": _sessions({"histsize": _off("0", true)})},
	"no_lines_in_the_file": {"verdict": "fail", "input": _sessions({"histfilesize": _off("0", true)})},
	"every_line_ignored": {"verdict": "fail", "input": _sessions({"histignore": _off("", true)})},
	"switched_off": {"verdict": "fail", "input": _sessions({"history": _off("off", true)})},
	"perhaps_off": {"verdict": "fail", "input": _sessions({"histsize": array.concat(_off("0", true), _unset)})},
	"of_root_only": {
		"verdict": "fail",
		"input": object.union(_sessions({}), {"logon": {"sessions": {"root_login": {"history": {"histsize": _off("0", true)}}}}}),
		"violations": ["root_login"],
	},
	"computed": {
		"verdict": "unknown",
		"input": _sessions({"histfile": [{"set": true, "known": false, "value": "", "off": false, "source": "/etc/profile.d/a.sh:1"}]}),
		"reason": "computed by a command",
	},
	"unreadable": {
		"verdict": "unknown",
		"input": _sessions({}),
		"gaps": [{"path": _path, "reason": "/etc/profile: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
