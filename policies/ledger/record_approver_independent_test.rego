package ledger.record_approver_independent_test

cases := {
	"two people": {"kind": "attestation"},
	"one id": {"kind": "attestation", "with": {"approver": {"id": "olga"}}, "problem": "is the owner"},
	"one name under two ids": {"kind": "waiver", "with": {"approver": {"name": " olga OWNER "}}, "problem": "is the owner"},
	"one address under two ids": {"kind": "applicability", "with": {"approver": {"email": "Olga@example.org"}}, "problem": "is the owner"},
	"both without an address": {"kind": "attestation", "with": {"approver": {"email": ""}, "owner": {"email": ""}}},
}
