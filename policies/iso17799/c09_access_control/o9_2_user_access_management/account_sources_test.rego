package iso17799.c09_access_control.o9_2_user_access_management.account_sources_test

_host(all, remote) := {"accounts": {
	"sources": {"passwd": {"value": all, "source": "/etc/nsswitch.conf:7"}},
	"remote": {"value": remote, "source": "/etc/nsswitch.conf:7"},
}}

cases := {
	"local": {"verdict": "pass", "input": _host(["files", "systemd"], []), "evidence": "accounts come from files, systemd"},
	"directory": {"verdict": "unknown", "input": _host(["files", "sss"], ["sss"]), "reason": "accounts also come from sss"},
	"nis": {"verdict": "fail", "input": _host(["files", "nis"], ["nis"]), "violations": ["source nis"]},
	"unreadable": {"verdict": "unknown", "input": {"accounts": {}}, "gaps": [{"path": "accounts.remote", "reason": "/etc/nsswitch.conf: permission denied", "denied": true}], "reason": "permission denied"},
}
