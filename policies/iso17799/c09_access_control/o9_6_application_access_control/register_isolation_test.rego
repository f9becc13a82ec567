package iso17799.c09_access_control.o9_6_application_access_control.register_isolation_test

_host(class, starts) := {
	"ledger": {"registered": true, "asset": {"classification": class, "source": "ledger: assets.yaml:4"}},
	"services": {"starts": {name: {"source": sprintf("/usr/lib/systemd/system/%s", [name])} | some name in starts}},
}

cases := {
	"one_workload": {"verdict": "pass", "input": _host("secret", ["postgresql.service", "ssh.service"]), "evidence": "kinds of workload among them: database"},
	"no_workload": {"verdict": "pass", "input": _host("secret", ["ssh.service"]), "evidence": "none"},
	"two_kinds": {
		"verdict": "fail", "violations": ["database", "web server"],
		"input": _host("secret", ["postgresql.service", "nginx.service"]),
	},
	"two_kinds_of_which_one_is_its_work": {
		"verdict": "fail", "params": {"sensitive_host_workloads": ["database"]}, "violations": ["web server"],
		"input": _host("secret", ["postgresql.service", "nginx.service"]),
	},
	"both_are_its_work": {
		"verdict": "pass", "params": {"sensitive_host_workloads": ["database", "web server"]},
		"input": _host("secret", ["postgresql.service", "nginx.service"]),
	},
	"another_scheme": {
		"verdict": "fail", "params": {"register_sensitive_classifications": ["Red"]}, "violations": ["database", "web server"],
		"input": _host("red", ["postgresql.service", "nginx.service"]),
	},
	"confidential_where_that_is_sensitive": {
		"verdict": "fail", "params": {"register_sensitive_classifications": ["confidential", "secret"]}, "violations": ["database", "web server"],
		"input": _host("confidential", ["postgresql.service", "nginx.service"]),
	},
	"public": {"verdict": "not_applicable", "input": _host("public", ["postgresql.service", "nginx.service"]), "evidence": "asks for no isolation"},
	"not_classified": {"verdict": "unknown", "input": _host("", ["nginx.service"]), "reason": "does not classify"},
	"units_unread": {
		"verdict": "unknown", "reason": "denied", "input": {"ledger": _host("secret", []).ledger},
		"gaps": [{"path": "services", "reason": "denied"}],
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
