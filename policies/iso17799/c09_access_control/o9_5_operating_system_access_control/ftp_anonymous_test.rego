package iso17799.c09_access_control.o9_5_operating_system_access_control.ftp_anonymous_test

_at(value) := {"value": value, "source": "/etc/vsftpd.conf:3"}

_ftp(fields) := {"netservices": {"ftp": {
	"present": {"value": true, "source": "/etc/vsftpd.conf"},
	"servers": {"vsftpd": object.union(
		{
			"anonymous": _at(false), "anonymous_write": _at(false), "tls_required": _at(true), "chroot": _at(true), "local": _at(true),
			"source": "/etc/vsftpd.conf",
		},
		fields,
	)},
}}}

cases := {
	"none": {"verdict": "pass", "evidence": "vsftpd: anonymous false", "input": _ftp({})},
	"anonymous": {"verdict": "fail", "violations": ["vsftpd"], "input": _ftp({"anonymous": _at(true)})},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"ftp": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"ftp": {"present": {"value": true, "source": "/etc/ftp"}, "servers": {}}}},
		"gaps": [{"path": `netservices.ftp.servers["vsftpd"]`, "reason": "permission denied", "denied": true}],
	},
}
