package accounts

import (
	"regexp"
	"strconv"
	"strings"
)

// States of a password field.
const (
	stateSet     = "set"
	stateEmpty   = "empty"
	stateNone    = "none"
	stateLocked  = "locked"
	stateInvalid = "invalid"
	stateMissing = "missing"
	stateUnknown = "unknown"
)

// hash is what may be told of a password hash.
type hash struct {
	algorithm string
	// cost is 0 where the method has none, and -1 where it cannot be told.
	cost int64
}

// readField tells the state of a password field and of its hash the algorithm
// and cost. A lock mark ('!' or '*', once or more) makes every password wrong.
func readField(f string) (state string, h hash) {
	if f == "" {
		return stateEmpty, hash{}
	}
	rest := strings.TrimLeft(f, "!*")
	if rest == "" {
		return stateNone, hash{}
	}
	h, ok := readHash(rest)
	switch {
	case ok && len(rest) < len(f):
		return stateLocked, h
	case ok:
		return stateSet, h
	case len(rest) < len(f):
		return stateNone, hash{}
	}
	return stateInvalid, hash{}
}

var (
	desHash  = regexp.MustCompile(`^[./0-9A-Za-z]{13}$`)
	bsdiHash = regexp.MustCompile(`^_[./0-9A-Za-z]{19}$`)
	bigHash  = regexp.MustCompile(`^[./0-9A-Za-z]{24,178}$`)
	// hashForms are the methods of crypt(5): the prefix, then a parameter where
	// there is one, then the salt and the hash. The length of the hash is not
	// looked at: what names a weak method is called weak.
	hashForms = []struct {
		algorithm string
		form      *regexp.Regexp
		cost      func(param string) (int64, bool)
	}{
		{"yescrypt", regexp.MustCompile(`^\$y\$([./0-9A-Za-z]+)\$[^$]*\$[^$]+$`), yescryptCost},
		{"gost-yescrypt", regexp.MustCompile(`^\$gy\$([./0-9A-Za-z]+)\$[^$]*\$[^$]+$`), yescryptCost},
		{"scrypt", regexp.MustCompile(`^\$7\$([./0-9A-Za-z])[^$]*\$[^$]+$`), scryptCost},
		{"bcrypt", regexp.MustCompile(`^\$2[abxy]?\$([0-9]{2})\$.+$`), number},
		{"sha512", regexp.MustCompile(`^\$6\$(?:rounds=([0-9]+)\$)?[^$]*\$[^$]+$`), shaRounds},
		{"sha256", regexp.MustCompile(`^\$5\$(?:rounds=([0-9]+)\$)?[^$]*\$[^$]+$`), shaRounds},
		{"sha1", regexp.MustCompile(`^\$sha1\$([0-9]+)\$[^$]*\$[^$]+$`), number},
		{"sun-md5", regexp.MustCompile(`^\$md5(?:[,$]rounds=([0-9]+))?\$[^$]*\$+[^$]+$`), sunRounds},
		{"md5", regexp.MustCompile(`^\$1\$()[^$]*\$[^$]+$`), nil},
		{"nt", regexp.MustCompile(`^\$3\$()[^$]*\$[^$]+$`), nil},
	}
)

func readHash(s string) (hash, bool) {
	for _, f := range hashForms {
		m := f.form.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		h := hash{algorithm: f.algorithm}
		if f.cost != nil {
			h.cost = -1
			if n, ok := f.cost(m[1]); ok {
				h.cost = n
			}
		}
		return h, true
	}
	switch {
	case desHash.MatchString(s):
		return hash{algorithm: "des"}, true
	case bsdiHash.MatchString(s):
		n := int64(0)
		for i := 4; i >= 1; i-- {
			n = n<<6 | int64(strings.IndexByte(itoa64, s[i]))
		}
		return hash{"bsdi", n}, true
	case bigHash.MatchString(s) && (len(s)-2)%11 == 0:
		return hash{algorithm: "bigcrypt"}, true
	}
	return hash{}, false
}

const itoa64 = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func number(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// shaRounds: without "rounds=" crypt(5) makes 5000; it keeps what is written
// between 1000 and 999,999,999.
func shaRounds(s string) (int64, bool) {
	if s == "" {
		return 5000, true
	}
	n, ok := number(s)
	return min(max(n, 1000), 999_999_999), ok
}

// sunRounds: 4096 rounds come on top of those that are written.
func sunRounds(s string) (int64, bool) {
	if s == "" {
		return 4096, true
	}
	n, ok := number(s)
	return n + 4096, ok
}

// yescryptCost is the count that gives these parameters in crypt_gensalt(3):
// "j75" is 1, "j85" 2, and from there "j7T" 3, "j8T" 4, "j9T" 5 to "jFT" 11.
// The second character is log2(N)-1 and the third the block size r-1.
func yescryptCost(s string) (int64, bool) {
	if len(s) != 3 || s[0] != 'j' {
		return 0, false // a flavour that crypt_gensalt(3) does not make
	}
	n := int64(strings.IndexByte(itoa64, s[1])) + 1
	switch r := strings.IndexByte(itoa64, s[2]) + 1; {
	case r == 32 && n >= 10:
		return n - 7, true
	case r == 8 && n >= 10:
		return n - 9, true
	}
	return 0, false
}

// scryptCost: the character is log2(N), and the cost of crypt(5) is 7 less.
func scryptCost(s string) (int64, bool) {
	return int64(strings.IndexByte(itoa64, s[0])) - 7, true
}
