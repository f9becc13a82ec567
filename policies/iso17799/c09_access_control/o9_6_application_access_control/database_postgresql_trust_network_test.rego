package iso17799.c09_access_control.o9_6_application_access_control.database_postgresql_trust_network_test

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
	"scram": {"verdict": "pass", "evidence": "scram-sha-256: 1", "input": _pg({}, "all", [_hba("host", "all", "scram-sha-256")])},
	"no_cluster": {"verdict": "pass", "input": object.union(
		_pg({}, "all", []),
		{"databases": {"postgresql": {"clusters": {"/x": {"hba": []}}}}},
	)},
	"trust_everywhere": {"verdict": "fail", "violations": [_src], "input": _pg({}, "all", [_hba("host", "all", "trust")])},
	"trust_a_network": {"verdict": "fail", "violations": [_src], "input": _pg({}, "all", [_hba("hostssl", "network", "trust")])},
	"trust_on_the_socket": {"verdict": "pass", "input": _pg({}, "loopback", [_hba("local", "local", "trust")])},
	"never_reached": {"verdict": "pass", "input": _pg({}, "all", [
		_hba("host", "all", "scram-sha-256"),
		object.union(_hba("host", "all", "trust"), {"shadowed": true}),
	])},
	"absent": {"verdict": "not_applicable", "input": {"databases": {"postgresql": {"present": {"value": false, "source": "/var/lib/dpkg/status"}}}}},
	"unread": _unread("hba"),
}
