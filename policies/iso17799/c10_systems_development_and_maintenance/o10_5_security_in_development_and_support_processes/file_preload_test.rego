package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.file_preload_test

_library(fields) := object.union({"exists": true, "weak": [], "packaged": true, "source": "/etc/ld.so.preload:1"}, fields)

_files(libraries) := {"files": {"preload": {
	"present": {"value": count(libraries) > 0, "source": "/etc/ld.so.preload"},
	"libraries": libraries,
}}}

cases := {
	"none": {"verdict": "pass", "input": _files({}), "evidence": "0 libraries"},
	"allowed": {"verdict": "pass", "input": _files({"/lib/a.so": _library({})}), "params": {"file_preload_allowed": ["/lib/a.so"]}, "evidence": "/lib/a.so"},
	"unknown_library": {"verdict": "fail", "input": _files({"/lib/a.so": _library({})}), "violations": ["/lib/a.so"]},
	"writable": {
		"verdict": "fail",
		"input": _files({"/var/tmp/.h.so": _library({"weak": ["/var/tmp/.h.so is writable by everybody"], "packaged": false})}),
		"params": {"file_preload_allowed": ["/var/tmp/.h.so"]},
		"violations": ["/var/tmp/.h.so"],
	},
	"gone": {"verdict": "fail", "input": _files({"/lib/a.so": _library({"exists": false})}), "params": {"file_preload_allowed": ["/lib/a.so"]}, "violations": ["/lib/a.so"]},
	"unread": {
		"verdict": "unknown",
		"input": {"files": {}},
		"gaps": [{"path": "files.preload", "reason": "/etc/ld.so.preload: permission denied", "denied": true}],
		"reason": "/etc/ld.so.preload: permission denied",
	},
}
