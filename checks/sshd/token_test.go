package sshd

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Releases before 8.7 take lines apart in another way, which no sshd of today
// shows; the cases follow sshd_config(5) and the releases' own notes.
func TestOldTokens(t *testing.T) {
	for in, want := range map[string][]string{
		"a b":            {"a", "b"},
		"a=b":            {"a", "b"},
		"a = b":          {"a", "b"},
		"a == b":         {"a"}, // the second sign makes an empty word, which ends the line
		`"a b" c`:        {"a b", "c"},
		`a"b c"d`:        {"ab c", "d"},
		`"open`:          nil,
		"a\t \tb\r":      {"a", "b"},
		`back\ slash`:    {`back\`, "slash"},
		"":               nil,
		"LANG LC_* A=b ": {"LANG", "LC_*", "A", "b"},
	} {
		if diff := cmp.Diff(want, splitWords(in)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
	}
}

func TestFileLines(t *testing.T) {
	in := []byte("  a # b\r\n\tc\n\nd")
	if diff := cmp.Diff([]string{"a # b\r", "c", "", "d"}, fileLines(in, version{9, 2})); diff != "" {
		t.Errorf("9.2 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a ", "c", "", "d"}, fileLines(in, version{8, 4})); diff != "" {
		t.Errorf("8.4 (-want +got):\n%s", diff)
	}
}

func TestParseRelease(t *testing.T) {
	for in, want := range map[string]version{
		"OpenSSH_9.2p1":                    {9, 2},
		"OpenSSH_9.2p1 Debian-2+deb12u10":  {9, 2},
		"OpenSSH_10.0p2":                   {10, 0},
		"OpenSSH_8.9p1 Ubuntu-3ubuntu0.10": {8, 9},
		"OpenSSH_6.6.1*":                   {},
		"OpenSSH_2.*,OpenSSH_3.0*":         {},
		"OpenSSH_9.2":                      {},
	} {
		if got, _ := parseRelease(in); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

// Each release's own defaults must be names that it supports, and each keyword
// have one place in the table.
func TestTables(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range keywords {
		if seen[k.name] {
			t.Errorf("%s stands twice", k.name)
		}
		seen[k.name] = true
		if (k.kind == kindSpecial) != (special[k.name] != nil) {
			t.Errorf("%s: kind and reader do not fit", k.name)
		}
		if k.kind == kindChoice && len(k.values) == 0 {
			t.Errorf("%s has no values", k.name)
		}
		if k.kind == kindAlgorithms && defaultAlgorithms[k.algorithms] == nil {
			t.Errorf("%s has no default", k.name)
		}
	}
	for name, a := range aliases {
		if !seen[a.to] {
			t.Errorf("%s is an alias of nothing", name)
		}
	}
	for _, v := range append([]version{{9, 6}, {9, 7}}, candidates...) {
		b := newBuild(v)
		for kind := range defaultAlgorithms {
			known := map[string]bool{}
			for _, n := range supportedAlgorithms[kind] {
				known[n] = true
			}
			for _, n := range supportedAlgorithms[algKey] {
				known[n] = known[n] || kind == algSig
			}
			for _, n := range b.defaults(kind) {
				if !known[n] {
					t.Errorf("%s: the default %s %s is not supported", v, kind, n)
				}
			}
		}
		// Every default is a value that the release itself accepts.
		for name, val := range compute(b, nil, nil) {
			if val.Value == "" || name == "listenaddress" || name == "port" {
				continue
			}
			if m, ok := b.lookup(name); !ok && fixed[name] == nil && renamed[name] == (version{}) {
				t.Errorf("%s: %s is not known", v, name)
			} else if ok {
				args := &arguments{rest: val.Value, list: splitWords(val.Value)}
				if name == "hostkey" {
					args.list = args.list[:1]
				}
				if err := (&target{build: b, opts: options{}, active: true}).read(m.keyword, args); err != nil {
					t.Errorf("%s: %s %s: %v", v, name, val.Value, err)
				}
			}
		}
	}
}
