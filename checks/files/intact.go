package files

import (
	"crypto/md5"
	"crypto/sha1"
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
		if c, ok := w.caps[n]; ok {
			c.Packaged = w.packaged(n)
			w.caps[n] = c
		}
		s, ok := w.setuid[n]
		if !ok {
			continue
		}
		rec := w.packages[merged(n)]
		s.Packaged = w.packaged(n)
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

// matches compares with a digest as the package databases keep it. It tells a
// changed program from one that was brought; it is no proof against somebody
// who can make collisions, or change the database.
func matches(b []byte, digest string) bool {
	kind, want, _ := strings.Cut(digest, ":")
	switch kind {
	case "md5":
		sum := md5.Sum(b)
		return hex.EncodeToString(sum[:]) == want
	case "sha1":
		sum := sha1.Sum(b)
		return base64.StdEncoding.EncodeToString(sum[:]) == want
	}
	return false
}
