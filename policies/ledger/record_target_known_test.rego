package ledger.record_target_known_test

cases := {
	"known": {"kind": "waiver"},
	"the rule is gone": {"kind": "waiver", "with": {"known": false, "rule": "ssh-old"}, "problem": "there is no rule ssh-old"},
	"not told": {"kind": "waiver", "without": ["known"], "problem": "there is no rule"},
	"no such control": {"kind": "attestation", "with": {"known": false, "control": "3.9.9"}, "problem": "there is no control 3.9.9"},
}
