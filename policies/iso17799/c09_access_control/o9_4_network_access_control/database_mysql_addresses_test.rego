package iso17799.c09_access_control.o9_4_network_access_control.database_mysql_addresses_test

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
	"loopback": {"verdict": "pass", "evidence": "loopback", "input": _my({"bind-address": "127.0.0.1"}, "loopback")},
	"default": {"verdict": "fail", "violations": ["mysqld"], "input": _my({"bind-address": "*"}, "all")},
	"allowed": {"verdict": "pass", "params": {"database_listen_scopes": ["network"]}, "input": _my({"bind-address": "10.1.2.3"}, "network")},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"mysql": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": _unread,
}
