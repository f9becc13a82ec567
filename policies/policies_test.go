package policies_test

import (
	"context"
	"flag"
	"testing"

	"isoscan/internal/policy"
	"isoscan/policies"
)

var only = flag.String("rules", ".", "folder or file of the rules to test")

// Every rule does what its cases say, and no missing fact turns one to pass.
func TestRules(t *testing.T) {
	e, err := policy.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	reports, err := e.TestCases(context.Background(), policies.FS, *only)
	if err != nil {
		t.Fatal(err)
	}
	if len(reports) == 0 {
		t.Fatalf("no rule lies below %s", *only)
	}
	cases, deletions := 0, 0
	for _, r := range reports {
		cases, deletions = cases+r.Cases, deletions+r.Deletions
		for _, p := range r.Problems {
			t.Errorf("%s: %s", r.ID, p)
		}
	}
	t.Logf("%d rules, %d cases, %d facts deleted", len(reports), cases, deletions)
}
