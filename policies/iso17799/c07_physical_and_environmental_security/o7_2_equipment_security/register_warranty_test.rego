package iso17799.c07_physical_and_environmental_security.o7_2_equipment_security.register_warranty_test

_host(day, kind) := {
	"ledger": {"registered": true, "asset": {"warranty_end_day": day, "source": "ledger: assets.yaml:4"}},
	"host": {"virtual": {"kind": kind, "source": "/sys/class/dmi/id/sys_vendor"}},
}

# 20605 is 2026-06-01, the day of these cases.
cases := {
	"for_another_year": {"verdict": "pass", "input": _host(20970, "none"), "evidence": "warranty until 2027-06-01"},
	"last_day": {"verdict": "pass", "input": _host(20605, "none")},
	"ended_yesterday": {"verdict": "fail", "input": _host(20604, "none"), "violations": ["warranty"]},
	"ends_within_the_notice": {
		"verdict": "fail", "params": {"register_warranty_notice_days": 60}, "input": _host(20664, "none"), "violations": ["warranty"],
	},
	"ends_after_the_notice": {"verdict": "pass", "params": {"register_warranty_notice_days": 60}, "input": _host(20665, "none")},
	"virtual_machine": {"verdict": "not_applicable", "input": _host(20604, "vm"), "evidence": "vm"},
	"container": {"verdict": "not_applicable", "input": _host(20604, "container"), "evidence": "container"},
	"no_warranty_given": {
		"verdict": "not_applicable", "evidence": "no end of a warranty",
		"input": json.remove(_host(0, "none"), ["ledger/asset/warranty_end_day"]),
	},
	"no_warranty_given_and_kind_not_told": {
		"verdict": "not_applicable", "evidence": "no end of a warranty",
		"input": {"ledger": {"registered": true, "asset": {"source": "ledger: assets.yaml:4"}}},
		"gaps": [{"path": "host.virtual", "reason": "the system did not say"}],
	},
	"kind_not_told": {
		"verdict": "unknown", "input": object.remove(_host(20604, "none"), ["host"]), "reason": "did not say",
		"gaps": [{"path": "host.virtual", "reason": "the system did not say"}],
	},
	"not_registered": {
		"verdict": "unknown", "reason": "no entry",
		"input": {"ledger": {"registered": false}, "host": {"virtual": {"kind": "none", "source": "/sys/class/dmi/id/sys_vendor"}}},
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
