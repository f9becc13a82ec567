package logon

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

var (
	bannerFiles = []string{"/etc/issue", "/etc/issue.net", "/etc/motd"}
	// escape: what agetty replaces by facts about the system; \S{NAME} too.
	escape = regexp.MustCompile(`\\[mnoOrsSv46]`)
	// percent: telnetd's own form in issue.net.
	percent = regexp.MustCompile(`%[mrsv]\b`)
	systems = regexp.MustCompile(`(?i)\b(debian( gnu/linux)?|ubuntu|red hat|rhel|centos|rocky linux|alma ?linux|fedora|suse|opensuse|alpine linux|arch linux|gentoo|oracle linux|amazon linux|linux mint|kali)( linux)?( release)?( (v|version )?[0-9]+(\.[0-9]+)*)?`)
	kernel  = regexp.MustCompile(`(?i)\b(kernel|linux) (version )?[0-9]+\.[0-9]+[0-9.\-a-z_]*`)
)

func (r *reader) banners() {
	r.facts.Banners = map[string]Banner{}
	for _, p := range bannerFiles {
		b := Banner{Empty: true, Escapes: []string{}, System: []string{}, Source: facts.File(p)}
		info, err := r.h.Lstat(r.ctx, p)
		if err == nil && info.IsLink() {
			var to string
			if to, err = r.h.ReadLink(r.ctx, p); err == nil {
				b.Link = facts.Text(to)
			}
		}
		var text []byte
		if err == nil {
			text, err = r.h.ReadFile(r.ctx, p, host.ConfigLimit)
		}
		switch {
		case isAbsent(err):
		case err != nil:
			r.gaps.Add(keyed("banners", p), err)
			continue
		default:
			b.describe(text)
		}
		r.facts.Banners[p] = b
	}
	r.motdParts()
}

// describe fills in what the text tells.
func (b *Banner) describe(text []byte) {
	b.Exists, b.Bytes = true, len(text)
	sum := sha256.Sum256(text)
	b.Digest = hex.EncodeToString(sum[:])
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); len(line) > 0 && b.Empty {
			b.Empty, b.FirstLine = false, facts.Text(line)
		}
	}
	s := string(text[:min(len(text), 64<<10)])
	b.Text = facts.Text(strings.Join(strings.Fields(strings.ToLower(s)), " "))
	b.Escapes = unique(append(escape.FindAllString(s, -1), percent.FindAllString(s, -1)...))
	var names []string
	for _, m := range append(systems.FindAllString(s, -1), kernel.FindAllString(s, -1)...) {
		names = append(names, facts.Text(strings.Join(strings.Fields(m), " ")))
	}
	b.System = unique(names)
}

func unique(list []string) []string {
	slices.Sort(list)
	list = slices.Compact(list)
	if len(list) > 20 {
		list = list[:20]
	}
	if list == nil {
		return []string{}
	}
	return list
}

func (r *reader) motdParts() {
	list, err := r.h.ReadDir(r.ctx, "/etc/update-motd.d")
	if err != nil && !isAbsent(err) {
		r.gaps.Add("motd_parts", err)
		return
	}
	r.facts.MotdParts = []string{}
	for _, e := range list {
		if e.IsRegular() && e.Perm()&0o111 != 0 || e.IsLink() {
			r.facts.MotdParts = append(r.facts.MotdParts, facts.Text("/etc/update-motd.d/"+e.Name))
		}
	}
}
