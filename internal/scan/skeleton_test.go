package scan

import (
	"regexp"
	"testing"

	"isoscan/internal/ledger"
)

// The skeleton's example of a waiver names a rule that there is.
func TestTheSkeletonNamesARule(t *testing.T) {
	c := exampleCriteria(t)
	controls, _ := ledger.Standard(c.Engine.Catalogue)
	files, err := ledger.Skeleton(controls, "Us")
	if err != nil {
		t.Fatal(err)
	}
	rules := regexp.MustCompile(`(?m)^#? +rule: (\S+)$`).FindAllStringSubmatch(files["waivers.yaml"], -1)
	if len(rules) != 1 {
		t.Fatalf("%q", rules)
	}
	if _, ok := c.Engine.Rule(rules[0][1]); !ok {
		t.Errorf("there is no rule %s", rules[0][1])
	}
}
