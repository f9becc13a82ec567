package iso17799.c08_communications_and_operations_management.o8_2_system_planning_and_acceptance.os_supported_test

_os(id, version) := {"host": {"os": {
	"id": id,
	"version_id": version,
	"major": split(version, ".")[0],
	"branch": concat(".", array.slice(split(version, "."), 0, 2)),
	"pretty_name": sprintf("%s %s", [id, version]),
	"source": "/etc/os-release:4",
}}}

cases := {
	"debian_8": {"verdict": "fail", "input": _os("debian", "8"), "violations": ["debian"]},
	"debian_12_in_its_standard_time": {"verdict": "pass", "input": _os("debian", "12"), "time": "2026-07-11T12:00:00Z", "evidence": "2028-06-30"},
	"debian_12_in_its_long_term": {"verdict": "pass", "input": _os("debian", "12"), "time": "2026-11-21T00:00:00Z", "evidence": "long_term"},
	"debian_11_the_day_after": {"verdict": "fail", "input": _os("debian", "11"), "time": "2026-09-01T00:00:00Z", "violations": ["debian"]},
	"debian_11_on_its_last_day": {"verdict": "pass", "input": _os("debian", "11"), "time": "2026-08-31T23:59:59Z"},
	"debian_11_with_a_contract": {
		"verdict": "pass",
		"input": _os("debian", "11"),
		"time": "2026-11-21T00:00:00Z",
		"params": {"os_support_tiers": ["standard", "long_term", "paid"]},
	},
	"debian_12_without_the_long_term": {
		"verdict": "fail",
		"input": _os("debian", "12"),
		"time": "2026-11-21T00:00:00Z",
		"params": {"os_support_tiers": ["standard"]},
	},
	"raspbian_has_debians_dates": {"verdict": "fail", "input": _os("raspbian", "9")},
	"ubuntu_by_branch": {"verdict": "pass", "input": _os("ubuntu", "24.04")},
	"ubuntu_interim": {"verdict": "fail", "input": _os("ubuntu", "23.10"), "violations": ["ubuntu"]},
	"rhel_by_major": {"verdict": "pass", "input": _os("rhel", "9.4")},
	"centos_7": {"verdict": "fail", "input": _os("centos", "7")},
	"alpine_by_branch": {"verdict": "fail", "input": _os("alpine", "3.10.9")},
	"sles_service_pack": {"verdict": "pass", "input": _os("sles", "15.7")},
	"sles_unknown_service_pack": {"verdict": "unknown", "input": _os("sles", "15.9"), "reason": "not in the table"},
	"rolling": {"verdict": "pass", "input": {"host": {"os": {"id": "arch", "source": "/etc/os-release:3"}}}, "evidence": "rolling"},
	"unheard_of": {"verdict": "unknown", "input": _os("templeos", "5"), "reason": "not in the table"},
	"debian_testing": {"verdict": "unknown", "input": {"host": {"os": {"id": "debian", "codename": "forky", "source": "/etc/os-release:1"}}}},
	"states_its_own_end": {
		"verdict": "fail",
		"input": {"host": {"os": {"id": "fedora", "version_id": "99", "major": "99", "branch": "99", "support_end": "2026-05-01", "source": "/etc/os-release:5"}}},
	},
	"no_release_file": {
		"verdict": "unknown",
		"input": {"host": {}},
		"gaps": [{"path": "host.os", "reason": "no os-release and no other release file"}],
		"reason": "no os-release",
	},
}
