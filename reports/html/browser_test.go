package html_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"isoscan/internal/assessment"
	"isoscan/internal/assessment/assessmenttest"
	"isoscan/reports/html"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// browser is the one Chromium of all tests; each report has a tab of its own.
var browser struct {
	sync.Once
	ctx  context.Context
	stop []func()
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	for i := len(browser.stop) - 1; i >= 0; i-- {
		browser.stop[i]()
	}
	os.Exit(code)
}

func start() {
	path, err := exec.LookPath("chromium")
	if err != nil {
		browser.err = fmt.Errorf("%w\nhint: apt-get install chromium", err)
		return
	}
	profile, err := os.MkdirTemp("", "isoscan-chromium-")
	if err != nil {
		browser.err = err
		return
	}
	browser.stop = append(browser.stop, func() { _ = os.RemoveAll(profile) })
	options := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	options = append(options, chromedp.ExecPath(path), chromedp.UserDataDir(profile),
		// Root, in a container, offline.
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	browser.stop = append(browser.stop, cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	browser.stop = append(browser.stop, cancel)
	if err := chromedp.Do(ctx); err != nil {
		browser.err = fmt.Errorf("starting %s: %w", path, err)
		return
	}
	browser.ctx = ctx
}

// look is how a tab shows a report.
type look struct {
	width, height int64
	dark          bool
	// static: no script of the page runs.
	static bool
	// bypass lets the test run scripts that the page's own policy forbids.
	bypass bool
	// fragment of the address.
	fragment string
}

// tab is a report in the browser. Whatever it shows, it must ask for nothing
// but itself and complain of nothing: see close.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	requests []string
	console  []string
	dialogs  int
}

// open shows a report. When the test ends, the tab is closed and must have
// been quiet.
func open(t *testing.T, report []byte, l look) *tab {
	t.Helper()
	browser.Do(start)
	if browser.err != nil {
		t.Fatal(browser.err)
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, report, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(browser.ctx)
	ctx, stop := context.WithTimeout(ctx, 5*time.Minute)
	b := &tab{t: t, ctx: ctx}
	t.Cleanup(func() {
		b.quiet("file://" + file)
		stop()
		cancel()
	})
	if l.width == 0 {
		l.width, l.height = 1280, 900
	}
	b.must(chromedp.Listen(ctx, b.event))
	must(b, network.Enable, network.EnableParams{})
	must(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: l.width, Height: l.height, DeviceScaleFactor: 1})
	b.media("", l.dark)
	if l.static {
		must(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	}
	if l.bypass {
		must(b, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
	}
	b.must(chromedp.Do(ctx, chromedp.Navigate("file://"+file+l.fragment)))
	return b
}

func (b *tab) event(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *page.EventJavascriptDialogOpening:
		b.dialogs++
	default:
		b.log(ev)
	}
}

// quiet: the page asked for itself and for nothing else, opened no dialog and
// left no message.
func (b *tab) quiet(address string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.requests) == 0 {
		b.t.Error("no request was seen, not even that for the report")
	}
	for _, r := range b.requests {
		if before, _, _ := strings.Cut(r, "#"); before != address && !strings.HasPrefix(r, "data:") {
			b.t.Errorf("the page asked for %s", r)
		}
	}
	for _, m := range b.console {
		b.t.Errorf("console: %s", m)
	}
	if b.dialogs > 0 {
		b.t.Errorf("%d dialogs", b.dialogs)
	}
}

func (b *tab) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// media emulates "print" or, empty, a screen.
func (b *tab) media(kind string, dark bool) {
	b.t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	must(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: kind, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
}

// eval runs an expression in the page.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// write renders one host, or an organisation.
func write(t *testing.T, a *assessment.Assessment, o html.Options) []byte {
	t.Helper()
	return render(t, func(w io.Writer) error { return html.New(o).Write(w, a) })
}

func writeOrganisation(t *testing.T, o *assessment.Organisation) []byte {
	t.Helper()
	return render(t, func(w io.Writer) error { return html.New(html.Options{}).WriteOrganisation(w, o) })
}

func render(t *testing.T, f func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// full is the report with every section that there is.
func full(t *testing.T) (*assessment.Assessment, html.Options) {
	t.Helper()
	a := assessmenttest.Ledgered(t)
	before := assessmenttest.Rich(t)
	for i := range before.Rules {
		switch r := &before.Rules[i]; {
		case i%7 == 0 && r.Verdict == assessment.Fail:
			r.Verdict = assessment.Pass
		case i%5 == 0 && r.Verdict == assessment.Pass:
			r.Verdict = assessment.Fail
		case i%3 == 0 && r.Verdict == assessment.Unknown:
			r.Verdict = assessment.Pass
		}
	}
	before.PoliciesDigest = "sha256:" + strings.Repeat("0123abcd", 8)
	before.FinishedAt = before.FinishedAt.AddDate(0, -6, 0)
	return a, html.Options{
		Changes: assessment.Compare(before, a),
		Engagement: &assessment.Engagement{
			Title: "Annual audit", Client: "The board", Organisation: "Example Trading Ltd", Team: []string{"Ada Auditor", "Carl Checker"},
			Objectives: []string{"Conformity of the web servers"}, Scope: "Production web servers", Places: []string{"Server room 1"},
			PeriodFrom: "2026-05-25", PeriodTo: "2026-06-01", Confidentiality: "Confidential", Distribution: []string{"The board"},
			Disagreements: []string{"Whether deploy may log on with a password"}, FollowUp: []string{"Findings of severity critical by 2026-06-15"},
			Auditor: "Ada Auditor", Auditee: "Olga Owner", Accent: "#8a3b12", Logo: onePixel, LogoType: "png",
		},
	}
}

// onePixel is a PNG of one grey pixel.
var onePixel = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU" +
	"\x00\x00\x00\nIDATx\x9cch\x00\x00\x00\x82\x00\x81w\xcdr\xb6\x00\x00\x00\x00IEND\xaeB`\x82")
