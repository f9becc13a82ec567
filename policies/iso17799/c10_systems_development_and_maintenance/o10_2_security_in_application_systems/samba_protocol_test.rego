package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.samba_protocol_test

_fine := {
	"server min protocol": "smb2_10", "server signing": "mandatory", "server smb encrypt": "default", "map to guest": "never",
	"null passwords": "no", "lanman auth": "no", "ntlm auth": "ntlmv2-only", "encrypt passwords": "yes",
}

_share(fields) := {"data": object.union(
	{
		"path": "/srv", "guest": {"value": false, "source": "/etc/samba/smb.conf:9"}, "write": {"value": true, "source": "/etc/samba/smb.conf:10"},
		"print": false, "limited": false, "source": "/etc/samba/smb.conf:8",
	},
	fields,
)}

_smb(global, shares) := {"netservices": {"samba": {
	"present": {"value": true, "source": "/etc/samba/smb.conf"},
	"global": {name: {"value": value, "source": "/etc/samba/smb.conf:2"} | some name, value in object.union(_fine, global)},
	"shares": shares,
}}}

cases := {
	"good": {"verdict": "pass", "evidence": "server min protocol = smb2_10", "input": _smb({"server min protocol": "smb2_10"}, {})},
	"bad": {"verdict": "fail", "violations": ["smb.conf"], "input": _smb({"server min protocol": "nt1"}, {})},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"samba": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"samba": {"present": {"value": true, "source": "/etc/samba"}, "shares": {}}}},
		"gaps": [{"path": `netservices.samba.global`, "reason": "permission denied", "denied": true}],
	},
}
