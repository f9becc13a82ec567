// Package passwd reads passwd(5) and group(5) as the C library does, and says
// when a file is too damaged to prove anything by what it does not hold.
package passwd

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Paths of the two files.
const (
	Path      = "/etc/passwd"
	GroupPath = "/etc/group"
)

// Account is one line of passwd(5).
type Account struct {
	// Name as written, raw bytes of the host.
	Name string
	UID  uint32
	GID  uint32
	// Home and Shell as written; an empty Shell stands for /bin/sh.
	Home  string
	Shell string
	// Line counts from 1.
	Line int
}

// LogsOn tells whether the shell lets the account log on: only what is there to
// refuse refuses.
func (a Account) LogsOn() bool {
	switch a.Shell[strings.LastIndexByte(a.Shell, '/')+1:] {
	case "nologin", "false", "sync", "halt", "shutdown":
		return false
	}
	return true
}

// Group is one line of group(5).
type Group struct {
	Name    string
	GID     uint32
	Members []string
	Line    int
}

// Parse returns the accounts of a file, in its order. A line with a name, a UID
// and a GID is an account, however many fields it has, as for getpwent(3).
// The error says why the file is ruined: it names no account, has null bytes,
// or as many lines that are none as there are accounts. The accounts that could
// be read come with it: they are there, and there may be others.
func Parse(b []byte) ([]Account, error) {
	var out []Account
	others := 0
	for _, r := range rows(b) {
		uid, clean := ID(r.field(2))
		gid, ok := ID(r.field(3))
		if r.fields[0] == "" || !clean || !ok {
			others++
			continue
		}
		shell := ""
		if len(r.fields) > 6 {
			shell = strings.Join(r.fields[6:], ":")
		}
		out = append(out, Account{Name: r.fields[0], UID: uid, GID: gid, Home: r.field(5), Shell: shell, Line: r.line})
	}
	err := Ruined(Path, b, len(out), others)
	if err == nil && len(out) == 0 {
		err = ErrNoAccounts
	}
	return out, err
}

// ErrNoAccounts is Parse's error for a file without any account: every system
// has one for root.
var ErrNoAccounts = errors.New(Path + ": no line of it is an account")

// ParseGroups is Parse for group(5). A file without any group is ruined as well.
func ParseGroups(b []byte) ([]Group, error) {
	var out []Group
	others := 0
	for _, r := range rows(b) {
		gid, ok := ID(r.field(2))
		if r.fields[0] == "" || !ok {
			others++
			continue
		}
		g := Group{Name: r.fields[0], GID: gid, Line: r.line}
		for _, m := range strings.Split(r.field(3), ",") {
			if m = strings.Trim(m, " \t"); m != "" {
				g.Members = append(g.Members, m)
			}
		}
		out = append(out, g)
	}
	err := Ruined(GroupPath, b, len(out), others)
	if err == nil && len(out) == 0 {
		err = errors.New(GroupPath + ": no line of it is a group")
	}
	return out, err
}

// Ruined says why what is read of a file of lines is no evidence of what it does
// not hold: null bytes, or at least as many lines that are no entries as there
// are entries. nil: the file is what it should be. The C library passes over
// lines that it cannot read, so that a ruined file looks like one with few entries.
func Ruined(path string, b []byte, entries, others int) error {
	switch {
	case bytes.IndexByte(b, 0) >= 0:
		return fmt.Errorf("%s: it has null bytes, so it is damaged", path)
	case others > 0 && others >= entries:
		return fmt.Errorf("%s: %d of its lines are no entries and %d are, so it is damaged", path, others, entries)
	}
	return nil
}

type row struct {
	fields []string
	line   int
}

func (r row) field(i int) string {
	if i < len(r.fields) {
		return r.fields[i]
	}
	return ""
}

// rows splits a file as nss_files does: blanks before a line are skipped, and so
// are empty lines, comments and the lines of NIS, which begin with '+' or '-'.
func rows(b []byte) []row {
	var out []row
	for i, raw := range strings.Split(string(b), "\n") {
		s := strings.TrimSuffix(strings.TrimLeft(raw, " \t"), "\r")
		if s == "" || strings.IndexByte("#+-", s[0]) >= 0 {
			continue
		}
		out = append(out, row{strings.Split(s, ":"), i + 1})
	}
	return out
}

// ID reads a UID or GID as the C library does, which is generous: blanks, a sign
// and leading zeros are taken. So " 0" and "00" are root. False: it is no
// number, or too large for one.
func ID(s string) (uint32, bool) {
	t := strings.TrimLeft(s, " \t\v\f")
	negative := strings.HasPrefix(t, "-")
	if negative || strings.HasPrefix(t, "+") {
		t = t[1:]
	}
	if t == "" || strings.Trim(t, "0123456789") != "" {
		return 0, false
	}
	u, err := strconv.ParseUint(t, 10, 64)
	if err != nil || u > math.MaxUint32 || negative && u > 0 {
		return 0, false
	}
	return uint32(u), true
}
