package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_sudo_test

_asset(parties) := {
	"accounts": {"hosting": {"owner": "Anna Baker", "purpose": "Hosting Ltd"}, "anna": {"owner": "Anna Baker", "purpose": ""}},
	"third_parties": [{"name": name, "access": "", "contract": ""} | some name in parties],
	"source": "ledger: assets.yaml:4",
}

_grant(all, maybe) := {"uid": 1000, "all": all, "maybe": maybe, "via": ["%ops"], "sources": ["/etc/sudoers:20", "/etc/sudoers.d/ops:1"]}

_host(grants, names, remote) := {
	"ledger": {"registered": true, "asset": _asset(["Hosting Ltd"])},
	"sudo": {"present": {"value": true, "source": "/etc/sudoers"}, "grants": grants},
	"accounts": {
		"users": {name: {"uid": 1000, "source": "/etc/passwd:30"} | some name in names},
		"remote": {"value": remote, "source": "/etc/nsswitch.conf"},
	},
}

_local(grants) := _host(grants, ["anna", "hosting"], [])

cases := {
	"in_no_rule": {"verdict": "pass", "input": _local({"anna": _grant(true, false)}), "evidence": "hosting (Hosting Ltd) is in no sudo rule"},
	"some_commands": {"verdict": "pass", "input": _local({"hosting": _grant(false, false)}), "evidence": "some commands"},
	"everything": {"verdict": "fail", "input": _local({"hosting": _grant(true, false)}), "violations": ["account hosting"]},
	"everything_by_a_netgroup": {"verdict": "unknown", "input": _local({"hosting": _grant(true, true)}), "reason": "netgroup"},
	"of_a_directory": {"verdict": "unknown", "input": _host({}, ["anna"], ["ldap"]), "reason": "may come from ldap"},
	"no_sudo": {
		"verdict": "not_applicable", "evidence": "no sudo program",
		"input": object.union(object.remove(_local({}), ["sudo"]), {"sudo": {"present": {"value": false, "source": "/etc/sudoers"}}}),
	},
	"no_third_party": {
		"verdict": "not_applicable", "evidence": "no third party",
		"input": object.union(_local({"hosting": _grant(true, false)}), {"ledger": {"asset": {"third_parties": []}}}),
	},
	"sudoers_unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": object.union(object.remove(_local({}), ["sudo"]), {"sudo": {"present": {"value": true, "source": "/etc/sudoers"}}}),
		"gaps": [{"path": "sudo.grants", "reason": "/etc/sudoers: permission denied", "denied": true}],
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
