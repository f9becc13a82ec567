package iso17799.c09_access_control.o9_4_network_access_control.database_mysql_local_infile_test

_src := "/etc/mysql/mariadb.conf.d/50-server.cnf:7"

_my(settings, scope) := {"databases": {"mysql": {
	"present": {"value": true, "source": "/usr/sbin/mariadbd"},
	"settings": {name: {"value": value, "source": _src} | some name, value in settings},
	"scope": {"value": scope, "source": _src},
	"client_files": {},
}}}

_unread := {
	"verdict": "unknown", "reason": "permission denied",
	"input": {"databases": {"mysql": {
		"present": {"value": true, "source": "/usr/sbin/mariadbd"},
		"settings": {}, "scope": {"value": "loopback", "source": _src}, "client_files": {},
	}}},
	"gaps": [{"path": `databases.mysql.settings["unread"]`, "reason": "/etc/mysql/my.cnf: permission denied", "denied": true}],
}

cases := {
	"off": {"verdict": "pass", "evidence": "local-infile = off", "input": _my({"local-infile": "off"}, "loopback")},
	"on": {"verdict": "fail", "violations": ["mysqld"], "input": _my({"local-infile": "on"}, "loopback")},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"mysql": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": _unread,
}
