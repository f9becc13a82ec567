package logging

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// logrotateFile is where logrotate(8) is started with.
const logrotateFile = "/etc/logrotate.conf"

// section is one block of logrotate's configuration, or the defaults.
type section struct {
	names    []string
	entry    Entry
	ignoreIf bool // ignoreduplicates
	at       facts.Source
}

// rotate is the state while the files are read.
type rotate struct {
	g        *gatherer
	out      *Rotation
	sections []section
	defaults section
	taboo    []string
	err      error
}

// tabooEndings are the files of a folder that logrotate passes over.
var tabooEndings = strings.Fields(`*,v *~ *.bak *.cfsaved *.disabled *.dpkg-bak *.dpkg-del *.dpkg-dist *.dpkg-new *.dpkg-old
	*.dpkg-tmp *.rhn-cfg-tmp-* *.rpmnew *.rpmorig *.rpmsave *.swp *.ucf-dist *.ucf-new *.ucf-old`)

// rotation reads logrotate's configuration and tells how long logs are kept.
func (g *gatherer) rotation() {
	b, err := g.ReadFile(g.ctx, logrotateFile, host.ConfigLimit)
	if absent(err) {
		g.f.Rotates = facts.AtPtr(false, facts.File(logrotateFile))
		g.retention(nil)
		return
	}
	g.f.Rotates = facts.AtPtr(true, facts.File(logrotateFile))
	r := &rotate{g: g, taboo: tabooEndings, out: &Rotation{Entries: map[string]Entry{}, Malformed: []Problem{}, Files: []string{}}}
	r.defaults.entry = Entry{Frequency: "size"}
	if err == nil {
		r.file(logrotateFile, b, 0)
		err = r.err
	}
	if err != nil {
		g.gaps.Add("rotation", err)
		g.gaps.Add("retention", err)
		return
	}
	for _, s := range r.sections {
		for _, n := range s.names {
			if _, twice := r.out.Entries[facts.Text(n)]; !twice {
				r.out.Entries[facts.Text(n)] = s.entry
			}
		}
	}
	g.f.Rotation = r.out
	g.retention(r.sections)
}

// file reads one file: defaults, sections and includes.
func (r *rotate) file(name string, b []byte, depth int) {
	if depth > maxDepth || len(r.out.Files) >= maxFiles {
		r.err = fmt.Errorf("%s: too many files are included: %w", facts.Text(name), host.ErrTooLarge)
		return
	}
	r.out.Files = append(r.out.Files, facts.Text(name))
	lines := strings.Split(string(b), "\n")
	before, first := r.defaults, len(r.sections)
	var open *section
	var heads []string
	script := ""
	refuse := func(at facts.Source, format string, args ...any) {
		r.out.Malformed = append(r.out.Malformed, Problem{facts.Text(fmt.Sprintf(format, args...)), at})
	}
	for i, raw := range lines {
		at := facts.FileLine(facts.Text(name), i+1)
		l := strings.TrimSpace(raw)
		if script != "" {
			if l == "endscript" {
				script = ""
			}
			continue
		}
		if l == "" || l[0] == '#' {
			continue
		}
		for l != "" {
			switch {
			case open == nil && (l[0] == '/' || l[0] == '"' || l[0] == '\'' || l[0] == '~' || len(heads) > 0 && l[0] != '{'):
				head, rest, brace := strings.Cut(l, "{")
				heads = append(heads, names(head)...)
				l = ""
				if brace {
					l = "{" + rest
				}
			case l[0] == '{':
				if open != nil || len(heads) == 0 {
					refuse(at, "a brace opens nothing")
					r.defaults, r.sections = before, r.sections[:first]
					return
				}
				s := r.defaults
				s.names, s.at, s.entry.Source = heads, at, at
				open, heads = &s, nil
				l = strings.TrimSpace(l[1:])
			case l[0] == '}':
				if open == nil {
					refuse(at, "a brace closes nothing")
					r.defaults, r.sections = before, r.sections[:first]
					return
				}
				r.keep(*open, refuse)
				open = nil
				l = strings.TrimSpace(l[1:])
			default:
				d, rest, closes := l, "", false
				if open != nil {
					d, rest, closes = strings.Cut(l, "}")
				}
				l = ""
				if closes {
					l = "}" + rest
				}
				d, _, _ = strings.Cut(d, " #")
				w := strings.Fields(strings.Replace(strings.TrimSpace(d), "=", " ", 1))
				if len(w) == 0 {
					continue
				}
				to := open
				if to == nil {
					to = &r.defaults
				}
				switch w[0] {
				case "include":
					if len(w) > 1 && open == nil {
						r.include(strings.Trim(w[1], `"'`), depth)
					} else {
						refuse(at, "include stands in a section, or names nothing")
					}
				case "tabooext", "taboopat":
					r.setTaboo(w)
				case "postrotate", "prerotate", "firstaction", "lastaction", "preremove":
					script = w[0]
				default:
					if err := to.directive(w); err != nil {
						refuse(at, "%v", err)
					}
				}
			}
		}
	}
	if open != nil || len(heads) > 0 || script != "" {
		refuse(facts.File(facts.Text(name)), "a section or script does not end")
		r.defaults, r.sections = before, r.sections[:first]
	}
}

// names parts the head of a section at blanks outside quotes.
func names(head string) []string {
	var out []string
	var b strings.Builder
	var quote rune
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for _, c := range head {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			b.WriteRune(c)
		case c == '"' || c == '\'':
			quote = c
		case c == ' ' || c == '\t':
			flush()
		default:
			b.WriteRune(c)
		}
	}
	flush()
	return out
}

// keep adds a section, unless an earlier one is about one of its files: then
// logrotate complains and passes over the later section.
func (r *rotate) keep(s section, refuse func(facts.Source, string, ...any)) {
	for _, n := range s.names {
		for _, o := range r.sections {
			if slices.Contains(o.names, n) {
				if !s.ignoreIf {
					refuse(s.at, "%s has a section already", n)
					return
				}
				s.names = slices.DeleteFunc(slices.Clone(s.names), func(x string) bool { return x == n })
			}
		}
	}
	r.sections = append(r.sections, s)
}

func (r *rotate) setTaboo(w []string) {
	list := w[1:]
	plus := len(list) > 0 && list[0] == "+"
	if plus {
		list = list[1:]
	}
	var out []string
	for _, t := range strings.FieldsFunc(strings.Join(list, ","), func(c rune) bool { return c == ',' }) {
		if t = strings.TrimSpace(t); w[0] == "tabooext" {
			t = "*" + t
		}
		out = append(out, t)
	}
	if plus {
		out = append(slices.Clone(r.taboo), out...)
	}
	r.taboo = out
}

// include reads a file, or the files of a folder in the order of their names.
func (r *rotate) include(name string, depth int) {
	list, err := r.g.ReadDir(r.g.ctx, name)
	files := []string{name}
	if err == nil {
		files = nil
		for _, e := range list {
			tabooed := slices.ContainsFunc(r.taboo, func(p string) bool { ok, _ := path.Match(p, e.Name); return ok })
			// Of a folder logrotate takes the regular files alone.
			if !tabooed && e.Name[0] != '.' && (e.IsRegular() || e.IsLink()) {
				files = append(files, path.Join(name, e.Name))
			}
		}
	} else if !absent(err) && !errors.Is(err, host.ErrIrregular) { // which a file is, too
		r.err = err
		return
	}
	folder := err == nil
	for _, f := range files {
		b, err := r.g.ReadFile(r.g.ctx, f, host.ConfigLimit)
		if absent(err) || folder && errors.Is(err, host.ErrIrregular) {
			continue
		}
		if err != nil {
			r.err = err
			return
		}
		r.file(f, b, depth+1)
		if r.err != nil {
			return
		}
	}
}

var frequencies = map[string]int{"hourly": 0, "daily": 1, "weekly": 7, "monthly": 30, "yearly": 365}

// directives that do not bear on retention or modes.
var otherDirectives = set(`compress nocompress delaycompress nodelaycompress compresscmd uncompresscmd compressext
	compressoptions dateext nodateext dateformat dateyesterday datehourago extension addextension missingok nomissingok
	ifempty notifempty sharedscripts nosharedscripts olddir noolddir createolddir nocreateolddir su start shred noshred
	shredcycles minage renamecopy norenamecopy copy nocopy mailfirst maillast allowhardlink noallowhardlink minsize
	ignoreduplicates nomail errors endscript`)

func set(names string) map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Fields(names) {
		out[n] = true
	}
	return out
}

// directive sets one thing in a section or in the defaults.
func (s *section) directive(w []string) error {
	e := &s.entry
	arg := ""
	if len(w) > 1 {
		arg = w[1]
	}
	number := func() (int, error) {
		n, err := strconv.Atoi(arg)
		if err != nil || n < -1 {
			return 0, fmt.Errorf("%s takes a number, not %q", w[0], arg)
		}
		return n, nil
	}
	switch w[0] {
	case "hourly", "daily", "weekly", "monthly", "yearly":
		e.Frequency, e.Every = w[0], frequencies[w[0]]
	case "rotate":
		n, err := number()
		if err != nil {
			return err
		}
		e.Rotate = n
	case "maxage":
		n, err := number()
		if err != nil {
			return err
		}
		e.MaxAge = &n
	case "size":
		if !size(arg) {
			return fmt.Errorf("size takes a number of bytes, not %q", arg)
		}
		e.Frequency, e.Every = "size", 0
	case "maxsize":
		if !size(arg) {
			return fmt.Errorf("maxsize takes a number of bytes, not %q", arg)
		}
		e.MaxSize = true
	case "create":
		e.Create, e.Opened, e.CopyTruncate = nil, false, false
		if n, err := strconv.ParseUint(arg, 8, 12); err == nil {
			mode := fmt.Sprintf("%04o", n)
			e.Create, e.Opened = &mode, n&0o006 != 0
		}
	case "nocreate":
		e.Create, e.Opened = nil, false
	case "copytruncate":
		e.CopyTruncate = true
	case "nocopytruncate":
		e.CopyTruncate = false
	case "mail":
		e.Mail = arg != ""
	case "ignoreduplicates":
		s.ignoreIf = true
	case "nomail":
		e.Mail = false
	default:
		if !otherDirectives[w[0]] {
			return fmt.Errorf("there is no directive %s", w[0])
		}
	}
	return nil
}

// size is a number with k, M or G.
func size(v string) bool {
	v = strings.TrimRight(v, "kMG")
	_, err := strconv.ParseUint(v, 10, 63)
	return err == nil
}

// securityLogs are looked at whether or not a daemon writes them.
var securityLogs = strings.Fields(`/var/log/auth.log /var/log/secure /var/log/syslog /var/log/messages /var/log/sudo.log
	/var/log/wtmp /var/log/btmp /var/log/audit/audit.log /var/log/kern.log /var/log/cron /var/log/cron.log`)

// retention tells how long each log is kept.
func (g *gatherer) retention(sections []section) {
	wanted := map[string]bool{}
	for _, d := range g.f.Daemons {
		for name := range d.Logs {
			if strings.HasPrefix(name, "/") && !strings.Contains(name, "%") && !strings.Contains(name, "$") {
				wanted[name] = true
			}
		}
	}
	for _, p := range securityLogs {
		_, err := g.Stat(g.ctx, p)
		if err == nil {
			wanted[p] = true
		} else if !absent(err) {
			g.gaps.Add(fmt.Sprintf("retention[%q]", p), err)
		}
	}
	g.f.Retention = map[string]Retention{}
	for name := range wanted {
		g.f.Retention[name] = retain(name, sections)
	}
}

// retain finds the first section that is about a log, and what it keeps.
func retain(name string, sections []section) Retention {
	for _, s := range sections {
		for _, p := range s.names {
			if ok, err := path.Match(path.Clean(p), name); err != nil || !ok {
				continue
			}
			out := Retention{Rotated: true, Days: -1, Pattern: facts.Text(p), Source: string(s.at)}
			e := s.entry
			switch {
			case e.Mail:
				out.Forever = true
			case e.Rotate < 0:
				out.Forever = true
			case e.Frequency == "size" || e.MaxSize:
				out.BySize = true
			case e.Frequency == "hourly":
				out.Days = e.Rotate / 24
			default:
				out.Days = e.Rotate * e.Every
			}
			if e.MaxAge != nil && (out.Days < 0 || *e.MaxAge < out.Days) {
				out.Days, out.Forever = *e.MaxAge, false
			}
			return out
		}
	}
	return Retention{Days: -1, Forever: true, Source: name}
}
