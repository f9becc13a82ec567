package policy

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/open-policy-agent/opa/v1/rego"
)

// A number goes with one noun or with many, whatever its type in JSON.
func TestCounted(t *testing.T) {
	const library = "lib/report.rego"
	src, err := os.ReadFile("../../policies/" + library)
	if err != nil {
		t.Fatal(err)
	}
	counted, err := rego.New(
		rego.Query(`words := data.lib.report.counted(input, "account has", "accounts have")`),
		rego.Module(library, string(src)),
	).PrepareForEval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		number any
		want   string
	}{
		"none":                 {0, "0 accounts have"},
		"one":                  {1, "1 account has"},
		"two":                  {2, "2 accounts have"},
		"eleven":               {11, "11 accounts have"},
		"below zero":           {-1, "-1 accounts have"},
		"one with a fraction":  {1.0, "1 account has"},
		"one written as 1.0":   {json.Number("1.0"), "1 account has"},
		"more than one":        {1.5, "1.5 accounts have"},
		"two written as 2.0":   {json.Number("2.0"), "2 accounts have"},
		"a number of 64 bits":  {int64(1) << 62, "4611686018427387904 accounts have"},
		"a word for no number": {"no", "no accounts have"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := counted.Eval(context.Background(), rego.EvalInput(c.number))
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != 1 || got[0].Bindings["words"] != c.want {
				t.Errorf("%v: %v, want %q", c.number, got, c.want)
			}
		})
	}
}
