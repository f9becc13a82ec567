package iso17799.c09_access_control.o9_5_operating_system_access_control.samba_guest_shares_test

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
	"asks": {"verdict": "pass", "evidence": "1 share, 0 of them open", "input": _smb({}, _share({}))},
	"guests": {"verdict": "fail", "violations": ["data"], "input": _smb({}, _share({"guest": {"value": true, "source": "/etc/samba/smb.conf:9"}}))},
	"no_share": {"verdict": "pass", "evidence": "0 shares", "input": _smb({}, {})},
	"printer": {"verdict": "fail", "violations": ["data"], "input": _smb({}, _share({"guest": {"value": true, "source": "/x:1"}, "print": true}))},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"samba": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"samba": {"present": {"value": true, "source": "/etc/samba"}, "global": {}}}},
		"gaps": [{"path": `netservices.samba.shares`, "reason": "permission denied", "denied": true}],
	},
}
