package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_groups_test

_asset(parties) := {
	"accounts": {"hosting": {"owner": "Anna Baker", "purpose": "Hosting Ltd"}, "anna": {"owner": "Anna Baker", "purpose": ""}},
	"third_parties": [{"name": name, "access": "", "contract": ""} | some name in parties],
	"source": "ledger: assets.yaml:4",
}

_user(uid, line) := {"uid": uid, "source": sprintf("/etc/passwd:%d", [line])}

_group(members, primary, line) := {"members": members, "primary_members": primary, "source": sprintf("/etc/group:%d", [line])}

_host(uid, sudo, docker) := {"ledger": {"registered": true, "asset": _asset(["Hosting Ltd"])}, "accounts": {
	"users": {"hosting": _user(uid, 30), "anna": _user(1001, 31)},
	"groups": {"sudo": _group(sudo, [], 9), "docker": _group([], docker, 10), "users": _group(["hosting"], [], 11)},
	"remote": {"value": [], "source": "/etc/nsswitch.conf"},
}}

_gone(remote) := object.union(
	object.remove(_host(1000, [], []), ["accounts"]),
	{"accounts": {
		"users": {"anna": _user(1001, 31)},
		"groups": {"sudo": _group(["hosting"], [], 9)},
		"remote": {"value": remote, "source": "/etc/nsswitch.conf"},
	}},
)

cases := {
	"in_none": {"verdict": "pass", "input": _host(1000, ["anna"], []), "evidence": "hosting (Hosting Ltd): user id 1000, privileged groups: none"},
	"administrator": {"verdict": "fail", "input": _host(1000, ["hosting"], []), "violations": ["account hosting"]},
	"primary_group": {"verdict": "fail", "input": _host(1000, [], ["hosting"]), "violations": ["account hosting"]},
	"user_id_0": {"verdict": "fail", "input": _host(0, [], []), "violations": ["account hosting"]},
	"not_on_the_host": {"verdict": "pass", "input": _gone([]), "evidence": "accounts of third parties in the entry: hosting"},
	"of_a_directory": {"verdict": "unknown", "input": _gone(["sss"]), "reason": "may come from sss"},
	"no_third_party": {
		"verdict": "not_applicable", "evidence": "no third party",
		"input": object.union(_host(1000, ["hosting"], []), {"ledger": {"asset": {"third_parties": []}}}),
	},
	"groups_unread": {
		"verdict": "unknown", "reason": "permission denied", "input": {"ledger": {"registered": true, "asset": _asset(["Hosting Ltd"])}},
		"gaps": [{"path": "accounts", "reason": "/etc/group: permission denied", "denied": true}],
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
