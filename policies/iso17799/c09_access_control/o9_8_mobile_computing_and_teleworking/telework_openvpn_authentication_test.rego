package iso17799.c09_access_control.o9_8_mobile_computing_and_teleworking.telework_openvpn_authentication_test

_file(mode, other) := {"path": "/etc/key", "mode": mode, "owner": 0, "group_readable": false, "other_readable": other, "writable": false}

_at(value) := {"value": value, "source": "/etc/openvpn/server/office.conf:7"}

_openvpn(changes) := {"mobile": {
	"present": {"openvpn": {"value": true, "source": "/etc/openvpn"}},
	"openvpn": {_conf: object.union(
		{
			"role": "server", "ciphers": _at("AES-256-GCM"), "digest": _at("SHA256"), "tls_min": _at("1.2"), "guard": _at("tls-crypt"),
			"user": _at("nobody"), "client_certificate": _at("require"), "password": _at(false), "peer_checked": _at(false),
			"duplicate_cn": _at(false), "compression": _at(false), "management": _at("off"), "key_inside": false, "file": _file("0600", false),
		},
		changes,
	)},
}}

_conf := "/etc/openvpn/server/office.conf"

_none := {"mobile": {"present": {"openvpn": {"value": false, "source": "/etc/openvpn"}}, "openvpn": {}}}

cases := {
	"certificates": {"verdict": "pass", "input": _openvpn({}), "evidence": "client certificate require"},
	"no_client_certificate": {"verdict": "fail", "input": _openvpn({"client_certificate": _at("none")}), "violations": [_conf]},
	"client_unchecked": {"verdict": "fail", "input": _openvpn({"role": "client"}), "violations": [_conf]},
	"client_checked": {"verdict": "pass", "input": _openvpn({"role": "client", "peer_checked": _at(true)})},
	"static": {"verdict": "fail", "input": _openvpn({"role": "static"}), "violations": [_conf]},
	"plain": {"verdict": "fail", "input": _openvpn({"role": "plain"}), "violations": [_conf]},
	"shared": {"verdict": "fail", "input": _openvpn({"duplicate_cn": _at(true)}), "violations": [_conf]},
	"none": {"verdict": "not_applicable", "input": _none},
	"unreadable": {
		"verdict": "unknown",
		"input": {"mobile": {"present": {"openvpn": {"value": true, "source": "/etc/openvpn"}}}},
		"gaps": [{"path": "mobile.openvpn", "reason": "permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
