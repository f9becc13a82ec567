package passwords

import (
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/logindefs"
	"isoscan/internal/pam"
)

// hashArgs are the arguments of pam_unix(8) that name a method, in the order in
// which it compares them, and the method's name here.
var hashArgs = []struct{ arg, method string }{
	{"md5", "md5"}, {"bigcrypt", "bigcrypt"}, {"sha256", "sha256"}, {"sha512", "sha512"},
	{"blowfish", "bcrypt"}, {"gost_yescrypt", "gost-yescrypt"}, {"yescrypt", "yescrypt"},
}

// hashName finds the method that a word names. Only the beginning counts:
// "sha512x" is sha512 to pam_unix. Arguments are case-sensitive, the value of
// ENCRYPT_METHOD is not.
func hashName(s string, fold bool) (string, bool) {
	for _, h := range hashArgs {
		if strings.HasPrefix(s, h.arg) || fold && len(s) >= len(h.arg) && strings.EqualFold(s[:len(h.arg)], h.arg) {
			return h.method, true
		}
	}
	return "", false
}

// unixHash tells how pam_unix stores a password: the last method among its
// arguments, else ENCRYPT_METHOD of login.defs, else traditional DES. defs is
// nil when login.defs could not be read; ok is false when that decides.
func unixHash(e pam.Entry, defs *logindefs.File) (h Hash, costKnown, ok bool) {
	h = Hash{Method: "des", Source: facts.Default("pam_unix")}
	defsMethod := ""
	if defs != nil {
		if d, found := defs.PAM("ENCRYPT_METHOD"); found {
			src := facts.FileLine(d.File, d.Line)
			if m, known := hashName(d.Value, true); known {
				h.Method, h.Source, defsMethod = m, src, m
			} else {
				h.Ignored = facts.Text(d.Value) + " of login.defs, which pam_unix does not know"
			}
		}
	}
	fromArg := false
	for _, a := range e.Args {
		if m, known := hashName(a, false); known {
			if !fromArg && defsMethod != "" && defsMethod != m {
				h.Ignored = defsMethod + " of login.defs"
			}
			h.Method, h.Source, fromArg = m, entrySource(e), true
		}
	}
	if defs == nil && !fromArg {
		return Hash{}, false, false
	}
	cost, known := hashCost(h.Method, defsMethod, e, defs)
	if cost > 0 {
		h.Cost = &cost
	}
	if h.Method == "des" {
		eight := int64(8)
		h.MinBytes = &eight
	}
	return h, known, true
}

// hashCost is the lowest cost that a version of Linux-PAM takes: 1.5 reads
// SHA_CRYPT_MAX_ROUNDS only with a SHA method in login.defs and no yescrypt
// factor at all, 1.6 reads both; out of bounds 1.5 takes the default, later
// ones the bound.
func hashCost(method, defsMethod string, e pam.Entry, defs *logindefs.File) (cost int64, known bool) {
	number := func(key string) (int64, bool) {
		if defs == nil {
			return 0, false
		}
		d, ok := defs.PAM(key)
		return atoi(d.Value), ok
	}
	written, isSet := e.Arg("rounds")
	n := atoi(written)
	switch method {
	case "sha256", "sha512":
		if !isSet {
			if defs == nil {
				return 0, false
			}
			v, ok := number("SHA_CRYPT_MAX_ROUNDS")
			switch {
			case !ok || v < 1000:
				return 5000, true
			case defsMethod == "sha256" || defsMethod == "sha512":
				return min(v, 9_999_999), true
			}
			return min(v, 5000), true
		}
		if n < 1000 {
			return 5000, true
		}
		return min(n, 9_999_999), true
	case "bcrypt":
		switch {
		case !isSet, n > 31:
			return 5, true
		}
		return max(n, 4), true
	case "yescrypt", "gost-yescrypt":
		if !isSet {
			if defs == nil && method == "yescrypt" {
				return 0, false
			}
			if v, ok := number("YESCRYPT_COST_FACTOR"); ok && method == "yescrypt" {
				return min(max(v, 3), 5), true
			}
			return 5, true
		}
		if n > 11 {
			return 5, true
		}
		return max(n, 3), true
	}
	return 0, true
}
