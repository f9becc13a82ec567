package sshd

import "strings"

// Kinds of algorithm lists.
const (
	algCipher = "cipher"
	algMAC    = "mac"
	algKex    = "kex"
	algKey    = "key"
	algSig    = "sig"
)

// since is a value that holds from a release on, until the next entry.
type since struct {
	from  version
	value string
}

// at returns the entry that holds for v.
func at(list []since, v version) string {
	out := ""
	for _, s := range list {
		if v.before(s.from) {
			break
		}
		out = s.value
	}
	return out
}

const (
	ecdh   = "ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521"
	c25519 = "curve25519-sha256,curve25519-sha256@libssh.org"
	dhSHA2 = "diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512"
	dh14   = "diffie-hellman-group14-sha256"
	sntrup = "sntrup761x25519-sha512@openssh.com"

	ecdsaCerts = "ecdsa-sha2-nistp256-cert-v01@openssh.com,ecdsa-sha2-nistp384-cert-v01@openssh.com,ecdsa-sha2-nistp521-cert-v01@openssh.com"
	ecdsaKeys  = "ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521"
	rsaCerts   = "rsa-sha2-512-cert-v01@openssh.com,rsa-sha2-256-cert-v01@openssh.com"
	rsaKeys    = "rsa-sha2-512,rsa-sha2-256"
	edCert     = "ssh-ed25519-cert-v01@openssh.com"
	skECert    = "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com"
	skEdCert   = "sk-ssh-ed25519-cert-v01@openssh.com"
	skE        = "sk-ecdsa-sha2-nistp256@openssh.com"
	skEd       = "sk-ssh-ed25519@openssh.com"
)

func list(parts ...string) string { return strings.Join(parts, ",") }

// defaultAlgorithms are the lists a server offers when nothing sets them, by
// release (myproposal.h of each).
var defaultAlgorithms = map[string][]since{
	algCipher: {
		{version{7, 0}, "chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr,aes128-gcm@openssh.com,aes256-gcm@openssh.com"},
		{version{10, 0}, "chacha20-poly1305@openssh.com,aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr"},
	},
	algMAC: {
		{version{7, 0}, "umac-64-etm@openssh.com,umac-128-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha1-etm@openssh.com,umac-64@openssh.com,umac-128@openssh.com,hmac-sha2-256,hmac-sha2-512,hmac-sha1"},
	},
	algKex: {
		{version{7, 0}, list("curve25519-sha256@libssh.org", ecdh, "diffie-hellman-group-exchange-sha256,diffie-hellman-group14-sha1")},
		{version{7, 4}, list(c25519, ecdh, dhSHA2, dh14, "diffie-hellman-group14-sha1")},
		{version{8, 2}, list(c25519, ecdh, dhSHA2, dh14)},
		{version{8, 9}, list(c25519, ecdh, sntrup, dhSHA2, dh14)},
		{version{9, 0}, list(sntrup, c25519, ecdh, dhSHA2, dh14)},
		{version{9, 9}, list("sntrup761x25519-sha512", sntrup, "mlkem768x25519-sha256", c25519, ecdh, dhSHA2, dh14)},
		{version{10, 0}, list("mlkem768x25519-sha256,sntrup761x25519-sha512", sntrup, c25519, ecdh)},
	},
	algKey: {
		{version{7, 0}, list(ecdsaCerts, edCert, "ssh-rsa-cert-v01@openssh.com", ecdsaKeys, "ssh-ed25519,ssh-rsa")},
		{version{7, 4}, list(ecdsaCerts, edCert, "ssh-rsa-cert-v01@openssh.com", ecdsaKeys, "ssh-ed25519", rsaKeys, "ssh-rsa")},
		{version{7, 8}, list(ecdsaCerts, edCert, rsaCerts, "ssh-rsa-cert-v01@openssh.com", ecdsaKeys, "ssh-ed25519", rsaKeys, "ssh-rsa")},
		{version{8, 2}, list(ecdsaCerts, skECert, edCert, skEdCert, rsaCerts, "ssh-rsa-cert-v01@openssh.com", ecdsaKeys, skE, "ssh-ed25519", skEd, rsaKeys, "ssh-rsa")},
		{version{8, 5}, list(edCert, ecdsaCerts, skEdCert, skECert, rsaCerts, "ssh-rsa-cert-v01@openssh.com,ssh-ed25519", ecdsaKeys, skEd, skE, rsaKeys, "ssh-rsa")},
		{version{8, 8}, list(edCert, ecdsaCerts, skEdCert, skECert, rsaCerts, "ssh-ed25519", ecdsaKeys, skEd, skE, rsaKeys)},
		{version{10, 3}, list(edCert, ecdsaCerts, skEdCert, skECert, "webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com", rsaCerts, "ssh-ed25519", ecdsaKeys, skEd, skE, "webauthn-sk-ecdsa-sha2-nistp256@openssh.com", rsaKeys)},
	},
	algSig: {
		{version{7, 9}, list(ecdsaKeys, "ssh-ed25519", rsaKeys, "ssh-rsa")},
		{version{8, 2}, list(ecdsaKeys, skE, "ssh-ed25519", skEd, rsaKeys)},
		{version{8, 5}, list("ssh-ed25519", ecdsaKeys, skEd, skE, rsaKeys)},
		{version{10, 3}, list("ssh-ed25519", ecdsaKeys, skEd, skE, "webauthn-sk-ecdsa-sha2-nistp256@openssh.com", rsaKeys)},
	},
}

// supportedAlgorithms are the names each release can use when told to, in the
// order in which sshd expands a pattern over them (from 9.0 on). Those that not
// every release has stand in supportedBounds too.
var supportedAlgorithms = map[string][]string{
	algCipher: {
		"3des-cbc", "blowfish-cbc", "cast128-cbc", "arcfour", "arcfour128", "arcfour256",
		"aes128-cbc", "aes192-cbc", "aes256-cbc", "rijndael-cbc@lysator.liu.se",
		"aes128-ctr", "aes192-ctr", "aes256-ctr", "aes128-gcm@openssh.com",
		"aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com",
	},
	algMAC: {
		"hmac-sha1", "hmac-sha1-96", "hmac-sha2-256", "hmac-sha2-512", "hmac-md5", "hmac-md5-96",
		"hmac-ripemd160", "hmac-ripemd160@openssh.com", "umac-64@openssh.com", "umac-128@openssh.com",
		"hmac-sha1-etm@openssh.com", "hmac-sha1-96-etm@openssh.com", "hmac-sha2-256-etm@openssh.com",
		"hmac-sha2-512-etm@openssh.com", "hmac-md5-etm@openssh.com", "hmac-md5-96-etm@openssh.com",
		"hmac-ripemd160-etm@openssh.com", "umac-64-etm@openssh.com", "umac-128-etm@openssh.com",
	},
	algKex: {
		"diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group14-sha256",
		"diffie-hellman-group16-sha512", "diffie-hellman-group18-sha512",
		"diffie-hellman-group-exchange-sha1", "diffie-hellman-group-exchange-sha256",
		"ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521",
		"curve25519-sha256", "curve25519-sha256@libssh.org",
		"sntrup4591761x25519-sha512@tinyssh.org", "sntrup761x25519-sha512",
		"sntrup761x25519-sha512@openssh.com", "mlkem768x25519-sha256",
	},
	algKey: {
		"ssh-ed25519", edCert, skEd, skEdCert,
		"ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256-cert-v01@openssh.com",
		"ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384-cert-v01@openssh.com",
		"ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521-cert-v01@openssh.com",
		skE, skECert, "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
		"webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
		"ssh-dss", "ssh-dss-cert-v01@openssh.com",
		"ssh-rsa", "ssh-rsa-cert-v01@openssh.com",
		"rsa-sha2-256", "rsa-sha2-256-cert-v01@openssh.com",
		"rsa-sha2-512", "rsa-sha2-512-cert-v01@openssh.com",
	},
}

// supportedBounds are the releases between which a name was supported: from
// the first, up to but without the second.
var supportedBounds = map[string][2]version{
	"blowfish-cbc":                           {{}, {7, 6}},
	"cast128-cbc":                            {{}, {7, 6}},
	"arcfour":                                {{}, {7, 6}},
	"arcfour128":                             {{}, {7, 6}},
	"arcfour256":                             {{}, {7, 6}},
	"rijndael-cbc@lysator.liu.se":            {{}, {8, 5}},
	"hmac-ripemd160":                         {{}, {7, 6}},
	"hmac-ripemd160@openssh.com":             {{}, {7, 6}},
	"hmac-ripemd160-etm@openssh.com":         {{}, {7, 6}},
	"sntrup4591761x25519-sha512@tinyssh.org": {{8, 0}, {8, 5}},
	"sntrup761x25519-sha512@openssh.com":     {{8, 5}, {}},
	"sntrup761x25519-sha512":                 {{9, 9}, {}},
	"mlkem768x25519-sha256":                  {{9, 9}, {}},
	skE:                                      {{8, 2}, {}},
	skECert:                                  {{8, 2}, {}},
	skEd:                                     {{8, 2}, {}},
	skEdCert:                                 {{8, 2}, {}},
	"rsa-sha2-256-cert-v01@openssh.com":      {{7, 8}, {}},
	"rsa-sha2-512-cert-v01@openssh.com":      {{7, 8}, {}},
	"webauthn-sk-ecdsa-sha2-nistp256@openssh.com":          {{8, 4}, {}},
	"webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com": {{10, 3}, {}},
	"ssh-dss":                      {{}, {9, 8}},
	"ssh-dss-cert-v01@openssh.com": {{}, {9, 8}},
}

// defaults returns the build's own list of a kind: the one compiled into the
// binary when that could be read, since distributions change it, else the
// release's.
func (b *build) defaults(kind string) []string {
	if l, ok := b.lists[kind]; ok {
		return l
	}
	if s := at(defaultAlgorithms[kind], b.version); s != "" {
		return strings.Split(s, ",")
	}
	return nil
}

// supported lists the names that the build can use.
func (b *build) supported(kind string) []string {
	names := supportedAlgorithms[kind]
	if kind == algSig {
		for _, n := range supportedAlgorithms[algKey] {
			if !strings.Contains(n, "-cert-v01") {
				names = append(names[:len(names):len(names)], n)
			}
		}
	}
	var out []string
	for _, n := range names {
		bounds := supportedBounds[n]
		in := !b.version.before(bounds[0]) && (!bounds[1].known() || b.version.before(bounds[1]))
		if in || b.has(n) {
			out = append(out, n)
		}
	}
	for _, n := range b.defaults(kind) {
		if !contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// hasAlgorithm tells whether a name that is not known here stands in the
// binary and looks like an algorithm.
func (b *build) hasAlgorithm(n string) bool {
	return len(n) > 7 && strings.ContainsAny(n, "-@") && !strings.ContainsAny(n, "*?!") && b.hasExactly(n)
}

// validAlgorithms tells whether sshd accepts the list of names (without its
// +, - or ^). Key types may be patterns, other algorithms may not.
func (b *build) validAlgorithms(kind, names string) bool {
	if names == "" {
		return false
	}
	all := b.supported(kind)
	for _, n := range strings.Split(names, ",") {
		if n == "" {
			// sshd stops at the first empty name and accepts what came before.
			return true
		}
		if contains(all, n) || b.hasAlgorithm(n) {
			continue
		}
		if kind != algKey && kind != algSig {
			return false
		}
		hit := false
		for _, known := range b.supported(algKey) {
			if matchPatternList(known, n, false) != 0 {
				hit = true
				break
			}
		}
		if !hit {
			return false
		}
	}
	return true
}

// assemble turns a configured list into the effective one: +names are added to
// the defaults, -patterns removed from them, ^names put in front. False: sshd
// ends with an error, for nothing is left or a pattern is negated.
func (b *build) assemble(kind, value string) ([]string, bool) {
	def := b.defaults(kind)
	var names []string
	switch {
	case value == "":
		return def, true
	case value[0] == '-':
		var out []string
		for _, d := range def {
			if matchPatternList(d, value[1:], false) != 1 {
				out = append(out, d)
			}
		}
		if out == nil {
			out = def // sshd takes an empty list for one that is not set
		}
		return out, true
	case value[0] == '+':
		names = merge(def, strings.Split(value[1:], ","))
	case value[0] == '^':
		names = merge(strings.Split(value[1:], ","), def)
	default:
		names = strings.Split(value, ",")
	}
	all := b.supported(kind)
	var out []string
	for _, n := range names {
		if strings.HasPrefix(n, "!") {
			return nil, false
		}
		for _, a := range all {
			if matchPatternList(a, n, false) == 1 {
				out = merge(out, []string{a})
			}
		}
		if !contains(all, n) && b.hasAlgorithm(n) {
			out = merge(out, []string{n})
		}
	}
	return out, len(out) > 0
}

func merge(a, b []string) []string {
	out := append([]string(nil), a...)
	for _, n := range b {
		if n != "" && !contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
