package accounts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"isoscan/internal/facts"
)

const (
	lastlogPath  = "/var/log/lastlog"
	lastlog2Path = "/var/lib/lastlog/lastlog2.db"
	// lastlogLimit holds UIDs up to 114,000. The file has a hole for each UID
	// that never logged on, so it is large where UIDs are, and costs nothing.
	lastlogLimit = 32 << 20
	wtmpLimit    = 32 << 20
	lastlogSize  = 292 // int32 time, 32 bytes line, 256 bytes host
	utmpSize     = 384 // utmp(5) on 64-bit Linux
	userProcess  = 7
)

var wtmpPaths = []string{"/var/log/wtmp", "/var/log/wtmp.1"}

// lastLogons joins lastlog, which knows all time, and wtmp, which knows what
// rotation left. An account of which neither tells anything, because lastlog
// could not be read, is a gap: that wtmp is silent proves nothing.
func (g *gatherer) lastLogons() {
	g.f.LastLogons = map[string]LastLogon{}
	lastlog, lerr := g.h.ReadFile(g.ctx, lastlogPath, lastlogLimit)
	if errors.Is(lerr, fs.ErrNotExist) {
		if _, err := g.h.Stat(g.ctx, lastlog2Path); err == nil {
			lerr = fmt.Errorf("%s is a database that is not read", lastlog2Path)
		}
	}
	if lerr == nil {
		lerr = checkLastlog(lastlog, time.Now())
	}
	seen := map[string]LastLogon{}
	for _, p := range wtmpPaths {
		b, err := g.h.ReadFile(g.ctx, p, wtmpLimit)
		if err != nil {
			continue // lastlog decides; this only adds
		}
		for name, l := range parseWtmp(p, b) {
			if old, ok := seen[name]; !ok || l.At.After(*old.At) {
				seen[name] = l
			}
		}
	}
	var missing []string
	for name, u := range g.f.Users {
		if !u.LogOn {
			continue
		}
		l, found := seen[name]
		if lerr == nil {
			if ll := lastlogEntry(lastlog, u.UID); !found || ll.At != nil && ll.At.After(*l.At) {
				l, found = ll, true
			}
		}
		if found {
			g.f.LastLogons[name] = l
		} else {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 && len(g.f.LastLogons) == 0 {
		g.f.LastLogons = nil
		g.gaps.Add("last_logons", lerr)
		return
	}
	g.each("last_logons", missing, "", lerr)
}

// lastlogEntry reads the record of a UID. None, a short file and time 0 all
// mean that the account never logged on.
func lastlogEntry(b []byte, uid int64) LastLogon {
	out := LastLogon{Source: facts.File(lastlogPath)}
	if uid < 0 || (uid+1)*lastlogSize > int64(len(b)) {
		return out
	}
	r := b[uid*lastlogSize:][:lastlogSize]
	if sec := int32(binary.LittleEndian.Uint32(r)); sec > 0 {
		at := time.Unix(int64(sec), 0).UTC()
		out.At, out.From = &at, cString(r[36:292])
	}
	return out
}

// parseWtmp returns the last record of a log-on for each name.
func parseWtmp(path string, b []byte) map[string]LastLogon {
	out := map[string]LastLogon{}
	for ; len(b) >= utmpSize; b = b[utmpSize:] {
		r := b[:utmpSize]
		if binary.LittleEndian.Uint16(r) != userProcess {
			continue
		}
		name := cString(r[44:76])
		sec := int32(binary.LittleEndian.Uint32(r[340:]))
		if name == "" || sec <= 0 {
			continue
		}
		at := time.Unix(int64(sec), 0).UTC()
		if old, ok := out[name]; !ok || at.After(*old.At) {
			out[name] = LastLogon{At: &at, From: cString(r[76:332]), Source: facts.File(path)}
		}
	}
	return out
}

func cString(b []byte) string {
	s, _, _ := strings.Cut(string(b), "\x00")
	return facts.Text(s)
}
