package iso17799.c09_access_control.o9_4_network_access_control.ftp_tftp_write_test

_tftp(create) := {"netservices": {"tftp": {
	"present": {"value": true, "source": "/etc/default/tftpd-hpa"}, "create": {"value": create, "source": "/etc/default/tftpd-hpa:4"},
	"secure": {"value": true, "source": "/etc/default/tftpd-hpa:4"}, "scope": {"value": "all", "source": "/etc/default/tftpd-hpa:3"},
}}}

cases := {
	"reads": {"verdict": "pass", "evidence": "create: false", "input": _tftp(false)},
	"creates": {"verdict": "fail", "violations": ["tftpd"], "input": _tftp(true)},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"tftp": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"tftp": {"present": {"value": true, "source": "/etc/tftp"}}}},
		"gaps": [{"path": `netservices.tftp.create`, "reason": "permission denied", "denied": true}],
	},
}
