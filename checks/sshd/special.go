package sshd

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// methodKeyword is the setting that enables each authentication method.
var methodKeyword = map[string]string{
	"none":                 "",
	"publickey":            "pubkeyauthentication",
	"password":             "passwordauthentication",
	"keyboard-interactive": "kbdinteractiveauthentication",
	"hostbased":            "hostbasedauthentication",
	"gssapi-with-mic":      "gssapiauthentication",
	"gssapi-keyex":         "gssapikeyexchange",
}

// special reads the keywords whose arguments have a form of their own.
var special = map[string]func(*target, *keyword, *arguments) error{
	"port":                       (*target).port,
	"listenaddress":              (*target).listenAddress,
	"hostkey":                    (*target).hostKey,
	"hostcertificate":            (*target).hostKey,
	"subsystem":                  (*target).subsystem,
	"maxstartups":                (*target).maxStartups,
	"persourcenetblocksize":      (*target).perSourceNetBlockSize,
	"persourcemaxstartups":       (*target).perSourceMaxStartups,
	"persourcepenalties":         (*target).perSourcePenalties,
	"persourcepenaltyexemptlist": (*target).penaltyExempt,
	"permittunnel":               (*target).permitTunnel,
	"permituserenvironment":      (*target).permitUserEnvironment,
	"streamlocalbindmask":        (*target).streamLocalBindMask,
	"fingerprinthash":            (*target).fingerprintHash,
	"unusedconnectiontimeout":    (*target).unusedTimeout,
	"ipqos":                      (*target).ipqos,
	"rekeylimit":                 (*target).rekeyLimit,
	"permitopen":                 (*target).permitOpen,
	"permitlisten":               (*target).permitOpen,
	"pubkeyauthoptions":          (*target).pubkeyAuthOptions,
	"channeltimeout":             (*target).channelTimeout,
	"setenv":                     (*target).setEnv,
	"rdomain":                    (*target).routingDomain,
	"authenticationmethods":      (*target).authenticationMethods,
}

// maxPorts and maxSubsystems are sshd's bounds.
const (
	maxPorts      = 256
	maxSubsystems = 256
)

func (t *target) port(k *keyword, args *arguments) error {
	if len(t.opts[k.name].values) >= maxPorts {
		return errors.New("too many ports")
	}
	arg, err := args.one()
	if err != nil {
		return err
	}
	n, ok := parsePort(arg)
	if !ok || n == 0 {
		return errors.New("badly formatted port number")
	}
	t.add(k.name, strconv.Itoa(n))
	return nil
}

// listenAddress keeps "address" or "address:port", to be completed when every
// Port is known.
func (t *target) listenAddress(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	host, port := arg, ""
	if strings.Contains(arg, "[") || strings.Count(arg, ":") < 2 {
		var rest string
		var ok bool
		if host, rest, ok = cutHost(arg); !ok {
			return errors.New("bad address:port usage")
		}
		if rest != "" {
			n, ok := parsePort(rest[1:])
			if !ok || n == 0 {
				return errors.New("bad port number")
			}
			port = ":" + strconv.Itoa(n)
		}
	}
	if word, more := args.next(); more {
		// Routing domains do not exist on Linux, where sshd refuses them.
		name, ok := args.next()
		if word != "rdomain" || !ok {
			return errors.New("bad ListenAddress syntax")
		}
		return fmt.Errorf("bad routing domain %q", facts.Text(name))
	}
	if a, err := netip.ParseAddr(host); err == nil && a.Is6() {
		host = "[" + a.String() + "]"
	}
	t.add(k.name, host+port)
	return nil
}

// cutHost takes a host, in brackets or not, from what follows it: nothing, or
// a colon (or slash) and more.
func cutHost(s string) (host, rest string, ok bool) {
	end := strings.IndexAny(s, ":/")
	if strings.HasPrefix(s, "[") {
		if end = strings.IndexByte(s, ']'); end < 0 {
			return "", "", false
		}
		end++
		if end == len(s) {
			return s[1 : end-1], "", true
		}
		if s[end] != ':' && s[end] != '/' {
			return "", "", false
		}
		return s[1 : end-1], s[end:], true
	}
	if end < 0 {
		return s, "", true
	}
	return s[:end], s[end:], s[end] == ':'
}

func (t *target) hostKey(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	t.add(k.name, absolute(arg))
	return nil
}

func (t *target) subsystem(k *keyword, args *arguments) error {
	name, err := args.one()
	if err != nil {
		return err
	}
	if !t.active && t.build.version.before(version{9, 5}) {
		args.next()
		return nil
	}
	command, err := args.one()
	if err != nil {
		return errors.New("missing subsystem command")
	}
	for _, v := range t.opts[k.name].values {
		if old, _, _ := strings.Cut(v, " "); old == name {
			// Refused up to 9.4; the first one counts from then on.
			if t.build.version.before(version{9, 5}) {
				return fmt.Errorf("subsystem %q is already defined", facts.Text(name))
			}
			args.consume()
			return nil
		}
	}
	if len(t.opts[k.name].values) >= maxSubsystems {
		return errors.New("too many subsystems")
	}
	words := append([]string{command}, args.list...)
	if !t.build.version.before(version{9, 5}) {
		for i, w := range words {
			if strings.ContainsAny(w, " \t") {
				words[i] = `"` + w + `"`
			}
		}
	}
	t.add(k.name, name+" "+strings.Join(words, " "))
	args.consume()
	return nil
}

// scanInts is sscanf("%d:%d:%d"): how many numbers could be read.
func scanInts(s string, max int) []int {
	var out []int
	for len(out) < max {
		s = strings.TrimLeft(s, " \t\n\v\f\r")
		end := 0
		if end < len(s) && (s[end] == '-' || s[end] == '+') {
			end++
		}
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		n, err := strconv.Atoi(s[:end])
		if err != nil {
			break
		}
		out = append(out, n)
		if s = s[end:]; !strings.HasPrefix(s, ":") {
			break
		}
		s = s[1:]
	}
	return out
}

func (t *target) maxStartups(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	n := scanInts(arg, 3)
	bad := errors.New("invalid value")
	rate := "30"
	if s, set := t.opts[k.name]; set {
		rate = strings.Split(s.values[0], ":")[1]
	}
	var value string
	switch len(n) {
	case 3:
		if n[0] > n[2] || n[1] > 100 || n[1] < 1 || n[0] <= 0 || n[2] <= 0 {
			return bad
		}
		value = fmt.Sprintf("%d:%d:%d", n[0], n[1], n[2])
	case 1:
		if n[0] <= 0 {
			return bad
		}
		value = fmt.Sprintf("%d:%s:%d", n[0], rate, n[0])
	default:
		return bad
	}
	// Up to 10.2 this is the one limit of which the last value wins.
	if t.build.version.before(version{10, 3}) {
		t.last(k.name, value)
	} else {
		t.first(k.name, value)
	}
	return nil
}

func (t *target) perSourceNetBlockSize(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	n := scanInts(arg, 2)
	if len(n) == 0 || n[0] < 0 || n[0] > 32 || len(n) == 2 && (n[1] < 0 || n[1] > 128) {
		return errors.New("invalid value")
	}
	if len(n) == 1 {
		n = append(n, 128)
	}
	value := fmt.Sprintf("%d:%d", n[0], n[1])
	if t.build.version.before(version{10, 3}) {
		t.last(k.name, value)
	} else {
		t.first(k.name, value)
	}
	return nil
}

func (t *target) perSourceMaxStartups(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	if arg != "none" {
		n, err := parseInt(arg)
		if err != nil {
			return err
		}
		arg = strconv.Itoa(n)
	}
	if t.build.version.before(version{9, 5}) {
		t.last(k.name, arg)
	} else {
		t.first(k.name, arg)
	}
	return nil
}

// perSourcePenalties is kept as written; "no" turns them off.
func (t *target) perSourcePenalties(k *keyword, args *arguments) error {
	values := args.list
	if len(values) == 0 {
		return errMissing
	}
	for _, v := range values {
		if strings.EqualFold(v, "yes") || strings.EqualFold(v, "no") {
			if len(values) > 1 {
				return fmt.Errorf("%q must appear alone", v)
			}
			continue
		}
		name, _, ok := strings.Cut(v, ":")
		if !ok || !contains(penaltyNames, name) {
			return fmt.Errorf("unsupported argument %q", facts.Text(v))
		}
	}
	args.consume()
	t.first(k.name, values...)
	return nil
}

var penaltyNames = []string{
	"crash", "authfail", "invaliduser", "noauth", "grace-exceeded", "refuseconnection",
	"max", "min", "max-sources4", "max-sources6", "overflow", "overflow6",
}

func (t *target) penaltyExempt(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	if _, err := matchAddressList("", arg); err != nil {
		return err
	}
	t.first(k.name, noneWord(arg))
	return nil
}

// routingDomain exists on OpenBSD only; elsewhere sshd refuses to start.
func (t *target) routingDomain(*keyword, *arguments) error {
	return errors.New("not supported on this platform")
}

// permitTunnel is one of a set in which case matters.
func (t *target) permitTunnel(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	if !contains([]string{"no", "point-to-point", "ethernet", "yes"}, arg) {
		return fmt.Errorf("bad argument %q", facts.Text(arg))
	}
	t.first(k.name, arg)
	return nil
}

// permitUserEnvironment is yes, no or a list of patterns (from 7.8 on).
func (t *target) permitUserEnvironment(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	if t.build.version.before(version{7, 8}) && !contains([]string{"yes", "no"}, asciiLower(arg)) {
		return fmt.Errorf("unsupported option %q", facts.Text(arg))
	}
	t.first(k.name, arg)
	return nil
}

func (t *target) streamLocalBindMask(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	end := 0
	for end < len(arg) && arg[end] >= '0' && arg[end] <= '7' {
		end++
	}
	n, err := strconv.ParseUint(arg[:end], 8, 32)
	if err != nil || n > 0o777 {
		return errors.New("invalid mode")
	}
	t.last(k.name, fmt.Sprintf("0%o", n))
	return nil
}

func (t *target) fingerprintHash(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	value, ok := digests[asciiLower(arg)]
	if !ok {
		return fmt.Errorf("invalid algorithm %q", facts.Text(arg))
	}
	t.last(k.name, value)
	return nil
}

func (t *target) unusedTimeout(k *keyword, args *arguments) error {
	if len(args.list) > 0 && strings.EqualFold(args.list[0], "none") {
		args.next()
		t.last(k.name, "none")
		return nil
	}
	arg, err := args.one()
	if err != nil {
		return err
	}
	n, ok := parseTime(arg)
	if !ok {
		return errors.New("invalid time value")
	}
	value := strconv.Itoa(n)
	if n == 0 {
		value = "none"
	}
	t.first(k.name, value)
	return nil
}
