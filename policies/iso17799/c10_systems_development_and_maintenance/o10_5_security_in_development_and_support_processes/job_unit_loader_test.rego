package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.job_unit_loader_test

_host(loader) := {"jobs": {"units": {"app.service": {
	"user": "root", "root": true, "told": true, "why": "", "timers": [], "source": "/etc/systemd/system/app.service",
	"programs": {}, "files": {}, "loader": loader,
}}}}

_library(variable, path, extra) := {path: object.union({"variable": variable, "told": true, "exists": true, "weak": [], "source": "/etc/systemd/system/app.service:4"}, extra)}

cases := {
	"none": {"verdict": "pass", "input": _host({}), "evidence": "1 service unit, 0 paths"},
	"good": {"verdict": "pass", "input": _host(_library("LD_PRELOAD", "/usr/lib/libjemalloc.so.2", {})), "evidence": "1 path"},
	"by_name": {"verdict": "pass", "input": _host(_library("LD_PRELOAD", "libjemalloc.so.2", {})), "evidence": "1 path"},
	"tmp": {"verdict": "fail", "input": _host(_library("LD_PRELOAD", "/tmp/x.so", {"exists": false})), "violations": ["app.service"]},
	"the_folder_itself": {"verdict": "fail", "input": _host(_library("LD_LIBRARY_PATH", "/dev/shm", {})), "violations": ["app.service"]},
	"home": {"verdict": "fail", "input": _host(_library("LD_AUDIT", "/home/alice/a.so", {})), "violations": ["app.service"]},
	"weak": {"verdict": "fail", "input": _host(_library("LD_LIBRARY_PATH", "/opt/lib", {"weak": ["/opt is writable by everybody"]})), "violations": ["app.service"]},
	"relative": {"verdict": "fail", "input": _host(_library("LD_LIBRARY_PATH", ".", {})), "violations": ["app.service"]},
	"relative_preload": {"verdict": "fail", "input": _host(_library("LD_PRELOAD", "./x.so", {})), "violations": ["app.service"]},
	"specifier": {"verdict": "unknown", "input": _host(_library("LD_PRELOAD", "%h/x.so", {"told": false})), "reason": "%h/x.so"},
	"one_unread": {
		"verdict": "unknown", "input": _host({}),
		"gaps": [{"path": "jobs.units[\"app.service\"].loader", "reason": "permission denied"}], "reason": "permission denied",
	},
}
