package pdf_test

import (
	"os"
	"testing"

	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/pdf"
)

func TestX(t *testing.T) {
	for n, a := range assessmenttest.All(t) {
		f, _ := os.Create("/tmp/pdf/" + n + ".pdf")
		if err := pdf.New(pdf.Options{}).Write(f, a); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
