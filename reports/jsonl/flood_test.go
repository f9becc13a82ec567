package jsonl_test

import (
	"testing"
	"unicode"

	"isoscan/internal/assessment/assessmenttest"
)

func TestFlooded(t *testing.T) {
	for _, s := range assessmenttest.HostileTexts() {
		a, o := assessmenttest.Flooded(t, s)
		for _, data := range [][]byte{write(t, a), writeOrganisation(t, o)} {
			head, lines := decode(t, data) // refuses what is no JSON, or too long
			if *head.Lines != len(lines) || len(lines) < 40 {
				t.Errorf("%q: %d lines announced, %d came", s, *head.Lines, len(lines))
			}
			for _, r := range string(data) {
				if r != '\n' && !unicode.IsPrint(r) {
					t.Fatalf("%q: holds %U", s, r)
				}
			}
		}
	}
}
