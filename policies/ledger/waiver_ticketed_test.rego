package ledger.waiver_ticketed_test

cases := {
	"named": {"kind": "waiver", "profile": "strict"},
	"not asked for": {"kind": "waiver", "without": ["ticket"]},
	"missing": {"kind": "waiver", "without": ["ticket"], "profile": "strict", "problem": "no ticket"},
	"blank": {"kind": "waiver", "with": {"ticket": " "}, "profile": "strict", "problem": "no ticket"},
}
