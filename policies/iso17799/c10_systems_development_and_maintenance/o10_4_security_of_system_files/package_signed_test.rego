package iso17799.c10_systems_development_and_maintenance.o10_4_security_of_system_files.package_signed_test

_facts(manager, signed) := {"packages": {
	"manager": {"value": manager, "source": "/var/lib/rpm/rpmdb.sqlite"}, "count": 1,
	"installed": {"bash": {"version": "5.2-1", "arch": "x86_64", "source_package": "bash", "status": "install ok installed", "signed": signed}},
}}

cases := {
	"signed": {"verdict": "pass", "input": _facts("rpm", true), "evidence": "0 of them"},
	"unsigned": {"verdict": "fail", "input": _facts("rpm", false), "violations": ["bash"]},
	"dpkg": {"verdict": "not_applicable", "input": _facts("dpkg", false)},
	"read_in_part": {
		"verdict": "unknown",
		"input": _facts("rpm", true),
		"gaps": [{"path": "packages.installed[\"unread\"]", "reason": "package 3: the header is cut off"}],
		"reason": "cut off",
	},
}
