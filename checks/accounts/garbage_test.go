package accounts

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"isoscan/internal/host/hosttest"
)

// noise has every byte value, line ends and colons among them.
var noise = func() string {
	var b strings.Builder
	x := uint32(7)
	for range 4096 {
		x = x*1664525 + 1013904223
		b.WriteByte(byte(x >> 24))
	}
	return b.String()
}()

func TestRuinedFilesAreGaps(t *testing.T) {
	record := func(sec uint32) string {
		b := make([]byte, lastlogSize)
		binary.LittleEndian.PutUint32(b, sec)
		return string(b)
	}
	text := strings.Map(func(r rune) rune {
		if r == 0 {
			return -1
		}
		return r
	}, noise)
	for _, c := range []struct {
		file, content string
		want          []string
	}{
		{"/etc/passwd", noise, []string{"users", "credentials", "kinds", "duplicate_uids", "duplicate_names", "uid_zero"}},
		{"/etc/passwd", text, []string{"users", "credentials"}},
		{"/etc/passwd", "", []string{"users", "duplicate_uids"}},
		{"/etc/passwd", "# nobody\n+::::::\n", []string{"users", "duplicate_uids"}},
		{"/etc/passwd", "root:x:0:0::/root:/bin/sh\nthis is\nno account file\n", []string{"users"}},
		{"/etc/shadow", noise, []string{"shadow", "credentials"}},
		{"/etc/shadow", text, []string{"shadow", "credentials"}},
		{"/etc/shadow", "one line of text\n", []string{"shadow", "credentials"}},
		{"/etc/group", noise, []string{"groups", "duplicate_gids", "duplicate_groups"}},
		{"/etc/group", "", []string{"groups"}},
		{"/etc/gshadow", noise, []string{"gshadow"}},
		{"/var/log/lastlog", noise, []string{"last_logons"}},
		{"/var/log/lastlog", noise[:lastlogSize*10], []string{"last_logons"}},
		{"/var/log/lastlog", record(uint32(time.Now().Add(72 * time.Hour).Unix())), []string{"last_logons"}},
		{"/var/log/lastlog", record(1 << 31), []string{"last_logons"}},
	} {
		_, gaps := gather(t, hosttest.Tree(t, tree(map[string]string{c.file: c.content})))
		for _, w := range c.want {
			if !slices.Contains(gaps, "accounts."+w) {
				t.Errorf("%s with %.20q: no gap for %s in %v", c.file, c.content, w, gaps)
			}
		}
	}
	// Entries of accounts that are gone make no ruin, nor does one odd line.
	_, gaps := gather(t, hosttest.Tree(t, tree(map[string]string{
		"/etc/shadow": "root:*:20000:0:99999:7:::\nold:*:20000:0:99999:7:::\nolder:*:20000:0:99999:7:::\n",
		"/etc/group":  "root:x:0:\nodd\nalice:x:1001:\n", "/var/log/lastlog": record(1_740_000_000)})))
	if len(gaps) > 0 {
		t.Errorf("gaps: %v", gaps)
	}
}

// What can be read of a ruined file still tells of danger.
func TestRuinedFileStillConvicts(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, tree(map[string]string{"/etc/shadow": "alice::20400:1:90:7:30::\n" + noise})))
	if f.Credentials["alice"].State != stateEmpty || !slices.Contains(gaps, "accounts.shadow") {
		t.Errorf("%+v %v", f.Credentials["alice"], gaps)
	}
	if _, told := f.Credentials["root"]; told {
		t.Errorf("root: %+v", f.Credentials["root"])
	}
}
