package oscal_test

import (
	"io"
	"testing"

	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/oscal"
)

func BenchmarkWrite(b *testing.B) {
	a := assessmenttest.Rich(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := oscal.New().Write(io.Discard, a); err != nil {
			b.Fatal(err)
		}
	}
}

// Many hosts: the bytes allocated grow with them, the memory held does not, for
// each result is written before the next is made.
func BenchmarkOrganisation(b *testing.B) {
	o := assessmenttest.Organisation(b, 100)
	b.ReportAllocs()
	for b.Loop() {
		if err := oscal.New().WriteOrganisation(io.Discard, o); err != nil {
			b.Fatal(err)
		}
	}
}
