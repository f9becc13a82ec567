package iso17799.c08_communications_and_operations_management.o8_5_network_management.package_cleartext_clients_test

_manager := {"value": "dpkg", "source": "/var/lib/dpkg/status"}

_package(version) := {"version": version, "arch": "amd64", "source_package": "x", "status": "install ok installed"}

_facts(installed) := {"packages": {"manager": _manager, "count": count(installed), "installed": installed}}

cases := {
	"none": {"verdict": "pass", "input": _facts({"bash": _package("5.2")}), "evidence": "0 of them"},
	"one": {"verdict": "fail", "input": _facts({"telnet": _package("1.0")}), "violations": ["telnet"]},
	"own_list": {
		"verdict": "fail",
		"input": _facts({"bash": _package("5.2")}),
		"params": {"package_cleartext_clients": ["bash"]},
		"violations": ["bash"],
	},
	"read_in_part": {
		"verdict": "unknown",
		"input": _facts({"bash": _package("5.2")}),
		"gaps": [{"path": "packages.installed[\"unread\"]", "reason": "/var/lib/dpkg/status:9: an entry with no package name"}],
		"reason": "no package name",
	},
	"no_database": {
		"verdict": "unknown",
		"input": {},
		"gaps": [{"path": "packages", "reason": "no package database was found"}],
		"reason": "no package database",
	},
}
