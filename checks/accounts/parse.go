package accounts

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"isoscan/internal/facts"
)

// Paths of the four files.
const (
	passwdPath  = "/etc/passwd"
	shadowPath  = "/etc/shadow"
	groupPath   = "/etc/group"
	gshadowPath = "/etc/gshadow"
)

// parsed collects what the parsers of all four files meet.
type parsed struct {
	malformed []Malformed
	nis       []NISEntry
}

func (p *parsed) bad(src facts.Source, used bool, format string, args ...any) {
	p.malformed = append(p.malformed, Malformed{Problem: fmt.Sprintf(format, args...), Used: used, Source: src})
}

// row is one line of a file with colons.
type row struct {
	fields []string
	source facts.Source
}

// rows splits a file as nss_files does: blanks before a line are skipped, and
// so are empty lines and those that begin with '#'. A carriage return at the
// end is cut off and reported: to the system it is part of the last field.
func (p *parsed) rows(file string, b []byte) []row {
	var out []row
	for i, raw := range strings.Split(string(b), "\n") {
		src := facts.FileLine(file, i+1)
		s := strings.TrimLeft(raw, " \t")
		if cut, ok := strings.CutSuffix(s, "\r"); ok {
			s = cut
			p.bad(src, true, "ends in a carriage return")
		}
		if s == "" || s[0] == '#' {
			continue
		}
		if s[0] == '+' || s[0] == '-' {
			name, _, _ := strings.Cut(s, ":")
			p.nis = append(p.nis, NISEntry{Name: facts.Text(name), Source: src})
			continue
		}
		r := row{strings.Split(s, ":"), src}
		if r.fields[0] == "" {
			p.bad(src, false, "has no name")
			continue
		}
		if strings.ContainsRune(s, 0) {
			p.bad(src, true, "has a null byte")
		}
		out = append(out, r)
	}
	return out
}

// count reports a line that has not as many fields as it should.
func (p *parsed) count(r row, want int, used bool) {
	if n := len(r.fields); n != want {
		p.bad(r.source, used, "the number of its fields is %d, not %d", n, want)
	}
}

// field returns field i, or the empty text where the line is too short.
func (r row) field(i int) string {
	if i < len(r.fields) {
		return r.fields[i]
	}
	return ""
}

// id reads a UID or GID as the C library does, which is generous: blanks, a
// sign and leading zeros are taken, and what is too large becomes the largest.
// So " 0" and "00" are root. clean says that it is written as passwd(5) wants.
func id(s string) (n int64, clean, ok bool) {
	t := strings.TrimLeft(s, " \t\v\f")
	negative := strings.HasPrefix(t, "-")
	digits := t
	if negative || strings.HasPrefix(t, "+") {
		digits = t[1:]
	}
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false, false
	}
	u, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || u > math.MaxUint32 || negative && u > 0 {
		u = math.MaxUint32
	}
	return int64(u), t == s && digits == t && strconv.FormatUint(u, 10) == s, true
}

// account is a line of /etc/passwd before anything is looked up.
type account struct {
	name  string
	field string // the second one
	User
}

// parsePasswd reads /etc/passwd. A line with a name, a UID and a GID is an
// entry, however many fields it has, as for the C library.
func parsePasswd(b []byte) ([]account, parsed) {
	var p parsed
	var out []account
	for _, r := range p.rows(passwdPath, b) {
		uid, clean1, ok1 := id(r.field(2))
		gid, clean2, ok2 := id(r.field(3))
		p.count(r, 7, ok1 && ok2)
		if !ok1 || !ok2 {
			p.bad(r.source, false, "has no valid UID and GID")
			continue
		}
		if !clean1 || !clean2 {
			p.bad(r.source, true, "writes its UID or GID in an odd way, taken as %d and %d", uid, gid)
		}
		shell := r.field(6)
		if len(r.fields) > 7 {
			shell = strings.Join(r.fields[6:], ":")
		}
		out = append(out, account{name: facts.Text(r.fields[0]), field: r.field(1), User: User{
			UID: uid, GID: gid, Home: facts.Text(r.field(5)), Shell: facts.Text(shell),
			LogOn: letsLogOn(shell), Field: passwdField(r.field(1)), Source: r.source,
		}})
	}
	return out, p
}

// letsLogOn: only what is there to refuse refuses. An empty shell is /bin/sh.
func letsLogOn(shell string) bool {
	base := shell[strings.LastIndexByte(shell, '/')+1:]
	return base != "nologin" && base != "false" && shell != "/dev/null"
}

func passwdField(f string) string {
	switch state, _ := readField(f); {
	case f == "x" || strings.HasPrefix(f, "##"):
		return "shadowed"
	case state == stateEmpty:
		return "empty"
	case state == stateSet || state == stateLocked:
		return "hash"
	}
	return "none"
}

// secret is a line of /etc/shadow with its password field, which must not
// leave this package.
type secret struct {
	name  string
	field string
	// whole: it has as many fields as the manual page says.
	whole bool
	Shadow
}

func parseShadow(b []byte) ([]secret, parsed) {
	var p parsed
	var out []secret
	for _, r := range p.rows(shadowPath, b) {
		p.count(r, 9, true)
		s := secret{name: facts.Text(r.fields[0]), field: r.field(1), whole: len(r.fields) == 9, Shadow: Shadow{-1, -1, -1, -1, -1, -1, r.source}}
		for i, dst := range []*int64{&s.LastChange, &s.Min, &s.Max, &s.Warn, &s.Inactive, &s.Expire} {
			f := r.field(i + 2)
			if f == "" || f == "-1" {
				continue
			}
			n, err := strconv.ParseInt(strings.TrimSpace(f), 10, 64)
			if err != nil || n < 0 {
				p.bad(r.source, true, "field %d is no number", i+3)
				continue
			}
			*dst = n
		}
		out = append(out, s)
	}
	return out, p
}

// groupLine is a line of /etc/group with its password field.
type groupLine struct {
	name  string
	field string
	Group
}

func parseGroup(b []byte) ([]groupLine, parsed) {
	var p parsed
	var out []groupLine
	for _, r := range p.rows(groupPath, b) {
		gid, clean, ok := id(r.field(2))
		p.count(r, 4, ok)
		if !ok {
			p.bad(r.source, false, "has no valid GID")
			continue
		}
		if !clean {
			p.bad(r.source, true, "writes its GID in an odd way, taken as %d", gid)
		}
		out = append(out, groupLine{name: facts.Text(r.fields[0]), field: r.field(1), Group: Group{
			GID: gid, Members: members(r.field(3)), Primary: []string{}, Source: r.source,
		}})
	}
	return out, p
}

type gshadowLine struct {
	name  string
	whole bool
	GShadow
}

func parseGShadow(b []byte) ([]gshadowLine, parsed) {
	var p parsed
	var out []gshadowLine
	for _, r := range p.rows(gshadowPath, b) {
		p.count(r, 4, true)
		out = append(out, gshadowLine{facts.Text(r.fields[0]), len(r.fields) == 4, GShadow{
			Password: groupPassword(r.field(1)), Admins: members(r.field(2)),
			Members: members(r.field(3)), Source: r.source,
		}})
	}
	return out, p
}

// groupPassword: of a group an empty field lets nobody but members join
// (newgrp(1) asks no one else), so it is no open door as with an account.
func groupPassword(f string) string {
	state, _ := readField(f)
	return state
}

func members(s string) []string {
	out := []string{}
	seen := map[string]bool{}
	for _, m := range strings.Split(s, ",") {
		m = facts.Text(strings.TrimSpace(m))
		if m != "" && !seen[m] {
			seen[m] = true
			out = append(out, m)
		}
	}
	sort.Strings(out)
	return out
}
