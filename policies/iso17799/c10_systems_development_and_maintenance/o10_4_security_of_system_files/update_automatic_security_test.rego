package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.update_automatic_security_test

_manager := {"value": "dpkg", "source": "/var/lib/dpkg/status"}

_facts(applies, origins, security) := {"packages": {"manager": _manager, "automatic": {
	"looked": ["unattended-upgrades", "cron"], "security": security,
	"mechanisms": {"unattended-upgrades": {
		"installed": true, "applies": applies, "refreshes": true, "scheduled": "enabled", "origins": origins,
		"why": "", "sources": ["/etc/apt/apt.conf.d/50unattended-upgrades:3"],
	}},
}}}

cases := {
	"security_origin": {
		"verdict": "pass",
		"input": _facts(true, ["origin=Debian,label=Debian-Security"], {"unattended-upgrades": true}),
		"evidence": "Debian-Security",
	},
	"other_origin": {
		"verdict": "fail",
		"input": _facts(true, ["origin=Example"], {"unattended-upgrades": false}),
		"violations": ["unattended-upgrades"],
	},
	"no_origin": {"verdict": "fail", "input": _facts(true, [], {"unattended-upgrades": false}), "violations": ["unattended-upgrades"]},
	"not_told": {"verdict": "unknown", "input": _facts(true, [], {}), "reason": "cannot be told"},
	"off": {"verdict": "not_applicable", "input": _facts(false, [], {})},
	"files_missing": {
		"verdict": "unknown",
		"input": _facts(true, [], {}),
		"gaps": [{"path": "packages.automatic.security[*]", "reason": "no origin pattern is set"}],
		"reason": "no origin pattern",
	},
}
