package sshd

import (
	"errors"
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// target is where the value of one line goes.
type target struct {
	build  *build
	opts   options
	source facts.Source
	// active: the line is in force; else it is only checked.
	active bool
}

// first sets a value unless the keyword has one.
func (t *target) first(name string, values ...string) {
	if _, set := t.opts[name]; t.active && !set {
		t.opts[name] = setting{values, t.source}
	}
}

// last sets a value whether the keyword has one or not.
func (t *target) last(name string, values ...string) {
	if t.active {
		t.opts[name] = setting{values, t.source}
	}
}

// add appends to what the keyword has; the source stays that of the first.
func (t *target) add(name string, values ...string) {
	if !t.active || len(values) == 0 {
		return
	}
	s, set := t.opts[name]
	if !set {
		s.source = t.source
	}
	s.values = append(s.values[:len(s.values):len(s.values)], values...)
	t.opts[name] = s
}

// isSet tells whether the keyword has a value from an earlier line.
func (t *target) isSet(name string) bool { _, ok := t.opts[name]; return ok }

// read checks the arguments of one line and sets the value.
func (t *target) read(k *keyword, args *arguments) error {
	switch k.kind {
	case kindChoice:
		return t.choice(k, args)
	case kindInt:
		arg, _ := args.next()
		n, err := parseInt(arg)
		if err != nil {
			return err
		}
		t.first(k.name, strconv.Itoa(n))
	case kindTime:
		arg, err := args.one()
		if err != nil {
			return err
		}
		n, ok := parseTime(arg)
		if !ok {
			return errors.New("invalid time value")
		}
		t.first(k.name, strconv.Itoa(n))
	case kindText:
		arg, err := args.one()
		if err != nil {
			return err
		}
		t.first(k.name, noneWord(arg))
	case kindPath:
		if k.name == "revokedkeys" && !t.build.version.before(version{10, 3}) {
			return t.several(&keyword{name: k.name, kind: kindList}, args)
		}
		arg, err := args.one()
		if err != nil {
			return err
		}
		t.first(k.name, absolute(arg))
	case kindRest:
		return t.rest(k, args)
	case kindCommand:
		rest := strings.TrimLeft(args.rest, blanks)
		if !strings.HasPrefix(rest, "/") && !strings.EqualFold(rest, "none") {
			return errors.New("must be an absolute path")
		}
		t.first(k.name, noneWord(rest))
		args.consume()
	case kindAlgorithms:
		arg, err := args.one()
		if err != nil {
			return err
		}
		names := arg
		if names[0] == '+' || names[0] == '^' {
			names = names[1:]
		}
		if arg[0] != '-' && !t.build.validAlgorithms(k.algorithms, names) {
			return &badList{k.name, names}
		}
		t.first(k.name, arg)
	case kindAccumulate, kindUsers, kindList:
		return t.several(k, args)
	case kindSpecial:
		return special[k.name](t, k, args)
	}
	return nil
}

func (t *target) choice(k *keyword, args *arguments) error {
	arg, err := args.one()
	if err != nil {
		return err
	}
	value, ok := k.values[asciiLower(arg)]
	if !ok {
		return fmt.Errorf("unsupported option %q", facts.Text(arg))
	}
	t.first(k.name, value)
	return nil
}

// rest is a value that runs to the end of the line, comment signs included.
func (t *target) rest(k *keyword, args *arguments) error {
	if args.rest == "" {
		return errMissing
	}
	value := strings.TrimLeft(args.rest, blanks)
	if k.name == "versionaddendum" {
		if strings.Contains(value, "\r") {
			return errors.New("invalid argument")
		}
	}
	t.first(k.name, noneWord(value))
	args.consume()
	return nil
}

func (t *target) several(k *keyword, args *arguments) error {
	var values []string
	for {
		arg, ok := args.next()
		if !ok {
			break
		}
		switch {
		case arg == "":
			return errors.New("empty argument")
		case k.kind == kindUsers && !validUserPattern(arg):
			return fmt.Errorf("invalid pattern %q", facts.Text(arg))
		case k.name == "acceptenv" && strings.Contains(arg, "="):
			return errors.New("invalid environment name")
		case k.name == "logverbose" && strings.EqualFold(arg, "none") && (len(values) > 0 || len(args.list) > 0):
			return errors.New(`"none" must appear alone`)
		}
		values = append(values, arg)
	}
	if len(values) == 0 {
		// From 9.9 on a list needs an argument; before, a line that has none (but
		// perhaps a comment) says nothing.
		if !t.build.version.before(version{9, 9}) {
			return errMissing
		}
		return nil
	}
	if k.kind == kindList {
		t.first(k.name, values...)
	} else {
		t.add(k.name, values...)
	}
	return nil
}

// validUserPattern checks the host part of USER@HOST, which may be an address
// list with a mask that does not fit.
func validUserPattern(s string) bool {
	_, host, has := strings.Cut(s, "@")
	if !has {
		return true
	}
	_, err := matchAddressList("", host)
	return err == nil
}

// noneWord writes "none" in one way.
func noneWord(s string) string {
	if strings.EqualFold(s, "none") {
		return "none"
	}
	return s
}

// absolute makes a file name absolute as sshd does, which runs in /.
func absolute(s string) string {
	switch {
	case strings.EqualFold(s, "none"):
		return "none"
	case s == "internal":
		return s
	case strings.HasPrefix(s, "/"):
		return s
	case s == "~" || strings.HasPrefix(s, "~/"):
		return path.Join("/root", strings.TrimPrefix(s, "~"))
	}
	return "/" + s
}

// parseInt is a number of 0 to 2147483647, as strtonum(3) reads one.
func parseInt(s string) (int, error) {
	if s == "" {
		return 0, errors.New("integer value missing")
	}
	s = strings.TrimPrefix(strings.TrimLeft(s, " \t\n\v\f\r"), "+")
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil && errors.Is(err, strconv.ErrRange) || err == nil && n > math.MaxInt32:
		return 0, errors.New("integer value too large")
	case err != nil || s[0] == '+':
		return 0, errors.New("integer value invalid")
	case n < 0:
		return 0, errors.New("integer value too small")
	}
	return int(n), nil
}

// parsePort is a port number, or the name of a well-known service.
func parsePort(s string) (int, bool) {
	if n, err := parseInt(s); err == nil {
		return n, n <= 65535
	}
	n, ok := map[string]int{"ssh": 22, "telnet": 23, "http": 80, "https": 443}[s]
	return n, ok
}

// parseTime is a time of sshd_config(5) in seconds: numbers, each with s, m, h,
// d, w or nothing for its unit.
func parseTime(s string) (int, bool) {
	if s == "" {
		return 0, false
	}
	total := int64(0)
	for s != "" {
		digits := 0
		for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
			digits++
		}
		if digits == 0 {
			return 0, false
		}
		n, err := strconv.ParseInt(s[:digits], 10, 64)
		if err != nil {
			return 0, false
		}
		s = s[digits:]
		unit := int64(1)
		if s != "" {
			switch s[0] | 0x20 {
			case 's':
			case 'm':
				unit = 60
			case 'h':
				unit = 3600
			case 'd':
				unit = 86400
			case 'w':
				unit = 7 * 86400
			default:
				return 0, false
			}
			s = s[1:]
		}
		if n > math.MaxInt32/unit {
			return 0, false
		}
		if total += n * unit; total > math.MaxInt32 {
			return 0, false
		}
	}
	return int(total), true
}
