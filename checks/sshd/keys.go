package sshd

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"math/big"
	"sort"
	"strings"

	"isoscan/internal/facts"
)

// maxKeys bounds the keys of one file.
const maxKeys = 10_000

var errTooManyKeys = errors.New("more keys than can be looked at")

// parseAuthorizedKeys reads an authorized_keys file as sshd does: one key a
// line, with options in front, and lines that hold no key passed over.
func parseAuthorizedKeys(data []byte) (keys []Key, ignored int, err error) {
	keys = []Key{}
	for n, line := range strings.Split(string(data), "\n") {
		line = strings.Trim(line, " \t\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		k, ok := parseKeyLine(line)
		if !ok {
			ignored++
			continue
		}
		if len(keys) == maxKeys {
			return nil, 0, errTooManyKeys
		}
		k.Line = n + 1
		keys = append(keys, k)
	}
	return keys, ignored, nil
}

func parseKeyLine(line string) (Key, bool) {
	if k, ok := parseKey(line); ok {
		k.Options = []string{}
		return k, true
	}
	// Not a key: so options come first, which end at an unquoted blank.
	end, quoted := 0, false
	for ; end < len(line); end++ {
		c := line[end]
		if !quoted && (c == ' ' || c == '\t') {
			break
		}
		if c == '\\' && end+1 < len(line) && line[end+1] == '"' {
			end++
		} else if c == '"' {
			quoted = !quoted
		}
	}
	if quoted || end >= len(line) {
		return Key{}, false
	}
	k, ok := parseKey(strings.TrimLeft(line[end:], " \t"))
	k.Options = optionNames(line[:end])
	return k, ok
}

// optionNames takes the names out of options; their values are commands,
// addresses and the like, and stay where they are.
func optionNames(s string) []string {
	names := []string{}
	quoted, begin := false, 0
	take := func(end int) {
		name, _, _ := strings.Cut(s[begin:end], "=")
		if name = facts.Text(asciiLower(name)); name != "" && !contains(names, name) {
			names = append(names, name)
		}
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == '"':
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ',' && !quoted:
			take(i)
			begin = i + 1
		}
	}
	take(len(s))
	sort.Strings(names)
	return names
}

// parseKey reads "type base64 comment".
func parseKey(s string) (Key, bool) {
	f := strings.Fields(s)
	if len(f) < 2 {
		return Key{}, false
	}
	blob, err := base64.StdEncoding.DecodeString(f[1])
	if err != nil {
		return Key{}, false
	}
	k, ok := describeBlob(blob)
	return k, ok && k.Type == f[0]
}

// describeBlob reads a public key in the form of RFC 4253, section 6.6.
func describeBlob(blob []byte) (Key, bool) {
	r := reader(blob)
	name, ok := r.bytes()
	if !ok || len(name) == 0 || len(name) > 64 {
		return Key{}, false
	}
	for _, c := range name {
		if c <= ' ' || c > '~' {
			return Key{}, false
		}
	}
	sum := sha256.Sum256(blob)
	k := Key{
		Type:        string(name),
		Fingerprint: "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:]),
	}
	kind := strings.TrimPrefix(k.Type, "sk-")
	if strings.Contains(k.Type, "-cert-v01@") {
		// A certificate begins with a nonce; then its key as otherwise.
		if _, ok := r.bytes(); !ok {
			return Key{}, false
		}
	}
	switch {
	case strings.HasPrefix(kind, "ssh-rsa") || strings.HasPrefix(kind, "rsa-sha2"):
		_, _ = r.bytes() // exponent
		k.Bits = r.bits()
	case strings.HasPrefix(kind, "ssh-dss"):
		k.Bits = r.bits()
	case strings.HasPrefix(kind, "ecdsa-sha2-nistp256"):
		k.Bits = 256
	case strings.HasPrefix(kind, "ecdsa-sha2-nistp384"):
		k.Bits = 384
	case strings.HasPrefix(kind, "ecdsa-sha2-nistp521"):
		k.Bits = 521
	case strings.HasPrefix(kind, "ssh-ed25519"):
		k.Bits = 256
	}
	return k, true
}

// reader takes length-prefixed strings off a blob.
type reader []byte

func (r *reader) bytes() ([]byte, bool) {
	if len(*r) < 4 {
		return nil, false
	}
	n := binary.BigEndian.Uint32(*r)
	if uint64(n) > uint64(len(*r)-4) {
		return nil, false
	}
	out := (*r)[4 : 4+n]
	*r = (*r)[4+n:]
	return out, true
}

// bits is the size of the next number.
func (r *reader) bits() int {
	b, ok := r.bytes()
	if !ok {
		return 0
	}
	return new(big.Int).SetBytes(b).BitLen()
}

// privateKey is what a private key file tells without its passphrase.
type privateKey struct {
	key       Key
	known     bool
	encrypted bool
}

const opensshMagic = "openssh-key-v1\x00"

// parsePrivateKey reads the clear part of a private key file: in OpenSSH's own
// form the public key, in the older PEM forms type and size. Nothing secret
// leaves this function.
func parsePrivateKey(data []byte) (privateKey, error) {
	block, _ := pem.Decode(data)
	if block == nil {
		return privateKey{}, errors.New("not a private key")
	}
	out := privateKey{encrypted: strings.Contains(block.Headers["Proc-Type"], "ENCRYPTED")}
	switch block.Type {
	case "OPENSSH PRIVATE KEY":
		rest, ok := bytes.CutPrefix(block.Bytes, []byte(opensshMagic))
		if !ok {
			return out, errors.New("malformed private key")
		}
		r := reader(rest)
		cipher, _ := r.bytes()
		_, _ = r.bytes() // key derivation
		_, _ = r.bytes() // its options
		if len(r) < 4 {
			return out, errors.New("malformed private key")
		}
		r = r[4:] // number of keys
		blob, ok := r.bytes()
		if !ok {
			return out, errors.New("malformed private key")
		}
		out.encrypted = string(cipher) != "none"
		out.key, out.known = describeBlob(blob)
	case "ENCRYPTED PRIVATE KEY":
		out.encrypted = true
	case "RSA PRIVATE KEY", "DSA PRIVATE KEY":
		// Both begin with a version and the modulus, of which only the size is kept.
		var k struct {
			Version int
			Modulus *big.Int
		}
		if _, err := asn1.Unmarshal(block.Bytes, &k); err == nil && !out.encrypted && k.Modulus != nil {
			out.key, out.known = Key{Type: "ssh-rsa", Bits: k.Modulus.BitLen()}, true
			if block.Type == "DSA PRIVATE KEY" {
				out.key.Type = "ssh-dss"
			}
		}
	case "EC PRIVATE KEY":
		if k, err := x509.ParseECPrivateKey(block.Bytes); err == nil && !out.encrypted {
			bits := k.Curve.Params().BitSize
			out.key, out.known = Key{Type: "ecdsa-sha2-nistp" + big.NewInt(int64(bits)).String(), Bits: bits}, true
		}
	case "PRIVATE KEY":
		if k, err := x509.ParsePKCS8PrivateKey(block.Bytes); err == nil {
			if k, ok := k.(*rsa.PrivateKey); ok {
				out.key, out.known = Key{Type: "ssh-rsa", Bits: k.N.BitLen()}, true
			}
		}
	}
	return out, nil
}
