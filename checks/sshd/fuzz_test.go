package sshd

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// memory gives the parser one file, and an include that leads back to it.
type memory []byte

func (m memory) Read(string) ([]byte, error)           { return m, nil }
func (m memory) Glob(pattern string) ([]string, error) { return []string{"/included"}, nil }

// FuzzParse: no configuration makes the parser panic, hang or give a value that
// is not text, for the oldest release, the newest, and one between.
func FuzzParse(f *testing.F) {
	for _, c := range realConfigs {
		if len(c.config) < 4096 {
			f.Add([]byte(c.config))
		}
	}
	builds := []*build{newBuild(oldest), newBuild(version{9, 2}), newBuild(candidates[len(candidates)-1])}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 || strings.Count(strings.ToLower(string(data)), "include") > 2 {
			return
		}
		for _, b := range builds {
			c, err := parse(b, memory(data), "/etc/ssh/sshd_config", nil)
			if err != nil {
				continue
			}
			over, err := parseFor(b, memory(data), "/etc/ssh/sshd_config", &connection{user: "root", groups: []string{"root"}, address: outside, host: outside, localPort: 22})
			if err != nil {
				continue
			}
			for k, v := range compute(b, c.global, over) {
				if !utf8.ValidString(v.Value) || strings.ContainsRune(v.Value, '\n') {
					t.Errorf("%s: %q", k, v.Value)
				}
			}
		}
	})
}

// FuzzAuthorizedKeys: no file makes the parser panic, and no key's own bytes
// come out.
func FuzzAuthorizedKeys(f *testing.F) {
	f.Add([]byte(testKey))
	f.Add([]byte("from=\"a,b\",no-pty " + testKey + "\n\x00\xff"))
	f.Add([]byte(opensshMagic))
	f.Fuzz(func(t *testing.T, data []byte) {
		keys, _, err := parseAuthorizedKeys(data)
		if err != nil {
			return
		}
		for _, k := range keys {
			if !utf8.ValidString(strings.Join(k.Options, "")) || len(k.Type) > 64 || !strings.HasPrefix(k.Fingerprint, "SHA256:") {
				t.Errorf("%+v", k)
			}
		}
		_, _ = parsePrivateKey(data)
	})
}

// FuzzBuild: any bytes may stand where the daemon should.
func FuzzBuild(f *testing.F) {
	f.Add([]byte("\x00OpenSSH_9.2p1 Debian-2\x00permitrootlogin\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if b, ok := readBuild(data); ok {
			for _, k := range []string{algCipher, algMAC, algKex, algKey, algSig} {
				b.defaults(k)
				b.supported(k)
			}
		}
	})
}
