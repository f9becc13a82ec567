package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.database_mysql_transport_test

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
	"loopback": {"verdict": "pass", "input": _my({"require-secure-transport": "off"}, "loopback")},
	"required": {"verdict": "pass", "evidence": "require-secure-transport = on", "input": _my({"require-secure-transport": "on"}, "all")},
	"not_required": {"verdict": "fail", "violations": ["mysqld"], "input": _my({"require-secure-transport": "off"}, "all")},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"mysql": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": _unread,
}
