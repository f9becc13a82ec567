package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_ipsec_algorithms_test

_ipsec(changes) := {"mobile": {
	"present": {"ipsec": {"value": true, "source": "/etc/ipsec.conf"}},
	"ipsec": {"/etc/ipsec.conf:9": object.union(
		{"name": "office", "proposals": ["aes256gcm16-prfsha384-ecp384"], "aggressive": false, "shared": false, "unauthenticated": false, "source": "/etc/ipsec.conf:9"},
		changes,
	)},
}}

_none := {"mobile": {"present": {"ipsec": {"value": false, "source": "/etc/ipsec.conf"}}, "ipsec": {}}}

cases := {
	"modern": {"verdict": "pass", "input": _ipsec({}), "evidence": "aes256gcm16"},
	"defaults": {"verdict": "pass", "input": _ipsec({"proposals": []}), "evidence": "the daemon's defaults"},
	"triple_des": {"verdict": "fail", "input": _ipsec({"proposals": ["3des-sha1-modp1024"]}), "violations": ["/etc/ipsec.conf:9"]},
	"none": {"verdict": "not_applicable", "input": _none},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"ipsec": {"value": true, "source": "/etc/ipsec.conf"}}}},
		"gaps": [{"path": "mobile.ipsec", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
