package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_contract_test

_parties(parties) := {"ledger": {"registered": true, "asset": {"third_parties": parties, "source": "ledger: assets.yaml:4"}}}

_party(name, contract) := {"name": name, "access": "console", "contract": contract}

cases := {
	"each_with_its_contract": {"verdict": "pass", "input": _parties([_party("Hosting Ltd", "C-17")]), "evidence": "contract C-17"},
	"one_without": {
		"verdict": "fail", "input": _parties([_party("Hosting Ltd", "C-17"), _party("Night Shift", "")]),
		"violations": ["third party Night Shift"],
	},
	"none": {"verdict": "not_applicable", "input": _parties([]), "evidence": "no third party"},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
