package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.update_automatic_test

_manager := {"value": "dpkg", "source": "/var/lib/dpkg/status"}

_means(changes) := object.union(
	{
		"installed": true, "applies": true, "refreshes": true, "scheduled": "enabled", "origins": [],
		"why": "unattended-upgrades 2.9", "sources": ["/etc/apt/apt.conf.d/20auto-upgrades:2"],
	},
	changes,
)

_facts(all) := {"packages": {"manager": _manager, "automatic": {
	"looked": ["unattended-upgrades", "cron"], "security": {}, "mechanisms": all,
}}}

_one(changes) := _facts({"unattended-upgrades": _means(changes)})

cases := {
	"nightly": {"verdict": "pass", "input": _one({}), "evidence": "unattended-upgrades 2.9"},
	"cron_beside_idle_package": {
		"verdict": "pass",
		"input": _facts({"unattended-upgrades": _means({"installed": false}), "cron": _means({"why": "apt-get runs on a schedule"})}),
	},
	"nothing": {"verdict": "fail", "input": _facts({}), "violations": ["automatic updates"]},
	"not_installed": {"verdict": "fail", "input": _one({"installed": false, "applies": false}), "violations": ["automatic updates"]},
	"installed_and_off": {"verdict": "fail", "input": _one({"applies": false}), "violations": ["automatic updates"]},
	"timer_masked": {"verdict": "fail", "input": _one({"scheduled": "masked"}), "violations": ["automatic updates"]},
	"lists_not_refreshed": {"verdict": "fail", "input": _one({"refreshes": false}), "violations": ["package lists"]},
	"no_timer_seen": {"verdict": "unknown", "input": _one({"scheduled": "absent"}), "reason": "no timer or job"},
	"unreadable": {
		"verdict": "unknown",
		"input": {"packages": {"manager": _manager}},
		"gaps": [{"path": "packages.automatic", "reason": "/etc/apt/apt.conf.d: permission denied", "denied": true}],
		"reason": "permission denied",
	},
}
