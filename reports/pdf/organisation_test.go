package pdf_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/json"
	"isoscan/reports/pdf"
)

func writeOrganisation(t testing.TB, o *assessment.Organisation, opt pdf.Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := pdf.New(opt).WriteOrganisation(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// organisations are the registers that tests of the whole document see.
func organisations(t testing.TB) map[string]*assessment.Organisation {
	t.Helper()
	settled := assessmenttest.Organisation(t, 3)
	settled.Ledger, settled.NotAssessed, settled.Score.Adjusted, settled.Name = nil, nil, nil, ""
	for i := range settled.Hosts {
		settled.Hosts[i].Asset = nil
	}
	return map[string]*assessment.Organisation{
		"no hosts": assessmenttest.Organisation(t, 0), "one host": assessmenttest.Organisation(t, 1),
		"41 hosts":  assessmenttest.Organisation(t, 41),
		"no ledger": settled, "hostile": hostileOrganisation(t, 5),
	}
}

// hostileOrganisation has a hostile text wherever a host or a person may have
// written one.
func hostileOrganisation(t testing.TB, n int) *assessment.Organisation {
	t.Helper()
	o := assessmenttest.Organisation(t, n)
	texts := assessmenttest.HostileTexts()
	i := 0
	for _, s := range wordsOfHosts(o) {
		// Names of hosts stay different: the model promises it.
		*s = texts[i%len(texts)]
		i++
	}
	for i := range o.Hosts {
		was := o.Hosts[i].Host.Name
		o.Hosts[i].Host.Name = fmt.Sprintf("%s %d", texts[i%len(texts)], i)
		for k := range o.Rules {
			for f, name := range o.Rules[k].Failed {
				if name == was {
					o.Rules[k].Failed[f] = o.Hosts[i].Host.Name
				}
			}
		}
	}
	return o
}

// wordsOfHosts are all texts of a register that come from hosts or people,
// but for the names of hosts.
func wordsOfHosts(o *assessment.Organisation) []*string {
	out := append(wordsOfPeople(&assessment.Engagement{}, o.Ledger), &o.Name)
	for i := range o.Hosts {
		h := &o.Hosts[i]
		out = append(out, &h.Host.OS, &h.Host.Kernel, &h.Role, &h.Host.Kind, &h.Host.Root, &h.FactsDigest)
		for k := range h.Findings {
			f := &h.Findings[k]
			out = append(out, &f.Reason)
			f.Violations = append([]assessment.Violation(nil), f.Violations...)
			for v := range f.Violations {
				x := &f.Violations[v]
				out = append(out, &x.Message, &x.Resource, &x.Observed, &x.Expected, &x.Source)
			}
		}
		for k := range h.Unseen {
			out = append(out, &h.Unseen[k].Reason)
		}
	}
	for i := range o.NotAssessed {
		a := &o.NotAssessed[i]
		out = append(out, &a.ID, &a.Host, &a.Owner, &a.Location, &a.Classification)
	}
	for i := range o.Rules {
		r := &o.Rules[i]
		out = append(out, &r.Title, &r.Description, &r.Remediation.Text, &r.Remediation.Command, &r.Origin)
	}
	for i := range o.Controls {
		out = append(out, &o.Controls[i].Reason, &o.Controls[i].People.Reason)
	}
	return out
}

func TestOrganisations(t *testing.T) {
	for name, o := range organisations(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := writeOrganisation(t, o, pdf.Options{})
			file := checkDocument(t, data, name == "hostile")
			if name != "hostile" {
				checkOrganisationText(t, o, text(t, file))
			}
			if name != "one host" {
				return
			}
			if again := writeOrganisation(t, o, pdf.Options{}); !bytes.Equal(data, again) {
				t.Error("other bytes the second time")
			}
		})
	}
	t.Run("on Letter, with all that may be said", func(t *testing.T) {
		t.Parallel()
		checkDocument(t, writeOrganisation(t, assessmenttest.Organisation(t, 4), pdf.Options{Paper: pdf.Letter, Engagement: engagement(t)}), false)
	})
}

func checkOrganisationText(t *testing.T, o *assessment.Organisation, got string) {
	t.Helper()
	h := sha256.New()
	if err := json.New().WriteOrganisation(h, o); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"COMPLIANCE REGISTER OF AN ORGANISATION", "1 Executive summary", "2 About this audit", "3 Hosts at a glance", "4 Findings by rule",
		"5 What could not be determined", "6 All controls", "7 Each host", "8 Registered hosts that were not assessed", "9 People's records",
		"10 Statement of Applicability", "11 Sign-off", "A How to read the score", o.PoliciesDigest, "sha256:" + hex.EncodeToString(h.Sum(nil)),
	}
	for _, c := range o.Clauses {
		want = append(want, "Clause "+c.ID+" "+c.Title)
	}
	for _, c := range o.Controls {
		want = append(want, c.ID+" ")
	}
	for i := range o.Hosts {
		// In the matrix, with the page, and on its own page.
		if name := o.Hosts[i].Host.Name; strings.Count(got, name) < 2 {
			t.Errorf("host %s is not in the document twice", name)
		}
	}
	failing := 0
	for _, r := range o.Rules {
		if r.Counts.Fail > 0 {
			failing++
			want = append(want, "rule "+r.ID, fmt.Sprintf("F-%03d", failing))
		}
	}
	for _, a := range o.NotAssessed {
		want = append(want, a.Host)
	}
	if o.Ledger == nil {
		want = append(want, "No ledger was given.", "Not known: no ledger was given", "Not in the register of assets: its owner is not stated.")
	}
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("%q is not in the document", w)
		}
	}
}

// A host of which nothing was seen is never shown as one without faults.
func TestBlindHostsAreNoPass(t *testing.T) {
	o := assessmenttest.Organisation(t, 5)
	got := text(t, save(t, writeOrganisation(t, o, pdf.Options{})))
	for _, want := range []string{
		"host-0005.example.org no score 0", "There are no findings, because nothing could be evaluated. That is not a pass.",
		"Of 1 host nothing could be evaluated.", "Not among them: 1 host of which nothing could be evaluated",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the document", want)
		}
	}
}

func TestOrganisationErrors(t *testing.T) {
	if err := pdf.New(pdf.Options{}).WriteOrganisation(io.Discard, nil); err == nil {
		t.Error("a panic of the layout is no error")
	}
	if err := pdf.New(pdf.Options{}).WriteOrganisation(io.Discard, &assessment.Organisation{}); err != nil {
		t.Errorf("empty register: %v", err)
	}
	if err := pdf.New(pdf.Options{}).WriteOrganisation(full{}, assessmenttest.Organisation(t, 1)); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("got %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// Every further host costs what the one before did: work is counted by its
// allocations, which no other load of the machine disturbs.
func TestWorkIsLinearInHosts(t *testing.T) {
	work := func(n int) float64 {
		o := assessmenttest.Organisation(t, n)
		return testing.AllocsPerRun(1, func() {
			if err := pdf.New(pdf.Options{}).WriteOrganisation(io.Discard, o); err != nil {
				t.Error(err)
			}
		})
	}
	few, more, many := work(25), work(50), work(100)
	first, later := (more-few)/25, (many-more)/50
	if later > 1.15*first {
		t.Errorf("a host costs %.0f allocations up to 50 hosts, and %.0f up to 100", first, later)
	}
}

// One host takes less than 300 ms.
func BenchmarkOneHost(b *testing.B) {
	a := assessmenttest.Ledgered(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := pdf.New(pdf.Options{}).Write(io.Discard, a); err != nil {
			b.Fatal(err)
		}
	}
}

// A thousand hosts take less than 300 MB of resident memory, and a hundred
// times what ten take, or less.
func BenchmarkOrganisation(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			o := assessmenttest.Organisation(b, n)
			// What making the hosts took is not the report's.
			debug.FreeOSMemory()
			resetPeak()
			b.ReportAllocs()
			for b.Loop() {
				if err := pdf.New(pdf.Options{}).WriteOrganisation(io.Discard, o); err != nil {
					b.Fatal(err)
				}
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapSys)/1e6, "heap-MB")
			if peak := peakResident(); peak > 0 {
				b.ReportMetric(peak/1e6, "peak-resident-MB")
				if peak > 300e6 {
					b.Errorf("%d hosts took %.0f MB of resident memory, of 300 MB allowed", n, peak/1e6)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "us/host")
		})
	}
}

// resetPeak lets the kernel count the highest resident memory anew (proc(5),
// clear_refs); where it cannot, the peak is that of the whole process.
func resetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// peakResident is the highest resident memory in bytes (VmHWM of proc(5)), or 0.
func peakResident() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, found := strings.CutPrefix(line, "VmHWM:"); found {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb * 1024
		}
	}
	return 0
}
