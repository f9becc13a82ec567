package pam

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// The types of stack, in the order of pam.conf(5).
const (
	Auth     = "auth"
	Account  = "account"
	Password = "password"
	Session  = "session"
)

// Types lists them.
var types = []string{Auth, Account, Password, Session}

// Dirs are where libpam looks for a service, the first that has it winning:
// the administrator's, the distribution's (pam.d(5)) and the vendor's of builds
// that name one, as SUSE does.
var dirs = []string{"/etc/pam.d", "/usr/lib/pam.d", "/usr/etc/pam.d"}

// Dirs returns the folders that libpam searches, in order.
func Dirs() []string { return append([]string(nil), dirs...) }

// Bounds of what one service may cost.
const (
	maxDepth   = 16 // PAM_SUBSTACK_MAX_LEVEL
	maxEntries = 1000
	maxLine    = 1022 // of Linux-PAM before 1.6, which refuses the service beyond it
)

// Kind says what an entry of a stack is.
type Kind uint8

// The kinds.
const (
	Module   Kind = iota
	Substack      // marks where a substack begins; runs nothing
	MustFail      // cannot be understood: libpam makes it fail
)

// Entry is one line of an expanded stack.
type Entry struct {
	Kind Kind
	// Module is the file name of the module, "pam_unix.so"; the substack's name
	// for a Substack.
	Module string
	Args   []string
	// Written is the control field as it stands in the file, without brackets.
	Written string
	Control Control
	// Level is the depth of substacks; includes do not count.
	Level int
	// File and Line are where it stands.
	File string
	Line int
	// Problem says why it must fail.
	Problem string
}

// Arg returns the value of the last argument "name=value", and of a bare
// "name" the empty text.
func (e Entry) Arg(name string) (value string, ok bool) {
	for _, a := range e.Args {
		if a == name {
			value, ok = "", true
		} else if v, found := strings.CutPrefix(a, name+"="); found {
			value, ok = v, true
		}
	}
	return value, ok
}

// Service is the configuration that one program gets.
type Service struct {
	Name string
	// Path is the file that names it.
	Path string
	// Stacks by type. A type that the file does not configure has the stack of
	// "other", and is listed in FromOther.
	Stacks    map[string][]Entry
	FromOther []string
	// Doubts holds, by type, the first line that is no PAM line. libpam makes
	// the auth stack fail at it and passes over what else it may have meant, so
	// what the stacks do not have is no evidence of what was wanted.
	Doubts map[string]error
}

// doubt records a line that is no PAM line; of no known type it may have stood
// for any.
func (s *Service) doubt(typ string, err error) {
	if s.Doubts == nil {
		s.Doubts = map[string]error{}
	}
	if s.Doubts[typ] == nil {
		s.Doubts[typ] = err
	}
}

// Config finds and expands services. Read returns a whole file; its error is
// fs.ErrNotExist when there is none.
type Config struct {
	Read func(path string) ([]byte, error)
}

// Service expands one service with its includes, as pam_start(3) does. The
// error is fs.ErrNotExist when no file names it (libpam then uses "other"),
// ErrRefused when libpam would refuse the service as a whole, or that of a file
// that could not be read.
func (c Config) Service(name string) (*Service, error) {
	s, err := c.load(name)
	if err != nil {
		return nil, err
	}
	if name == "other" {
		return s, nil
	}
	for _, t := range types {
		if len(s.Stacks[t]) > 0 {
			continue
		}
		other, err := c.load("other")
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return nil, err
		}
		s.Stacks[t] = other.Stacks[t]
		if err := other.Doubts[t]; err != nil {
			s.doubt(t, err)
		}
		s.FromOther = append(s.FromOther, t)
	}
	return s, nil
}

// ErrRefused: libpam gives up on the service, so that it lets nobody in and
// changes no password.
var ErrRefused = errors.New("libpam refuses the file")

func (c Config) load(name string) (*Service, error) {
	file, b, err := c.open(name)
	if err != nil {
		return nil, err
	}
	s := &Service{Name: name, Path: file, Stacks: map[string][]Entry{}}
	x := expansion{Config: c, service: s}
	if err := x.file(file, b, "", 0, 0); err != nil {
		return nil, err
	}
	return s, nil
}

// open finds a service or an include: an absolute path is taken as it is.
func (c Config) open(name string) (string, []byte, error) {
	if strings.HasPrefix(name, "/") {
		b, err := c.Read(name)
		return name, b, err
	}
	for _, d := range dirs {
		p := path.Join(d, name)
		b, err := c.Read(p)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return p, b, err
		}
	}
	return "", nil, fmt.Errorf("PAM service %q: %w", name, fs.ErrNotExist)
}

type expansion struct {
	Config
	service *Service
	count   int
}

// file adds a file's entries; only those of one type unless want is empty.
func (x *expansion) file(name string, b []byte, want string, depth, level int) error {
	all, broken := lines(b)
	for _, l := range all {
		if len(l.text) > maxLine {
			return fmt.Errorf("%s:%d: line longer than %d bytes: %w", name, l.number, maxLine, ErrRefused)
		}
		if x.count++; x.count > maxEntries {
			return fmt.Errorf("%s:%d: more than %d entries", name, l.number, maxEntries)
		}
		toks := tokens(l.text)
		if len(toks) == 0 {
			continue
		}
		if err := x.entry(toks, name, l.number, want, depth, level); err != nil {
			return err
		}
	}
	if broken {
		return fmt.Errorf("%s: ends in a continued line: %w", name, ErrRefused)
	}
	return nil
}

func (x *expansion) entry(toks []string, file string, n int, want string, depth, level int) error {
	e := Entry{File: file, Line: n, Level: level}
	unclear := func(typ, problem string) {
		x.service.doubt(typ, fmt.Errorf("%s:%d: the line %s, and libpam cannot read it", file, n, problem))
	}
	fail := func(typ, problem string) error {
		e.Kind, e.Problem, e.Module = MustFail, problem, ""
		x.service.Stacks[typ] = append(x.service.Stacks[typ], e)
		return nil
	}
	// Debian's libpam includes a file for every type with "@include name", and
	// refuses the service when it cannot.
	if toks[0] == "@include" {
		missing := "@include names no file"
		if len(toks) > 1 {
			var err error
			if missing, err = x.include(toks[1], want, depth, level); err != nil {
				return err
			}
		}
		if missing != "" {
			return fmt.Errorf("%s:%d: %s: %w", file, n, missing, ErrRefused)
		}
		return nil
	}
	typ := strings.ToLower(strings.TrimPrefix(toks[0], "-"))
	if !isType(typ) {
		// The line stays in the most sensitive stack, where it fails when run.
		e.Kind, e.Problem = MustFail, "begins with no type of module"
		typ = orAuth(want)
		for _, t := range types {
			if want == "" || want == t {
				unclear(t, e.Problem)
			}
		}
	}
	if want != "" && typ != want {
		return nil
	}
	if len(toks) < 2 {
		e.Control = ParseControl("")
		unclear(typ, "has no control flag")
		return fail(typ, "no control flag")
	}
	e.Written = toks[1]
	if sub := strings.ToLower(toks[1]); sub == "include" || sub == "substack" {
		e.Control = ParseControl("")
		if len(toks) < 3 {
			return fail(typ, sub+" names no file")
		}
		deeper := 0
		if sub == "substack" {
			deeper = 1
			mark := e
			mark.Kind, mark.Module = Substack, toks[2]
			x.service.Stacks[typ] = append(x.service.Stacks[typ], mark)
		}
		missing, err := x.include(toks[2], typ, depth, level+deeper)
		if err == nil && missing != "" {
			return fail(typ, missing)
		}
		return err
	}
	e.Control = ParseControl(toks[1])
	if len(toks) < 3 {
		unclear(typ, "names no module")
		return fail(typ, "no module")
	}
	if e.Kind == Module {
		e.Module, e.Args = path.Base(toks[2]), toks[3:]
	}
	x.service.Stacks[typ] = append(x.service.Stacks[typ], e)
	return nil
}

// include adds a named file. missing says why libpam puts a failing entry in
// its place; err is a file that we could not read though libpam may.
func (x *expansion) include(name, want string, depth, level int) (missing string, err error) {
	if depth+1 >= maxDepth || level >= maxDepth {
		return "includes nest too deeply", nil
	}
	file, b, err := x.open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("the included %s does not exist", name), nil
	}
	if err != nil {
		return "", err
	}
	return "", x.file(file, b, want, depth+1, level)
}

// orAuth is the stack that gets an entry of no known type.
func orAuth(want string) string {
	if want == "" {
		return Auth
	}
	return want
}

func isType(t string) bool {
	for _, k := range types {
		if k == t {
			return true
		}
	}
	return false
}
