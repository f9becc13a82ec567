package sarif_test

import (
	"bytes"
	"testing"

	"isoscan/internal/assessment/assessmenttest"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestFlooded(t *testing.T) {
	schema := compile(t)
	for _, s := range append(assessmenttest.HostileTexts(), "/a b#c?%2f:3", "a/b@c:d[") {
		a, o := assessmenttest.Flooded(t, s)
		for name, data := range map[string][]byte{"host": write(t, a), "organisation": writeOrganisation(t, o)} {
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); err != nil {
				t.Errorf("%q: %s: %v", s, name, err)
			}
		}
	}
}
