package iso17799.c09_access_control.o9_4_network_access_control.ssh_match_relaxes_test

_option(value) := {"value": value, "source": "/etc/ssh/sshd_config:7"}

_block(fields, settings) := object.union(
	{
		"criteria": "address 10.0.0.0/8",
		"source": "/etc/ssh/sshd_config:20",
		"everyone": true,
		"accounts": ["alice", "root"],
		"elsewhere": ["address"],
		"settings": {keyword: {"value": value, "source": "/etc/ssh/sshd_config:21"} | some keyword, value in settings},
		"otherwise": {keyword: _option("no") | some keyword, _ in settings},
	},
	fields,
)

_sshd(blocks) := {"sshd": {
	"present": {"value": true, "source": "/etc/ssh/sshd_config"},
	"matches": blocks,
}}

cases := {
	"no_block": {"verdict": "pass", "input": _sshd([]), "evidence": "no Match block"},
	"harmless_block": {
		"verdict": "pass",
		"input": _sshd([_block({}, {"x11forwarding": "no", "banner": "/etc/inside"})]),
		"evidence": "Match address 10.0.0.0/8 sets banner, x11forwarding",
	},
	"password_from_inside": {
		"verdict": "fail",
		"input": _sshd([_block({}, {"passwordauthentication": "yes"})]),
		"violations": ["Match address 10.0.0.0/8"],
	},
	"root_from_inside": {
		"verdict": "fail",
		"input": _sshd([_block({}, {"permitrootlogin": "yes"})]),
		"violations": ["Match address 10.0.0.0/8"],
	},
	"root_log_on_for_a_user_who_is_not_root": {
		"verdict": "pass",
		"input": _sshd([_block({"everyone": false, "accounts": ["alice"]}, {"permitrootlogin": "yes"})]),
	},
	"user_who_does_not_exist": {
		"verdict": "pass",
		"input": _sshd([_block({"everyone": false, "accounts": []}, {"permitrootlogin": "yes", "passwordauthentication": "yes"})]),
	},
	"as_weak_elsewhere": {
		"verdict": "pass",
		"input": _sshd([_block({"otherwise": {"passwordauthentication": _option("yes")}}, {"passwordauthentication": "yes"})]),
	},
	"elsewhere_not_known": {
		"verdict": "fail",
		"input": _sshd([_block({"criteria": "host *.example.org", "otherwise": {}}, {"kbdinteractiveauthentication": "yes"})]),
		"violations": ["Match host *.example.org"],
	},
	"users_only": {
		"verdict": "pass",
		"input": _sshd([_block({"elsewhere": [], "everyone": false}, {"passwordauthentication": "yes"})]),
	},
	"no_server": {
		"verdict": "not_applicable",
		"input": {"sshd": {"present": {"value": false, "source": "/etc/ssh/sshd_config"}}},
		"evidence": "neither a configuration nor a program",
	},
	"refused_by_sshd": {
		"verdict": "unknown",
		"input": {"sshd": {"present": {"value": true, "source": "/etc/ssh/sshd_config"}}},
		"gaps": [{"path": "sshd.matches", "reason": "sshd refuses line 1 of /etc/ssh/sshd_config: bad configuration option"}],
		"reason": "sshd refuses line 1",
	},
}
