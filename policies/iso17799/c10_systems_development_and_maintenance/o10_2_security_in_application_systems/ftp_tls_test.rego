package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.ftp_tls_test

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
	"required": {"verdict": "pass", "evidence": "TLS required true", "input": _ftp({})},
	"clear": {"verdict": "fail", "violations": ["vsftpd"], "input": _ftp({"tls_required": _at(false)})},
	"nobody_logs_on": {"verdict": "pass", "input": _ftp({"tls_required": _at(false), "local": _at(false)})},
	"absent": {"verdict": "not_applicable", "input": {"netservices": {"ftp": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": {
		"verdict": "unknown", "reason": "permission denied",
		"input": {"netservices": {"ftp": {"present": {"value": true, "source": "/etc/ftp"}, "servers": {}}}},
		"gaps": [{"path": `netservices.ftp.servers["vsftpd"]`, "reason": "permission denied", "denied": true}],
	},
}
