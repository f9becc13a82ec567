package pam

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// files is a Read over a map: the names are those below /etc/pam.d.
func files(m map[string]string) func(string) ([]byte, error) {
	return func(p string) ([]byte, error) {
		if s, ok := m[strings.TrimPrefix(p, "/etc/pam.d/")]; ok {
			return []byte(s), nil
		}
		return nil, &fs.PathError{Op: "open", Path: p, Err: fs.ErrNotExist}
	}
}

// The expected values are what pam_authenticate(3) of Linux-PAM 1.5.2 (Debian
// 12) answered for the same files, with pam_debug.so giving the named returns.
func TestWalkAgreesWithLibpam(t *testing.T) {
	raw, err := os.ReadFile("testdata/dispatch.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Files  map[string]string
		Result string
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) < 500 {
		t.Fatalf("only %d cases", len(cases))
	}
	for i, c := range cases {
		svc, err := Config{Read: files(c.Files)}.Service("svc")
		if refused := strings.HasPrefix(c.Result, "start"); refused != (err != nil) {
			t.Errorf("case %d: libpam said %q, we %v", i, c.Result, err)
			continue
		} else if refused {
			continue
		}
		out := Walk(svc.Stacks[Auth], debugAnswers, nil)
		if len(out.Ends) != 1 {
			t.Errorf("case %d: %d ends for a stack without choice", i, len(out.Ends))
		}
		if ok := out.Ends[End{OK: true}]; ok != (c.Result == "0") {
			t.Errorf("case %d: libpam answered %s, we said success %v\n%s", i, c.Result, ok, c.Files["svc"])
		}
	}
}

func debugAnswers(e Entry) []Return {
	switch e.Module {
	case "pam_permit.so":
		return []Return{Success}
	case "pam_deny.so":
		return []Return{AuthErr}
	}
	v, _ := e.Arg("auth")
	for r, n := range returnNames {
		if n == v {
			return []Return{Return(r)}
		}
	}
	return []Return{ModuleUnknown}
}

func TestServiceLookup(t *testing.T) {
	m := map[string]string{
		"other":                 "auth required pam_deny.so\naccount required pam_deny.so\n",
		"both":                  "auth required pam_unix.so\n",
		"/usr/lib/pam.d/both":   "auth required pam_permit.so\n",
		"/usr/lib/pam.d/distro": "auth required pam_unix.so\n",
		"/usr/etc/pam.d/vendor": "AUTH Required /lib/security/pam_unix.so [a b\\]c] nullok\n-session optional pam_systemd.so\n",
		"loop":                  "auth include loop\n",
		"cont":                  "auth required \\\n\n# between\n  pam_unix.so # note \\\n",
		"open-end":              "auth required pam_unix.so \\\n",
		"long":                  "auth required pam_unix.so " + strings.Repeat("x", 2000) + "\n",
		"crlf":                  "auth required pam_unix.so\r\n",
		"abs":                   "auth include /opt/pam/extra\n",
		"/opt/pam/extra":        "auth required pam_extra.so\naccount required pam_no.so\n",
		"at":                    "@include nowhere\n",
	}
	c := Config{Read: files(m)}
	get := func(name string) *Service {
		t.Helper()
		s, err := c.Service(name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return s
	}
	if s := get("both"); s.Stacks[Auth][0].Module != "pam_unix.so" || s.Path != "/etc/pam.d/both" ||
		strings.Join(s.FromOther, " ") != "account password session" || s.Stacks[Account][0].Module != "pam_deny.so" {
		t.Errorf("both: %+v", s)
	}
	if s := get("distro"); s.Path != "/usr/lib/pam.d/distro" {
		t.Errorf("distro: %s", s.Path)
	}
	s := get("vendor")
	e := s.Stacks[Auth][0]
	if e.Module != "pam_unix.so" || strings.Join(e.Args, "|") != "a b]c|nullok" || e.Control != ParseControl("required") || len(s.Stacks[Session]) != 1 {
		t.Errorf("vendor: %+v", e)
	}
	if s := get("cont"); len(s.Stacks[Auth]) != 1 || s.Stacks[Auth][0].Line != 1 || s.Stacks[Auth][0].Module != "pam_unix.so" {
		t.Errorf("cont: %+v", s.Stacks[Auth])
	}
	if s := get("crlf"); s.Stacks[Auth][0].Module != "pam_unix.so\r" {
		t.Errorf("crlf: %q", s.Stacks[Auth][0].Module)
	}
	if s := get("abs"); len(s.Stacks[Auth]) != 1 || s.Stacks[Auth][0].File != "/opt/pam/extra" {
		t.Errorf("abs: %+v", s.Stacks)
	}
	if s := get("loop"); len(s.Stacks[Auth]) != 1 || s.Stacks[Auth][0].Kind != MustFail {
		t.Errorf("loop: %+v", s.Stacks[Auth])
	}
	for _, name := range []string{"open-end", "long", "at"} {
		if _, err := c.Service(name); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.Service("nobody"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nobody: %v", err)
	}
	denied := Config{Read: func(p string) ([]byte, error) {
		if path.Base(p) == "extra" {
			return nil, fs.ErrPermission
		}
		return c.Read(p)
	}}
	if _, err := denied.Service("abs"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("denied include: %v", err)
	}
}

func TestWalkReach(t *testing.T) {
	m := map[string]string{"s": "password [success=1 default=ignore] pam_unix.so\npassword requisite pam_deny.so\npassword required pam_permit.so\npassword requisite pam_deny.so\npassword required pam_pwquality.so\n"}
	s, err := Config{Read: files(m)}.Service("s")
	if err != nil {
		t.Fatal(err)
	}
	out := Walk(s.Stacks[Password], func(e Entry) []Return {
		switch e.Module {
		case "pam_deny.so":
			return []Return{AuthtokErr}
		case "pam_permit.so":
			return []Return{Success}
		}
		return []Return{Success, AuthtokErr}
	}, nil)
	want := []bool{true, true, true, true, false}
	for i := range want {
		if out.Reached[i] != want[i] {
			t.Errorf("entry %d reached %v", i, out.Reached[i])
		}
	}
}

func FuzzService(f *testing.F) {
	f.Add("auth required pam_unix.so nullok\n@include x\n", "auth [success=2 default=ignore] pam_permit.so\n")
	f.Add("auth substack x\nauth include s\nauth [a", "\\\n#\n[] [] []\n")
	f.Fuzz(func(t *testing.T, s, x string) {
		svc, err := Config{Read: files(map[string]string{"s": s, "x": x})}.Service("s")
		if err != nil {
			return
		}
		for _, st := range svc.Stacks {
			if len(st) < 12 {
				Walk(st, func(Entry) []Return { return []Return{Success, AuthErr, Ignore} }, nil)
			}
		}
	})
}
