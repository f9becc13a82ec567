package iso17799.c10_systems_development_and_maintenance.o10_5_security_in_development_and_support_processes.logon_loader_variables_test

_loaded(fields) := object.union(
	{"variable": "LD_LIBRARY_PATH", "name": "/opt/lib", "kind": "absolute", "weak": [], "root": true, "sources": ["/etc/profile.d/x.sh:1"]},
	fields,
)

_logon(loader) := {"logon": {"loader": loader}}

_preload := {"LD_PRELOAD=/tmp/x.so": _loaded({"variable": "LD_PRELOAD", "name": "/tmp/x.so", "sources": ["/etc/environment:1"]})}

cases := {
	"nothing_set": {"verdict": "pass", "input": _logon({}), "evidence": "0 libraries"},
	"folder_of_roots": {"verdict": "pass", "input": _logon({"LD_LIBRARY_PATH=/opt/lib": _loaded({})}), "evidence": "1 library or folder named for the dynamic linker: LD_LIBRARY_PATH=/opt/lib"},
	"preload": {"verdict": "fail", "input": _logon(_preload), "violations": ["LD_PRELOAD=/tmp/x.so"]},
	"audit": {
		"verdict": "fail",
		"input": _logon({"LD_AUDIT=a.so": _loaded({"variable": "LD_AUDIT", "name": "a.so", "kind": "relative"})}),
		"violations": ["LD_AUDIT=a.so"],
	},
	"current_folder": {
		"verdict": "fail",
		"input": _logon({"LD_LIBRARY_PATH=.": _loaded({"name": ".", "kind": "relative"})}),
		"violations": ["LD_LIBRARY_PATH=."],
	},
	"open_folder": {
		"verdict": "fail",
		"input": _logon({"LD_LIBRARY_PATH=/tmp/lib": _loaded({"name": "/tmp/lib", "weak": ["/tmp is writable by everybody"]})}),
		"violations": ["LD_LIBRARY_PATH=/tmp/lib"],
	},
	"computed": {
		"verdict": "unknown",
		"input": _logon({"LD_LIBRARY_PATH=computed": _loaded({"name": "computed", "kind": "computed"})}),
		"reason": "computed by a command",
	},
	"found_beside_an_unread_file": {
		"verdict": "fail",
		"input": _logon(_preload),
		"gaps": [{"path": "logon.loader[\"root_login\"]", "reason": "/root/.profile: permission denied"}],
		"violations": ["LD_PRELOAD=/tmp/x.so"],
	},
	"unread": {
		"verdict": "unknown",
		"input": _logon({}),
		"gaps": [{"path": "logon.loader[\"/etc/environment\"]", "reason": "/etc/environment: permission denied"}],
		"reason": "permission denied",
	},
}
