package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.job_unit_programs_test

_units(extra) := {"jobs": {"units": {"app.service": object.union(
	{
		"user": "root", "root": true, "told": true, "why": "", "timers": [], "source": "/etc/systemd/system/app.service",
		"programs": {"/usr/bin/app": {"exists": true, "weak": []}}, "inside": {},
		"files": {"/etc/systemd/system/app.service": {"exists": true, "weak": []}},
	},
	extra,
)}}}

_weak(name) := {name: {"exists": true, "weak": [sprintf("%s is writable by everybody", [name])]}}

cases := {
	"good": {"verdict": "pass", "input": _units({}), "evidence": "1 of 1"},
	"weak": {"verdict": "fail", "input": _units({"programs": _weak("/opt/app")}), "violations": ["/opt/app"]},
	"not_of_root": {"verdict": "pass", "input": _units({"root": false, "user": "app", "programs": _weak("/opt/app")})},
	"not_told": {"verdict": "unknown", "input": _units({"told": false, "why": "a variable"}), "reason": "a variable"},
	"weak_inside_a_script": {"verdict": "fail", "input": _units({"inside": _weak("/opt/app")}), "violations": ["/opt/app"]},
	"good_inside_a_script": {"verdict": "pass", "input": _units({"inside": {"/opt/app": {"exists": true, "weak": []}}})},
	"none": {"verdict": "pass", "input": {"jobs": {"units": {}}}, "evidence": "0 "},
	"unread": {"verdict": "unknown", "input": {"jobs": {}}, "gaps": [{"path": "jobs.units", "reason": "permission denied"}], "reason": "permission denied"},
	"one_unread": {"verdict": "unknown", "input": _units({}), "gaps": [{"path": "jobs.units[\"x.service\"]", "reason": "permission denied"}], "reason": "permission denied"},
}
