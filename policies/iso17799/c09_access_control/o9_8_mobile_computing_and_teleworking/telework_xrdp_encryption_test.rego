package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_xrdp_encryption_test

_at(value) := {"value": value, "source": "/etc/xrdp/xrdp.ini:20"}

_xrdp(changes) := {"mobile": {"xrdp": {
	"present": {"value": true, "source": "/usr/sbin/xrdp"},
	"settings": object.union(
		{
			"security_layer": _at("tls"), "crypt_level": _at("high"), "ssl_protocols": _at("tlsv1.2, tlsv1.3"), "AllowRootLogin": _at("false"),
			"MaxLoginRetry": _at("3"), "TerminalServerUsers": _at("tsusers"), "AlwaysGroupCheck": _at("true"), "KillDisconnected": _at("true"),
			"IdleTimeLimit": _at("900"), "DisconnectedTimeLimit": _at("900"),
		},
		changes,
	),
}}}

_none := {"mobile": {"xrdp": {"present": {"value": false, "source": "/usr/sbin/xrdp"}}}}

cases := {
	"tls": {"verdict": "pass", "input": _xrdp({}), "evidence": "security_layer=tls"},
	"negotiated": {"verdict": "fail", "input": _xrdp({"security_layer": _at("negotiate")}), "violations": ["security_layer"]},
	"old_tls": {"verdict": "fail", "input": _xrdp({"ssl_protocols": _at("tlsv1, tlsv1.2")}), "violations": ["ssl_protocols"]},
	"none": {"verdict": "not_applicable", "input": _none},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"xrdp": {"present": {"value": true, "source": "/usr/sbin/xrdp"}}}},
		"gaps": [{"path": "mobile.xrdp.settings", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
