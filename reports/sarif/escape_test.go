package sarif

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"isoscan/internal/assessment/assessmenttest"
	"isoscan/internal/facts"
)

// A file URI leads back to the host and the path, whatever bytes these are of.
func FuzzFileURI(f *testing.F) {
	for _, s := range assessmenttest.HostileTexts() {
		f.Add("web-07.example.org", "/"+s)
	}
	f.Add("a/b@c:d", "//x/../y;z?a#b%2f")
	f.Add("", "/etc/ssh/sshd_config")
	f.Fuzz(func(t *testing.T, host, path string) {
		path = "/" + strings.TrimLeft(path, "/")
		u, err := url.Parse(fileURI(host, path))
		if err != nil {
			t.Fatalf("%q %q: %v", host, path, err)
		}
		if u.Scheme != "file" || u.Path != path || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			t.Errorf("%q %q became %+v", host, path, u)
		}
		if u.Host != host && !strings.Contains(u.Host, "_") {
			t.Errorf("host %q became %q", host, u.Host)
		}
	})
}

// Sources are taken apart as package facts does.
func FuzzSplit(f *testing.F) {
	for _, s := range append(assessmenttest.HostileTexts(), "/etc/ssh/sshd_config:33", "/var/lib/dpkg/status", "command: systemctl show", "/a:b:0", "/:1", "/x:-1") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		wantPath, wantLine, wantOK := facts.Source(s).Split()
		path, line, ok := split(s)
		if path != wantPath || line != wantLine || ok != wantOK {
			t.Errorf("%q: %q %d %v, want %q %d %v", s, path, line, ok, wantPath, wantLine, wantOK)
		}
	})
}

// What a reader does with a message (3.11.5 and 3.11.6) gives the text back,
// without a placeholder or a link.
func FuzzMessage(f *testing.F) {
	for _, s := range append(assessmenttest.HostileTexts(), "[click](http://192.0.2.1/)", "{0} {{1}}", `\[a](b)`, "tcp [::]:22") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := message(s).Text
		m = strings.ReplaceAll(m, "{{", "\x00")
		m = strings.ReplaceAll(m, "}}", "\x01")
		if strings.ContainsAny(m, "{}") && !strings.ContainsAny(s, "\x00\x01") {
			t.Errorf("%q: a placeholder in %q", s, m)
		}
		if i := strings.Index(m, "]("); i >= 0 && (i == 0 || m[i-1] != '\\') {
			t.Errorf("%q: a link in %q", s, m)
		}
	})
}

func TestFence(t *testing.T) {
	got := fence([]string{"echo `a`", "````", "x"})
	if !strings.HasPrefix(got, "`````sh\n") || !strings.HasSuffix(got, "\n`````\n") {
		t.Error(strconv.Quote(got))
	}
}
