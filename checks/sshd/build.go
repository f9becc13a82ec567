package sshd

import (
	"bytes"
	"strings"
)

// build is one sshd as it was compiled: its release, and what its binary tells
// about keywords and algorithms.
type build struct {
	version version
	// release is the daemon's own name, such as "OpenSSH_9.2p1".
	release string
	// binary holds the bytes of the daemon's programs; nil when unknown.
	binary []byte
	// lists are the default algorithm lists found in the binary.
	lists map[string][]string
	// noPAM: the binary was built without PAM, so that UsePAM has no effect.
	noPAM bool
	table map[string]*keyword
	names map[string]bool
}

// newBuild describes a release of which nothing but the number is known.
func newBuild(v version) *build {
	b := &build{version: v, release: "OpenSSH_" + v.String() + "p1", table: make(map[string]*keyword, len(keywords))}
	for i := range keywords {
		b.table[keywords[i].name] = &keywords[i]
	}
	return b
}

// readBuild learns a build from the bytes of its binaries. False: they do not
// name a release of OpenSSH, so that nothing in them can be relied on.
func readBuild(data []byte) (*build, bool) {
	var b *build
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("OpenSSH_"))
		if i < 0 {
			break
		}
		at += i
		s := textAt(data, at, 128)
		// A whole string, not the middle of one.
		if v, ok := parseRelease(s); ok && (at == 0 || data[at-1] == 0) {
			// The shorter of its names is the one that Match version looks at.
			if b == nil || len(s) < len(b.release) {
				b = newBuild(v)
				b.release = s
			}
		}
		at += len("OpenSSH_")
	}
	if b == nil {
		return nil, false
	}
	if bytes.Contains(data, []byte("permitrootlogin\x00")) {
		b.binary = data
		b.names = map[string]bool{}
		// From 9.8 on it is another program that uses PAM, which may not be there.
		b.noPAM = !bytes.Contains(data, []byte("libpam.so")) && b.version.before(version{9, 8})
		b.lists = findLists(data)
	}
	return b, true
}

// textAt is the NUL-terminated printable text at a place, empty when it is not
// one within limit bytes.
func textAt(data []byte, at, limit int) string {
	for i := at; i < len(data) && i-at < limit; i++ {
		if data[i] == 0 {
			return string(data[at:i])
		}
		if data[i] < 0x20 || data[i] > 0x7e {
			return ""
		}
	}
	return ""
}

// has tells whether a name stands in the binary. Linkers keep a string as the
// tail of a longer one, so only its end must be certain.
func (b *build) has(name string) bool {
	if b.binary == nil || name == "" {
		return false
	}
	hit, seen := b.names[name]
	if !seen {
		hit = bytes.Contains(b.binary, append([]byte(name), 0))
		b.names[name] = hit
	}
	return hit
}

// hasExactly is has for a string that begins there too.
func (b *build) hasExactly(name string) bool {
	return b.binary != nil && name != "" &&
		bytes.Contains(b.binary, append(append([]byte{0}, name...), 0))
}

// listLimit bounds a default list in a binary, in bytes.
const listLimit = 4096

// findLists takes the default algorithm lists out of a binary: of each kind
// the one string that consists of nothing but known names, and of several.
// A kind with two different candidates is left out, and the release decides.
func findLists(data []byte) map[string][]string {
	// No default list of a kind lacks its anchor, and each is its own string.
	anchors := map[string]string{
		algCipher: "aes256-gcm@openssh.com",
		algMAC:    "hmac-sha2-256-etm@openssh.com",
		algKex:    "curve25519-sha256@libssh.org",
		algKey:    "ssh-ed25519-cert-v01@openssh.com",
		algSig:    "rsa-sha2-512",
	}
	out := map[string][]string{}
	for kind, anchor := range anchors {
		found := map[string]bool{}
		for at := 0; ; {
			i := bytes.Index(data[at:], []byte(anchor))
			if i < 0 {
				break
			}
			at += i
			begin := at
			for begin > 0 && at-begin < listLimit && data[begin-1] > 0x20 && data[begin-1] < 0x7f {
				begin--
			}
			s := textAt(data, begin, listLimit)
			if isList(kind, s) {
				found[s] = true
			}
			at += len(anchor)
		}
		if len(found) == 1 {
			for s := range found {
				out[kind] = strings.Split(s, ",")
			}
		}
	}
	return out
}

// isList tells whether s is a list of several known names of a kind, or of
// names that look like the kind's newer ones.
func isList(kind, s string) bool {
	names := strings.Split(s, ",")
	if len(names) < 3 {
		return false
	}
	known := supportedAlgorithms[kind]
	if kind == algSig {
		known = supportedAlgorithms[algKey]
	}
	hits := 0
	for _, n := range names {
		if n == "" || strings.ContainsAny(n, " :%/*!\"'()") {
			return false
		}
		if kind == algSig && strings.Contains(n, "-cert-v01") {
			return false
		}
		if contains(known, n) {
			hits++
		}
	}
	return hits*2 > len(names)
}
