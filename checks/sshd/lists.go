package sshd

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// ipqosNames are the classes of service, by name, as sshd prints them.
var ipqosNames = map[string]int{
	"af11": 0x28, "af12": 0x30, "af13": 0x38, "af21": 0x48, "af22": 0x50, "af23": 0x58,
	"af31": 0x68, "af32": 0x70, "af33": 0x78, "af41": 0x88, "af42": 0x90, "af43": 0x98,
	"cs0": 0x00, "cs1": 0x20, "cs2": 0x40, "cs3": 0x60, "cs4": 0x80, "cs5": 0xa0, "cs6": 0xc0,
	"cs7": 0xe0, "ef": 0xb8, "le": 0x04, "lowdelay": 0x10, "throughput": 0x08, "reliability": 0x04,
}

// ipqosOf returns how sshd prints a class of service.
func (b *build) ipqosOf(s string) (string, bool) {
	lower := asciiLower(s)
	if lower == "none" {
		return lower, true
	}
	if _, ok := ipqosNames[lower]; ok {
		if lower == "reliability" {
			lower = "le"
		}
		return lower, true
	}
	base := 0
	if !b.version.before(version{9, 8}) {
		base = 10
	}
	n, err := strconv.ParseInt(s, base, 32)
	if err != nil || n < 0 || n > 255 {
		return "", false
	}
	best := ""
	for name, v := range ipqosNames {
		if v == int(n) && name != "reliability" && (best == "" || name < best) {
			best = name
		}
	}
	if best == "" {
		best = fmt.Sprintf("0x%02x", n)
	}
	return best, true
}

func (t *target) ipqos(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	interactive, ok := t.build.ipqosOf(arg)
	bulk := interactive
	if arg, more := args.next(); ok && more {
		bulk, ok = t.build.ipqosOf(arg)
	}
	if !ok {
		return errors.New("bad value")
	}
	if t.build.version.before(version{10, 3}) {
		t.last(k.name, interactive+" "+bulk)
	} else {
		t.first(k.name, interactive+" "+bulk)
	}
	return nil
}

// scanScaled is a number with K, M, G, T, P or E, as scan_scaled(3) reads one.
func scanScaled(s string) (int64, bool) {
	s = strings.TrimLeft(s, " \t\n\v\f\r")
	negative := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(strings.TrimPrefix(s, "-"), "+")
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	n, err := int64(0), error(nil)
	if end > 0 {
		n, err = strconv.ParseInt(s[:end], 10, 64)
	}
	if err != nil {
		return 0, false
	}
	s = s[end:]
	if s != "" {
		shift := strings.IndexByte("bkmgtpe", s[0]|0x20)
		if shift < 0 || len(s) > 1 && isAlnum(s[1]) {
			return 0, false
		}
		for ; shift > 0; shift-- {
			if n > math.MaxInt64/1024 {
				return 0, false
			}
			n *= 1024
		}
	}
	if negative {
		n = -n
	}
	return n, true
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// rekeyLimit has an amount and a time, which two lines may set.
func (t *target) rekeyLimit(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	amount := int64(0)
	if arg != "default" {
		var ok bool
		if amount, ok = scanScaled(arg); !ok {
			return fmt.Errorf("bad number %q", facts.Text(arg))
		}
		if amount != 0 && amount < 16 {
			return errors.New("too small")
		}
	}
	interval := -1
	if arg, more := args.next(); more && arg != "none" {
		var ok bool
		if interval, ok = parseTime(arg); !ok {
			return errors.New("invalid time value")
		}
	}
	if s, set := t.opts[k.name]; set {
		// The first line has set the amount; a later one may add the time.
		old, had, _ := strings.Cut(s.values[0], " ")
		if had == "unset" && interval >= 0 && t.active {
			s.values = []string{old + " " + strconv.Itoa(interval)}
			t.opts[k.name] = s
		}
		return nil
	}
	value := strconv.FormatInt(amount, 10) + " unset"
	if interval >= 0 {
		value = fmt.Sprintf("%d %d", amount, interval)
	}
	t.first(k.name, value)
	return nil
}

// permitOpen is any, none or a list of host:port; PermitListen may leave out
// the host.
func (t *target) permitOpen(k *keyword, args *arguments) error {
	strict := !t.build.version.before(version{9, 9})
	var values []string
	for {
		arg, ok := args.next()
		if !ok || arg == "" && !strict {
			break
		}
		if arg == "any" || arg == "none" {
			if len(values) == 0 {
				values = append(values, arg)
				if strict {
					continue
				}
				break
			}
			if strict {
				return fmt.Errorf("%q must appear alone", arg)
			}
		}
		value, rest := arg, ""
		if k.name == "permitlisten" && !strings.Contains(arg, ":") {
			value, rest = "*:"+arg, ":"+arg
		} else if _, rest, ok = cutHost(arg); !ok {
			return errors.New("missing host")
		}
		if rest == "" {
			return errors.New("bad port number")
		}
		if port, ok := parsePort(rest[1:]); rest[1:] != "*" && (!ok || port == 0) {
			return errors.New("bad port number")
		}
		values = append(values, value)
	}
	if len(values) == 0 {
		return errMissing
	}
	t.first(k.name, values...)
	return nil
}

func (t *target) pubkeyAuthOptions(k *keyword, args *arguments) error {
	touch, verify := false, false
	for {
		arg, ok := args.next()
		if !ok {
			break
		}
		switch asciiLower(arg) {
		case "none":
		case "touch-required":
			touch = true
		case "verify-required":
			verify = true
		default:
			return fmt.Errorf("unsupported option %q", facts.Text(arg))
		}
	}
	var values []string
	if touch {
		values = append(values, "touch-required")
	}
	if verify {
		values = append(values, "verify-required")
	}
	if values == nil {
		values = []string{"none"}
	}
	t.first(k.name, values...)
	return nil
}

func (t *target) channelTimeout(k *keyword, args *arguments) error {
	var values []string
	for {
		arg, ok := args.next()
		if !ok {
			break
		}
		if strings.EqualFold(arg, "none") {
			if len(values) > 0 || len(args.list) > 0 {
				return errors.New(`"none" must appear alone`)
			}
			values = append(values, "none")
			continue
		}
		name, limit, has := strings.Cut(arg, "=")
		if _, ok := parseTime(limit); !has || name == "" || !ok {
			return fmt.Errorf("invalid channel timeout %q", facts.Text(arg))
		}
		values = append(values, arg)
	}
	if len(values) == 0 {
		if !t.build.version.before(version{9, 9}) {
			return errMissing
		}
		return nil
	}
	t.first(k.name, values...)
	return nil
}

// setEnv keeps the names only: a value may be a password.
func (t *target) setEnv(k *keyword, args *arguments) error {
	var values []string
	if t.build.version.before(version{8, 7}) {
		args.list = splitAtBlanks(args.rest)
	}
	for {
		arg, ok := args.next()
		if !ok {
			break
		}
		name, _, has := strings.Cut(arg, "=")
		if !has {
			return errors.New("invalid environment")
		}
		if !contains(values, name) {
			values = append(values, name)
		}
	}
	if len(values) == 0 {
		if !t.build.version.before(version{9, 9}) {
			return errMissing
		}
		return nil
	}
	t.first(k.name, values...)
	return nil
}

func (t *target) authenticationMethods(k *keyword, args *arguments) error {
	var values []string
	anyMethod := false
	for {
		arg, ok := args.next()
		if !ok {
			break
		}
		switch {
		case arg == "any":
			if len(values) > 0 || t.isSet(k.name) && t.build.version.before(version{9, 9}) {
				return errors.New(`"any" must appear alone`)
			}
			anyMethod = true
		case anyMethod:
			return errors.New(`"any" must appear alone`)
		case arg == "":
			return errors.New("invalid method list")
		default:
			for _, m := range strings.Split(arg, ",") {
				m, _, _ = strings.Cut(m, ":")
				if _, ok := methodKeyword[m]; !ok || m == "gssapi-keyex" && t.build.binary != nil && !t.build.has("gssapi-keyex") {
					return fmt.Errorf("unknown method %q", facts.Text(m))
				}
			}
		}
		values = append(values, arg)
	}
	if len(values) == 0 {
		return errMissing
	}
	t.first(k.name, values...)
	return nil
}
