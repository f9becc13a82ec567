package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_access_test

_parties(parties) := {"ledger": {"registered": true, "asset": {"third_parties": parties, "source": "ledger: assets.yaml:4"}}}

_party(name, access) := {"name": name, "access": access, "contract": ""}

cases := {
	"each_with_its_access": {"verdict": "pass", "input": _parties([_party("Hosting Ltd", "console")]), "evidence": "Hosting Ltd: console"},
	"one_without": {
		"verdict": "fail", "input": _parties([_party("Hosting Ltd", "console"), _party("Night Shift", " ")]),
		"violations": ["third party Night Shift"],
	},
	"none": {"verdict": "not_applicable", "input": _parties([]), "evidence": "no third party"},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
