package jsonl_test

import (
	"testing"

	"isoscan/internal/assessment/assessmenttest"
)

// BenchmarkWriteOrganisation is for 100 hosts: ten times the time and memory
// is that of a thousand.
func BenchmarkWriteOrganisation(b *testing.B) {
	o := assessmenttest.Organisation(b, 100)
	b.ReportAllocs()
	for b.Loop() {
		writeOrganisation(b, o)
	}
}
