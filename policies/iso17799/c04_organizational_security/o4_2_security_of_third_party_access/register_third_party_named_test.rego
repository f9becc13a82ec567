package iso17799.c04_organizational_security.o4_2_security_of_third_party_access.register_third_party_named_test

_entry(accounts, parties) := {"ledger": {"registered": true, "asset": {
	"accounts": accounts, "source": "ledger: assets.yaml:4",
	"third_parties": [{"name": name, "access": "", "contract": ""} | some name in parties],
}}}

_account(purpose) := {"owner": "Anna Baker", "purpose": purpose}

cases := {
	"named": {
		"verdict": "pass", "evidence": "2 accounts in the entry, 1 of them of 1 third party",
		"input": _entry({"vendor1": _account("vendor access of hosting-ltd, nights"), "anna": _account("")}, ["Hosting Ltd"]),
	},
	"no_accounts": {"verdict": "pass", "input": _entry({}, []), "evidence": "0 accounts"},
	"not_named": {
		"verdict": "fail", "violations": ["account vendor1"],
		"input": _entry({"vendor1": _account("Vendor access"), "anna": _account("")}, ["Hosting Ltd"]),
	},
	"of_somebody_not_in_the_entry": {
		"verdict": "fail", "violations": ["account dev"],
		"input": _entry({"dev": _account("contractor of Coders plc")}, ["Hosting Ltd"]),
	},
	# "vendors" and "IT" stand in no text as words.
	"parts_of_words": {
		"verdict": "pass", "evidence": "0 of them",
		"input": _entry({"site": _account("pays vendors of the site")}, ["IT"]),
	},
	"other_words": {
		"verdict": "fail", "violations": ["account ext"], "params": {"register_third_party_words": ["extern"]},
		"input": _entry({"ext": _account("extern")}, []),
	},
	"not_registered": {
		"verdict": "unknown", "input": {"ledger": {"registered": false}}, "reason": "no entry",
		"gaps": [{"path": "ledger.asset", "reason": "the register has no entry of this host"}],
	},
}
