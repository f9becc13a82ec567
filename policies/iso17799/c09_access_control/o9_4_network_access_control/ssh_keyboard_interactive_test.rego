package iso17799.c09_access_control.o9_4_network_access_control.ssh_keyboard_interactive_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_sshd(password, keyboard, pam, methods) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"effective": {
		"user": {
			"passwordauthentication": _option(password),
			"kbdinteractiveauthentication": _option(keyboard),
			"usepam": _option(pam),
			"authenticationmethods": _option(methods),
		},
		"root": {},
	},
}}

cases := {
	"both_off": {
		"verdict": "pass",
		"input": _sshd("no", "no", "yes", "any"),
		"evidence": "PasswordAuthentication no, KbdInteractiveAuthentication no, UsePAM yes",
	},
	"keyboard_left_on": {"verdict": "fail", "input": _sshd("no", "yes", "yes", "any"), "violations": ["sshd"]},
	"keyboard_as_one_way": {"verdict": "fail", "input": _sshd("no", "yes", "yes", "publickey keyboard-interactive:pam"), "violations": ["sshd"]},
	"keyboard_as_second_factor": {"verdict": "pass", "input": _sshd("no", "yes", "yes", "publickey,keyboard-interactive:pam")},
	"without_pam": {"verdict": "pass", "input": _sshd("no", "yes", "no", "any")},
	"both_on": {"verdict": "pass", "input": _sshd("yes", "yes", "yes", "any")},
	"no_server": {
		"verdict": "not_applicable",
		"input": {"sshd": {"present": {"value": false, "source": "/etc/ssh/sshd_config"}}},
		"evidence": "neither a configuration nor a program",
	},
	"refused_by_sshd": {
		"verdict": "unknown",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}}},
		"gaps": [{"path": "sshd.effective", "reason": "sshd refuses line 1 of /etc/ssh/sshd_config: bad configuration option"}],
		"reason": "sshd refuses line 1",
	},
}
