package iso17799.c10_systems_development_and_maintenance.o10_2_security_in_application_systems.database_postgresql_transport_test

_src := "/etc/postgresql/15/main/pg_hba.conf:4"

_hba(type, clients, method) := {
	"type": type, "databases": ["all"], "users": ["all"], "address": "", "clients": clients, "method": method,
	"clientcert": "", "shadowed": false, "source": _src,
}

_pg(settings, scope, lines) := {"databases": {"postgresql": {
	"present": {"value": true, "source": "/etc/postgresql/15/main/postgresql.conf"},
	"clusters": {"/etc/postgresql/15/main/postgresql.conf": {
		"settings": {name: {"value": value, "source": "/etc/postgresql/15/main/postgresql.conf:7"} | some name, value in settings},
		"scope": {"value": scope, "source": "/etc/postgresql/15/main/postgresql.conf:2"},
		"hba": lines,
	}},
}}}

_fine := {
	"settings": {name: {"value": value, "source": "/x:1"} |
		some name, value in {"ssl": "on", "password_encryption": "scram-sha-256", "log_connections": "on"}
	},
	"scope": {"value": "loopback", "source": "/x:2"},
	"hba": [_hba("local", "local", "peer")],
}

_unread(what) := {
	"verdict": "unknown", "reason": "permission denied",
	"input": {"databases": {"postgresql": {
		"present": {"value": true, "source": "/usr/lib/postgresql/15/bin/postgres"},
		"clusters": {
			"/etc/postgresql/15/main/postgresql.conf": object.remove(_fine, [split(what, ".")[0]]),
			"/etc/postgresql/13/old/postgresql.conf": _fine,
		},
	}}},
	"gaps": [{
		"path": sprintf(`databases.postgresql.clusters["/etc/postgresql/15/main/postgresql.conf"].%s`, [what]),
		"reason": "permission denied", "denied": true,
	}],
}

cases := {
	"hostssl": {"verdict": "pass", "evidence": "ssl on", "input": _pg({"ssl": "on"}, "all", [_hba("hostssl", "network", "scram-sha-256")])},
	"host": {"verdict": "fail", "violations": [_src], "input": _pg({"ssl": "on"}, "all", [_hba("host", "network", "scram-sha-256")])},
	"ssl_off": {
		"verdict": "fail", "violations": [_src, "/etc/postgresql/15/main/postgresql.conf"],
		"input": _pg({"ssl": "off"}, "all", [_hba("host", "network", "scram-sha-256")]),
	},
	"loopback": {"verdict": "pass", "input": _pg({"ssl": "off"}, "loopback", [_hba("host", "all", "scram-sha-256")])},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"postgresql": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": _unread("settings"),
}
