package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.job_unit_files_test

_units(extra) := {"jobs": {"units": {"app.service": object.union(
	{
		"user": "root", "root": true, "told": true, "why": "", "timers": [], "source": "/etc/systemd/system/app.service",
		"programs": {"/usr/bin/app": {"exists": true, "weak": []}},
		"files": {"/etc/systemd/system/app.service": {"exists": true, "weak": []}},
	},
	extra,
)}}}

_weak(name) := {name: {"exists": true, "weak": [sprintf("%s is writable by everybody", [name])]}}

cases := {
	"good": {"verdict": "pass", "input": _units({}), "evidence": "1 file of 1"},
	"weak": {"verdict": "fail", "input": _units({"files": _weak("/etc/default/app")}), "violations": ["/etc/default/app"]},
	"none": {"verdict": "pass", "input": {"jobs": {"units": {}}}, "evidence": "0 "},
	"unread": {"verdict": "unknown", "input": {"jobs": {}}, "gaps": [{"path": "jobs.units", "reason": "permission denied"}], "reason": "permission denied"},
	"one_unread": {"verdict": "unknown", "input": _units({}), "gaps": [{"path": "jobs.units[\"x.service\"]", "reason": "permission denied"}], "reason": "permission denied"},
}
