package iso17799.c09_access_control.o9_6_application_access_control.database_mysql_client_passwords_test

_file(mode, readable) := {"databases": {"mysql": {
	"present": {"value": true, "source": "/usr/sbin/mariadbd"},
	"client_files": {"/root/.my.cnf": {"mode": mode, "owner": 0, "other_readable": readable, "source": "/root/.my.cnf:3"}},
}}}

cases := {
	"tight": {"verdict": "pass", "evidence": "1 option file with a password, 0 of them", "input": _file("0600", false)},
	"open": {"verdict": "fail", "violations": ["/root/.my.cnf"], "input": _file("0644", true)},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"mysql": {
		"present": {"value": false, "source": "/var/lib/dpkg/status"}, "client_files": {},
	}}}},
	"unread": {
		"verdict": "unknown", "input": {"databases": {"mysql": {"present": {"value": true, "source": "/usr/sbin/mariadbd"}, "client_files": {}}}},
		"gaps": [{"path": `databases.mysql.client_files["/root/.my.cnf"]`, "reason": "permission denied", "denied": true}], "reason": "permission denied",
	},
}
