package sudo

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"isoscan/internal/custody"
	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "sudo",
		Title: "Who may act as whom through sudo",
		Description: "Reads /etc/sudoers and what it includes as sudo does: aliases, Defaults, tags, the last match wins; " +
			"works out what each local account may run as root, and who can change the files and the programs that are named.",
	}
}

const (
	maxFiles = 1000
	maxDepth = 128 // as sudo
)

// programs gives the places of sudo itself and of its like.
var (
	sudoPaths  = []string{"/usr/bin/sudo", "/usr/local/bin/sudo", "/bin/sudo", "/opt/sudo/bin/sudo"}
	otherPaths = []struct{ name, path string }{
		{"doas", "/usr/bin/doas"}, {"doas", "/usr/local/bin/doas"}, {"doas.conf", "/etc/doas.conf"}, {"doas.d", "/etc/doas.d"},
		{"sudo-rs", "/usr/bin/sudo-rs"}, {"sudo-rs", "/usr/lib/cargo/bin/sudo"}, {"sudo-rs", "/etc/sudoers-rs"},
		{"pkexec", "/usr/bin/pkexec"},
	}
	// mainPaths: where the policy is; vendors with an empty /etc keep it in /usr/etc.
	mainPaths = []string{"/etc/sudoers", "/usr/etc/sudoers"}
)

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	f := &Facts{}
	r := &reader{ctx: ctx, h: h, custody: custody.New(h), gaps: gaps, facts: f}
	r.others()
	program, programErr := r.program()
	main, mainErr := r.main()
	if err := errors.Join(programErr, mainErr); err != nil && main == "" && program == "" {
		return nil, err
	}
	if programErr != nil {
		gaps.Add("program", programErr)
	} else {
		src := facts.File(sudoPaths[0])
		if program != "" {
			src = facts.File(program)
		}
		f.Program = facts.AtPtr(program != "", src)
	}
	if main == "" && program == "" {
		f.Present = facts.AtPtr(false, facts.File(mainPaths[0]))
		return f, nil
	}
	f.Present = facts.AtPtr(true, facts.File(firstOf(main, program)))
	if program != "" {
		r.version(program)
	}
	f.Files, f.Order, f.Ignored, f.Errors = map[string]File{}, []string{}, map[string]Ignored{}, []Problem{}
	r.entries = &entries{}
	if mainErr != nil {
		r.blind(mainPaths[0], "", mainErr)
	}
	if main != "" {
		r.file(main, facts.File(main), 0)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.finish()
	return f, nil
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// reader carries one run's state.
type reader struct {
	ctx      context.Context
	h        host.Host
	custody  *custody.Walker
	gaps     *facts.Gaps
	facts    *Facts
	entries  *entries
	hostname string
	files    int
}

// blind records that the rules and settings of one file, or of another source,
// could not be read. A rule that was read stands all the same, hence the gap of
// one element; a setting may be undone by what was not seen, hence all of them.
func (r *reader) blind(source, why string, err error) {
	if err != nil {
		why = facts.Reason(err)
	}
	denied := errors.Is(err, host.ErrPermission)
	for _, f := range []string{"rules", "grants", "waiting", "exceptions", "targets", "files", "errors"} {
		r.gaps.AddReason(fmt.Sprintf("%s[%q]", f, facts.Text(source)), why, denied)
	}
	r.gaps.AddReason("defaults[*]", why, denied)
}

func (r *reader) others() {
	r.facts.Others = map[string]string{}
	for _, o := range otherPaths {
		switch _, err := r.h.Stat(r.ctx, o.path); {
		case err == nil:
			if _, seen := r.facts.Others[o.name]; !seen {
				r.facts.Others[o.name] = o.path
			}
		case !errors.Is(err, host.ErrNotExist):
			r.gaps.Add(fmt.Sprintf("others[%q]", o.name), err)
		}
	}
}

// program returns where sudo is, or "".
func (r *reader) program() (string, error) {
	for _, p := range sudoPaths {
		_, err := r.h.Stat(r.ctx, p)
		if err == nil {
			return p, nil
		}
		if !errors.Is(err, host.ErrNotExist) {
			return "", err
		}
	}
	return "", nil
}

// main returns the policy file, or "".
func (r *reader) main() (string, error) {
	for _, p := range mainPaths {
		_, err := r.h.Lstat(r.ctx, p)
		if err == nil {
			return p, nil
		}
		if !errors.Is(err, host.ErrNotExist) {
			return "", err
		}
	}
	return "", nil
}

// versionText is the version as the program carries it: a string of its own.
var versionText = regexp.MustCompile(`\x00(1\.[0-9]{1,2}(?:\.[0-9]{1,2})?(?:p[0-9]{1,2})?)\x00`)

func (r *reader) version(program string) {
	b, err := r.h.ReadFile(r.ctx, program, host.ConfigLimit)
	if err != nil {
		r.gaps.Add("version", err)
		return
	}
	found := map[string]bool{}
	for _, m := range versionText.FindAllSubmatch(b, -1) {
		found[string(m[1])] = true
	}
	if len(found) == 1 {
		for v := range found {
			r.facts.Version = facts.AtPtr(v, facts.File(program))
		}
	}
}

func newFile(i host.FileInfo, src facts.Source) File {
	p := i.Perm()
	return File{
		Directory: i.IsDir(), Owner: i.UID, Group: i.GID, Mode: fmt.Sprintf("%04o", p),
		GroupWritable: p&0o020 != 0 && i.GID != 0, WorldWritable: p&0o002 != 0, WorldReadable: p&0o004 != 0,
		ParseOK: true, Refused: refusal(i), Source: src,
	}
}

// refusal tells why sudo does not trust a file or folder: it must be root's,
// and nobody but root's group may write to it.
func refusal(i host.FileInfo) string {
	p := i.Perm()
	switch {
	case i.UID != 0:
		return fmt.Sprintf("owned by user id %d", i.UID)
	case p&0o002 != 0:
		return "writable by everybody"
	case p&0o020 != 0 && i.GID != 0:
		return fmt.Sprintf("writable by group id %d", i.GID)
	}
	return ""
}

// file reads one sudoers file and, where they stand, those that it includes.
func (r *reader) file(name string, src facts.Source, depth int) {
	if r.files++; r.files > maxFiles || depth > maxDepth {
		r.blind(name, name+": too many levels or numbers of included files", nil)
		return
	}
	info, err := r.h.Stat(r.ctx, name)
	if err != nil {
		if errors.Is(err, host.ErrNotExist) {
			r.entries.errors = append(r.entries.errors, problem{placeOf(src), name + ": no such file"})
		}
		r.blind(name, "", err)
		return
	}
	f := newFile(info, src)
	f.ParseOK = false
	r.facts.Files[name] = f
	if f.Refused != "" {
		return
	}
	b, err := r.h.ReadFile(r.ctx, name, host.ConfigLimit)
	if err != nil {
		r.blind(name, "", err)
		return
	}
	r.facts.Order = append(r.facts.Order, name)
	before := len(r.entries.errors)
	p := &parser{lex: newLexer(string(b)), file: name, out: r.entries}
	p.include = func(at place, target string, dir bool) {
		if r.ctx.Err() != nil {
			return
		}
		target = r.includePath(name, target)
		if target == "" {
			return
		}
		if dir {
			r.dir(target, facts.FileLine(at.file, at.line), depth+1)
		} else {
			r.file(target, facts.FileLine(at.file, at.line), depth+1)
		}
	}
	p.parse()
	f.ParseOK = true
	for _, e := range r.entries.errors[before:] {
		if e.at.file == name {
			f.ParseOK = false
		}
	}
	if !f.ParseOK {
		r.blind(name, name+": sudo cannot parse it", nil)
	}
	r.facts.Files[name] = f
}

func placeOf(src facts.Source) place {
	file, line, _ := src.Split()
	return place{file, line}
}

// includePath expands %h, takes quotes off and makes the path absolute: a
// relative one starts at the folder of the file that includes it.
func (r *reader) includePath(from, target string) string {
	if len(target) > 1 && target[0] == '"' && strings.HasSuffix(target, `"`) {
		target = target[1 : len(target)-1]
	}
	if strings.Contains(target, "%h") {
		name := r.name()
		if name == "" {
			r.blind(target, from+": "+target+": the host's name is not known", nil)
			return ""
		}
		short, _, _ := strings.Cut(name, ".")
		target = strings.ReplaceAll(target, "%h", short)
	}
	if target != "" && target[0] != '/' {
		target = path.Join(path.Dir(from), target)
	}
	if target == "" {
		return ""
	}
	return path.Clean(target)
}

// name returns the host's name, or "" when it is not known.
func (r *reader) name() string {
	if r.hostname == "" {
		if n, err := r.h.Hostname(r.ctx); err == nil {
			r.hostname = n
		} else if b, err := r.h.ReadFile(r.ctx, "/etc/hostname", host.ConfigLimit); err == nil {
			for line := range strings.Lines(string(b)) {
				if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
					r.hostname = line
					break
				}
			}
		}
	}
	return r.hostname
}

// dir reads the files of an included folder in the order of their names.
func (r *reader) dir(name string, src facts.Source, depth int) {
	info, err := r.h.Stat(r.ctx, name)
	if errors.Is(err, host.ErrNotExist) {
		return // sudo does not mind
	}
	if err != nil {
		r.blind(name, "", err)
		return
	}
	f := newFile(info, src)
	r.facts.Files[name] = f
	if !info.IsDir() {
		// sudo says so and goes on without the rules that were meant to be here.
		f.ParseOK = false
		r.facts.Files[name] = f
		r.blind(name, "", fmt.Errorf("%s: no folder: %w", name, host.ErrIrregular))
		return
	}
	if f.Refused != "" {
		return
	}
	list, err := r.h.ReadDir(r.ctx, name)
	if err != nil {
		r.blind(name, "", err)
		return
	}
	for _, e := range list {
		full := path.Join(name, e.Name)
		if why := skipped(e.Name); why != "" {
			if !e.IsDir() {
				p := e.Perm()
				r.facts.Ignored[facts.Text(full)] = Ignored{why, fmt.Sprintf("%04o", p), p&0o002 != 0 && !e.IsLink()}
			}
			continue
		}
		target := e
		if e.IsLink() {
			if target, err = r.h.Stat(r.ctx, full); errors.Is(err, host.ErrNotExist) {
				r.facts.Ignored[facts.Text(full)] = Ignored{Reason: "the link leads nowhere", Mode: "0777"}
				continue
			} else if err != nil {
				r.blind(full, "", err)
				continue
			}
		}
		if !target.IsRegular() {
			if !target.IsDir() {
				r.facts.Ignored[facts.Text(full)] = Ignored{"no regular file", fmt.Sprintf("%04o", target.Perm()), target.Perm()&0o002 != 0}
			}
			continue
		}
		r.file(full, src, depth)
	}
}

func skipped(name string) string {
	switch {
	case strings.Contains(name, "."):
		return "its name has a dot"
	case strings.HasSuffix(name, "~"):
		return "its name ends in a tilde"
	}
	return ""
}
