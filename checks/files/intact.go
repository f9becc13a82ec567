package files

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// programLimit bounds a program that is compared with its digest, in bytes.
const programLimit = 64 << 20

// ownership asks the package database which programs with rights of their own
// it brought, and whether these are still what it brought.
func (w *walker) ownership() {
	names := slices.AppendSeq(slices.Collect(maps.Keys(w.setuid)), maps.Keys(w.caps))
	if len(names) == 0 {
		return
	}
	slices.Sort(names)
	w.know(names)
	if w.packages == nil {
		if len(w.setuid) > 0 {
			w.gaps.AddReason("setuid[*].packaged", w.packagesWhy, false)
			w.gaps.AddReason("setuid[*].recorded_mode", w.packagesWhy, false)
		}
		if len(w.caps) > 0 {
			w.gaps.AddReason("capabilities[*].packaged", w.packagesWhy, false)
		}
		return
	}
	for _, n := range names {
		rec, told := w.packages[merged(n)]
		if !told {
			w.untold(n)
			continue
		}
		if rec.other {
			// A program stands where the package has a link or a folder.
			rec = record{}
		}
		brought := rec.pkg != ""
		if c, ok := w.caps[n]; ok {
			c.Packaged = &brought
			w.caps[n] = c
		}
		s, ok := w.setuid[n]
		if !ok {
			continue
		}
		s.Packaged = &brought
		if rec.pkg != "" {
			name := facts.Text(rec.pkg)
			s.Package = &name
		}
		s.RecordedMode = &rec.mode
		if rec.digest != "" {
			b, err := w.h.ReadFile(w.ctx, n, programLimit)
			if err != nil {
				w.gaps.Add(keyed("setuid", n)+".intact", err)
			} else {
				same := matches(b, rec.digest)
				s.Intact = &same
			}
		}
		w.setuid[n] = s
	}
}

// untold is about a program that no package has whose list could be read.
func (w *walker) untold(n string) {
	if _, ok := w.setuid[n]; ok {
		w.gaps.AddReason(keyed("setuid", n)+".packaged", w.packagesWhy, false)
		w.gaps.AddReason(keyed("setuid", n)+".recorded_mode", w.packagesWhy, false)
	}
	if _, ok := w.caps[n]; ok {
		w.gaps.AddReason(keyed("capabilities", n)+".packaged", w.packagesWhy, false)
	}
}

// matches compares with a digest as the package databases keep it. It tells a
// changed program from one that was brought; it is no proof against somebody
// who can make collisions, or change the database.
func matches(b []byte, digest string) bool {
	kind, want, _ := strings.Cut(digest, ":")
	if kind == "Q1" {
		sum := sha1.Sum(b)
		return base64.StdEncoding.EncodeToString(sum[:]) == want
	}
	sum, ok := hashes[kind]
	return ok && hex.EncodeToString(sum(b)) == want
}

var hashes = map[string]func([]byte) []byte{
	"md5":    func(b []byte) []byte { s := md5.Sum(b); return s[:] },
	"sha1":   func(b []byte) []byte { s := sha1.Sum(b); return s[:] },
	"sha256": func(b []byte) []byte { s := sha256.Sum256(b); return s[:] },
	"sha384": func(b []byte) []byte { s := sha512.Sum384(b); return s[:] },
	"sha512": func(b []byte) []byte { s := sha512.Sum512(b); return s[:] },
}
