package ledger.waiver_scope_limited_test

everywhere := {"all": true, "hosts": [], "exact": false}

cases := {
	"named": {"kind": "waiver", "with": {"severity": "critical"}},
	"critical everywhere": {"kind": "waiver", "with": {"severity": "critical", "scope": everywhere}, "problem": "severity critical"},
	"high by pattern": {"kind": "waiver", "with": {"severity": "high", "scope": {"hosts": ["web*"], "exact": false}}, "problem": "severity high"},
	"medium everywhere": {"kind": "waiver", "with": {"severity": "medium", "scope": everywhere}},
	"medium everywhere is too much for strict": {"kind": "waiver", "profile": "strict", "with": {"scope": everywhere}, "problem": "severity medium"},
	"of no known severity": {"kind": "waiver", "without": ["severity"], "with": {"scope": everywhere}, "problem": "severity critical"},
	"a scope that does not tell": {"kind": "waiver", "without": ["scope"], "with": {"severity": "high"}, "problem": "given by name"},
	"a control": {"kind": "waiver", "without": ["rule"]},
	"a control is too much for strict": {"kind": "waiver", "without": ["rule"], "profile": "strict", "problem": "whole control"},
}
