package iso17799.c06_personnel_security.o6_3_responding_to_security_incidents_and_malfunctions.logon_core_storage_test

_logon(storage) := {"logon": {"core": {
	"systemd": {"value": true, "source": "/usr/lib/systemd/systemd-coredump"},
	"storage": {"value": storage, "source": "/etc/systemd/coredump.conf:4"},
}}}

cases := {
	"none": {"verdict": "pass", "input": _logon("none"), "evidence": "Storage=none"},
	"external": {"verdict": "fail", "input": _logon("external"), "violations": ["coredump.conf"]},
	"not_installed": {"verdict": "not_applicable", "input": {"logon": {"core": {"systemd": {"value": false, "source": "/lib/systemd/systemd-coredump"}}}}},
	"unread": {
		"verdict": "unknown",
		"input": {"logon": {}},
		"gaps": [{"path": "logon.core", "reason": "/etc/systemd/coredump.conf: permission denied", "denied": true}],
		"reason": "/etc/systemd/coredump.conf: permission denied",
	},
}
