package engagement

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/assessment"
)

// write puts a file into a new folder, and gives its path.
func write(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func picture(width, height int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		m.Set(x, x%height, color.RGBA{R: uint8(x), A: 255})
	}
	return m
}

func encoded(t *testing.T, kind string) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	if kind == "png" {
		err = png.Encode(&b, picture(40, 20))
	} else {
		err = jpeg.Encode(&b, picture(40, 20), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pngOf declares a size and holds no more than data.
func pngOf(width, height uint32, data []byte) []byte {
	var b bytes.Buffer
	chunk := func(kind string, body []byte) {
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(body)))
		b.Write(n[:])
		all := append([]byte(kind), body...)
		b.Write(all)
		binary.BigEndian.PutUint32(n[:], crc32.ChecksumIEEE(all))
		b.Write(n[:])
	}
	b.WriteString("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(nil, width)
	head = binary.BigEndian.AppendUint32(head, height)
	chunk("IHDR", append(head, 8, 6, 0, 0, 0))
	chunk("IDAT", data)
	chunk("IEND", nil)
	return b.Bytes()
}

const whole = `title: Audit 2026
client: Baker & Sons Ltd
organisation: Baker & Sons
team: [Ada Auditor (lead), Tom]
objectives: [How far the servers meet the standard.]
scope: The servers.
places: [head office]
period: {from: 2026-11-02, to: 2026-11-20}
confidentiality: confidential
distribution: [management]
disagreements: [The test server.]
follow_up: [By December.]
auditor: Ada Auditor
auditee: Anna Baker
accent: "#22aaFF"
logo: logo.png
`

func TestReadGivesEveryKey(t *testing.T) {
	dir := t.TempDir()
	logo := encoded(t, "png")
	write(t, dir, "logo.png", logo)
	got, err := Read(write(t, dir, "e.yaml", []byte(whole)))
	if err != nil {
		t.Fatal(err)
	}
	want := &assessment.Engagement{
		Title: "Audit 2026", Client: "Baker & Sons Ltd", Organisation: "Baker & Sons", Team: []string{"Ada Auditor (lead)", "Tom"},
		Objectives: []string{"How far the servers meet the standard."}, Scope: "The servers.", Places: []string{"head office"},
		PeriodFrom: "2026-11-02", PeriodTo: "2026-11-20", Confidentiality: "confidential", Distribution: []string{"management"},
		Disagreements: []string{"The test server."}, FollowUp: []string{"By December."}, Auditor: "Ada Auditor", Auditee: "Anna Baker",
		Accent: "#22aaFF", Logo: logo, LogoType: "png",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// What is not given stays empty: reports say "not stated".
func TestWhatIsNotStatedStaysEmpty(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "comments": "# nothing yet\n", "null": "null\n", "keys without values": "title:\nteam:\nperiod:\n",
		"byte order mark and CRLF": "\ufefftitle:\r\nteam: []\r\n",
	} {
		got, err := Read(write(t, t.TempDir(), "e.yaml", []byte(text)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got.Team = nil // none and an empty list say the same
		if d := cmp.Diff(&assessment.Engagement{}, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestEveryMistakeIsTold(t *testing.T) {
	bomb := "title: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for i := range 9 {
		bomb += fmt.Sprintf("x%d: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n", i, 'b'+i, 'a'+i, 'a'+i, 'a'+i, 'a'+i, 'a'+i, 'a'+i, 'a'+i, 'a'+i, 'a'+i)
	}
	for name, c := range map[string]struct{ text, want string }{
		"an unknown key":        {"title: x\nclint: Baker\n", `line 2: there is no key "clint"; the keys are title, client, `},
		"a key twice":           {"title: x\ntitle: y\n", `line 2: mapping key "title" already defined at line 1`},
		"a list for a text":     {"client: [a]\n", "line 1: a text is expected"},
		"a text for a list":     {"\nteam: Ada\n", "line 2: a list is expected: [one, another]"},
		"a text for the period": {"period: 2026\n", "line 1: a period is expected: {from: YYYY-MM-DD"},
		"a text alone":          {"Baker\n", "line 1: keys and their values are expected"},
		"several":               {"client: [a]\nteam: b\n", "line 1: a text is expected\nline 2: a list is expected"},
		"two documents":         {"title: x\n---\ntitle: y\n", "line 2: a second YAML document; keep one"},
		"no YAML":               {"title: [x\n", "no YAML: line "},
		"a tab":                 {"period:\n\tfrom: x\n", "no YAML: line 2: found character that cannot start any token"},
		"not UTF-8":             {"title: \xff\n", "no YAML: "},
		"an alias bomb":         {bomb, "line 2: there is no key"},
		"no day":                {"period: {from: 2026-02-30}\n", `period.from "2026-02-30": a day is written YYYY-MM-DD, and must exist`},
		"a leap day":            {"period: {to: 2027-02-29}\n", `period.to "2027-02-29": a day`},
		"a time":                {"period: {to: 2027-02-01T10:00:00Z}\n", `period.to "2027-02-01T10:00:00Z": a day`},
		"ends first":            {"period: {from: 2026-11-20, to: 2026-11-02}\n", "period: it ends on 2026-11-02, before it begins on 2026-11-20"},
		"a colour's name":       {"accent: red\n", `accent "red": a colour is written "#rrggbb", in quotes`},
		"a long text":           {"scope: " + strings.Repeat("é", maxText+1) + "\n", "scope: a text has 4001 characters, at most 4000 fit"},
		"a large file":          {strings.Repeat("# x\n", maxFile/4+1), "is larger than 262144 bytes"},
		"a logo that is none":   {"logo: e.yaml\n", "the logo e.yaml: neither a PNG nor a JPEG picture"},
		"no such logo":          {"logo: none.png\n", "no such file or directory"},
		"a folder as logo":      {"logo: .\n", "is not a regular file"},
	} {
		path := write(t, t.TempDir(), "e.yaml", []byte(c.text))
		got, err := Read(path)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error is %v, want %s and the file's name", name, err, c.want)
		}
		if got != nil {
			t.Errorf("%s: something was read all the same", name)
		}
		if err != nil && strings.Contains(err.Error(), "engagement.") {
			t.Errorf("%s: words of the program: %v", name, err)
		}
	}
}

func TestLogos(t *testing.T) {
	large := encoded(t, "png")
	for name, c := range map[string]struct {
		data []byte
		kind string
		want string
	}{
		"a PNG":                         {encoded(t, "png"), "png", ""},
		"a JPEG under another name":     {encoded(t, "jpeg"), "jpeg", ""},
		"broken off":                    {large[:len(large)/2], "", "the picture is damaged"},
		"declared 60000 by 60000":       {pngOf(60000, 60000, nil), "", "60000 by 60000 pixels, at most 4000 by 4000 fit"},
		"declared, and nothing in it":   {pngOf(4000, 4000, nil), "", "the picture is damaged"},
		"no width":                      {pngOf(0, 10, nil), "", "neither a PNG nor a JPEG"},
		"more than 4 MB":                {append(large, make([]byte, maxLogo)...), "", "is larger than 4194304 bytes"},
		"nothing":                       {nil, "", "neither a PNG nor a JPEG"},
		"a GIF":                         {[]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"), "", "neither a PNG nor a JPEG"},
		"a script in a picture's place": {[]byte("<svg onload='x()'/>"), "", "neither a PNG nor a JPEG"},
	} {
		dir := t.TempDir()
		write(t, dir, "logo.png", c.data)
		got, err := Read(write(t, dir, "e.yaml", []byte("logo: logo.png\n")))
		if c.want != "" {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: error is %v, want %s", name, err, c.want)
			}
			continue
		}
		if err != nil || got.LogoType != c.kind || !bytes.Equal(got.Logo, c.data) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A FIFO has no end: to open it would wait for a writer.
func TestNothingButRegularFilesIsOpened(t *testing.T) {
	dir := t.TempDir()
	fifo := filepath.Join(dir, "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, name := range []string{fifo, dir, "/dev/zero", write(t, dir, "e.yaml", []byte("logo: fifo\n"))} {
			if _, err := Read(name); err == nil || !strings.Contains(err.Error(), "is not a regular file") {
				t.Errorf("%s: error is %v", name, err)
			}
		}
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("still waiting")
	}
}

// Whatever the bytes, parsing ends without a panic, and what is taken is in order
// or told.
func FuzzParse(f *testing.F) {
	for _, s := range []string{whole, "", "null", "title: x\n---\n", "- a", "? [a]\n: b", "title: &a x\nclient: *a\n", "<<: {title: x}", "title: !!binary aGk=", "period: {from: 2026-02-30}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > maxFile {
			return
		}
		d, err := parse(b)
		if err != nil {
			if strings.Contains(err.Error(), "engagement.") {
				t.Errorf("words of the program: %v", err)
			}
			return
		}
		if err := d.check(); err == nil && d.Period.From != "" && d.Period.To != "" && d.Period.To < d.Period.From {
			t.Errorf("the period ends before it begins: %+v", d.Period)
		}
	})
}
