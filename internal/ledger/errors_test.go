package ledger

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Each case is one mistake; the error is exactly that, with file, line and hint.
func TestEveryMistakeIsReportedWithItsLine(t *testing.T) {
	asset := func(items string) string { return head + "assets:\n" + items }
	waiver := func(old, new string) string { return strings.Replace(waivers("a"), old, new, 1) }
	for name, c := range map[string]struct {
		text string
		// want is "LINE: message" and hint what to do.
		want, hint string
	}{
		"no schema":                {"people: []\n", `1: key "schema" is missing`, "write schema: isoscan/ledger/1"},
		"another schema":           {"schema: isoscan/ledger/9\n", `1: schema: "isoscan/ledger/9" is none of isoscan/ledger/1`, "write schema: isoscan/ledger/1"},
		"nothing":                  {"# all comments\n", "1: holds no records", "write schema: isoscan/ledger/1"},
		"a list":                   {"- a\n", "1: holds a list where a mapping is expected", "write schema: isoscan/ledger/1 first"},
		"no YAML":                  {head + "people: [a\n", "", ""},
		"a tab":                    {head + "people:\n\t- a\n", "3: is no YAML: found character that cannot start any token", "indent with blanks, not with tabs; put a text in quotes that begins with a sign such as @ or %"},
		"not UTF-8":                {head + "organisation: \xff\n", "2: is not UTF-8 text", "save the file as UTF-8"},
		"a null byte":              {head + "organisation: a\x00b\n", "2: holds a null byte", "remove it"},
		"an override":              {head + "organisation: \"a\u202eb\"\n", "2: a character that turns the direction of text around: what is read would not be what counts", `remove it, or write it as \u and four digits in double quotes`},
		"an isolate in a comment":  {head + "people: [] # €\u2066\n", "2: a character that turns the direction of text around: what is read would not be what counts", `remove it, or write it as \u and four digits in double quotes`},
		"two documents":            {head + "---\nschema: isoscan/ledger/1\n", "2: a second YAML document", "put it into a file of its own"},
		"anchor":                   {head + "organisation: &x Baker\n", "2: anchor &x: anchors are not allowed in a ledger", "remove it, and write the value where it is used"},
		"tag":                      {head + "organisation: !!str Baker\n", "2: tag !!str: tags are not allowed in a ledger", "remove it"},
		"directive":                {"%YAML 1.1\n---\n" + head, "1: a YAML directive: directives are not allowed in a ledger", "remove the line"},
		"merge key":                {asset("- id: a\n  <<: {location: here}\n"), "", ""},
		"key twice":                {asset("- id: a\n  id: b\n"), `4: key "id" stands twice, first in line 3`, "keep one of them"},
		"key that is a list":       {asset("- id: a\n  ? [x]\n  : y\n"), "", ""},
		"unknown key":              {asset("- id: a\n  ownr: anna\n"), `4: assets[1]: unknown key "ownr"`, "did you mean owner?"},
		"far from any key":         {head + "wibblewobble: 1\n", `2: unknown key "wibblewobble"`, "known here: schema, organisation, people, assets, attestations, waivers, applicability"},
		"number for text":          {asset("- id: a\n  cost_centre: 4711\n"), "4: assets[1].cost_centre: a number where a text is expected", `write "4711", in quotes`},
		"mapping for list":         {head + "assets: {id: a}\n", "2: assets: a mapping where a list is expected", "begin each item with a dash"},
		"text for mapping":         {head + "assets: [a]\n", "2: assets[1]: a text where a mapping is expected", ""},
		"empty list":               {asset("- id: a\n  services: []\n"), "4: assets[1].services: the list is empty", "leave the key out, or write an item"},
		"nothing for text":         {attestation("It is so.", ""), "6: attestations[1].statement: nothing where a text is expected", "write text"},
		"blank text":               {attestation("It is so.", `"  "`), `6: attestations[1].statement: "  " is empty`, "write text"},
		"long text":                {attestation("It is so.", strings.Repeat("é", MaxText+1)), `6: attestations[1].statement: "` + strings.Repeat("é", 77) + `..." has more than 10000 characters`, "write text"},
		"control characters":       {attestation("It is so.", `"a\e[2Jb"`), `6: attestations[1].statement: "a\x1b[2Jb" has control characters`, "write text"},
		"wrong id":                 {attestation("att-1", "Att 1"), `3: attestations[1].id: "Att 1" has the wrong form`, idHint},
		"no day":                   {attestation("2026-03-01", "2026-02-30"), `9: attestations[1].date: "2026-02-30" is no day of the calendar`, "write a day as YYYY-MM-DD"},
		"soon":                     {attestation("2027-03-01", "soon"), `10: attestations[1].valid_until: "soon" has the wrong form`, "write a day as YYYY-MM-DD"},
		"a time":                   {attestation("2026-03-01", "2026-03-01T12:00:00Z"), `9: attestations[1].date: "2026-03-01T12:00:00Z" has the wrong form`, "write a day as YYYY-MM-DD"},
		"end before start":         {attestation("2027-03-01", "2026-02-28"), "3: att-1: valid_until 2026-02-28 is before date 2026-03-01", ""},
		"both ends":                {attestation("    valid_until", "    period: 1y\n    valid_until"), "3: attestations[1]: valid_until and period exclude each other", "keep one of them"},
		"no end":                   {attestation("    valid_until: 2027-03-01\n", ""), "3: attestations[1]: one of valid_until or period is needed", ""},
		"wrong period":             {attestation("valid_until: 2027-03-01", "period: a year"), `10: attestations[1].period: "a year" has the wrong form`, "write a number and d, m or y: 365d, 12m or 1y"},
		"endless period":           {attestation("valid_until: 2027-03-01", "period: 99999y"), "3: att-1: period 99999y ends after the year 9999", "write a shorter one"},
		"unknown control":          {attestation("3.1.1", "3.1.9"), "3: att-1: the standard has no control 3.1.9", "did you mean 3.1.1?"},
		"far control":              {attestation("3.1.1", "77.88.99"), "3: att-1: the standard has no control 77.88.99", "isoscan controls lists them"},
		"objective":                {attestation("3.1.1", "3.1"), `4: attestations[1].control: "3.1" has the wrong form`, `write the number of a control in quotes, such as "9.4.3"`},
		"unknown person":           {attestation("owner: anna", "owner: ana"), `3: att-1: owner "ana" is none of the people`, "did you mean anna?"},
		"person far away":          {attestation("approver: bert", "approver: zacharias"), `3: att-1: approver "zacharias" is none of the people`, "add the person to people"},
		"no scope":                 {attestation("    scope: all\n", ""), `3: attestations[1]: key "scope" is missing`, scopeHint},
		"scope of one host":        {attestation("scope: all", "scope: web01"), `5: attestations[1].scope: "web01" is no scope`, scopeHint},
		"empty scope":              {attestation("scope: all", "scope: {}"), "5: attestations[1].scope: neither hosts nor labels", scopeHint},
		"character class":          {attestation("scope: all", `scope: {hosts: ["web[0-9]"]}`), `5: attestations[1].scope.hosts[1]: "web[0-9]" has the wrong form`, forms["pattern"].hint},
		"bad label of scope":       {attestation("scope: all", "scope: {labels: {Env: x}}"), `5: attestations[1].scope.labels: name of a label "Env" has the wrong form`, idHint},
		"no evidence kind":         {attestation("    owner", "    evidence:\n      - {digest: \"sha256:"+strings.Repeat("0", 64)+"\"}\n    owner"), "8: attestations[1].evidence[1]: one of file, reference or link is needed", ""},
		"two evidence kinds":       {attestation("    owner", "    evidence: [{file: a, link: \"https://a\"}]\n    owner"), "7: attestations[1].evidence[1]: file and link exclude each other", "keep one of them"},
		"file outside":             {attestation("    owner", "    evidence: [{file: a/../../etc/passwd}]\n    owner"), `7: attestations[1].evidence[1].file: "a/../../etc/passwd" does not lead to a file below the ledger's folder`, forms["file"].hint},
		"absolute file":            {attestation("    owner", "    evidence: [{file: /etc/passwd}]\n    owner"), `7: attestations[1].evidence[1].file: "/etc/passwd" has the wrong form`, forms["file"].hint},
		"link that runs":           {attestation("    owner", "    evidence: [{link: \"javascript:alert(1)\"}]\n    owner"), `7: attestations[1].evidence[1].link: "javascript:alert(1)" has the wrong form`, forms["link"].hint},
		"short digest":             {attestation("    owner", "    evidence: [{file: a, digest: \"sha256:00\"}]\n    owner"), `7: attestations[1].evidence[1].digest: "sha256:00" has the wrong form`, forms["digest"].hint},
		"measured text":            {attestation("    owner", "    measured: {value: \"96\", unit: percent, of: staff}\n    owner"), "7: attestations[1].measured.value: a text where a number is expected", "write a number without quotes, such as 96.5"},
		"measured nothing":         {attestation("    owner", "    measured: {value: .nan, unit: percent, of: staff}\n    owner"), `7: attestations[1].measured.value: ".nan" is no number to compare with`, "write a number such as 96.5"},
		"rule and control":         {waiver("  rule:", "  control: \"9.4.3\"\n  rule:"), "3: waivers[1]: rule and control exclude each other", "keep one of them"},
		"neither rule nor control": {waiver("  rule: services-ftp\n", ""), "3: waivers[1]: one of rule or control is needed", ""},
		"never ends":               {waiver("  expires: 2026-06-01\n", ""), `3: waivers[1]: key "expires" is missing`, "write a day as YYYY-MM-DD"},
		"expires first":            {waiver("2026-06-01", "2026-01-01"), "3: wv-a: expires 2026-01-01 is before granted 2026-02-01", ""},
		"yes for true":             {head + "applicability:\n- {id: s, control: \"8.7.3\", applicable: \"yes\", justification: x, owner: anna, approver: bert, date: 2026-01-01, period: 1y}\n", "3: applicability[1].applicable: a text where true or false is expected", "write true or false"},
		"unknown asset":            {asset("- id: rack1\n- {id: a, part_of: rack2}\n"), `4: a: part_of "rack2" is no asset`, "did you mean rack1?"},
		"part of itself":           {asset("- {id: a, part_of: a}\n"), "3: a: part_of leads in a circle: a, a", "leave part_of out of one of them"},
		"circle":                   {asset("- {id: a, part_of: b}\n- {id: b, part_of: c}\n- {id: c, part_of: b}\n"), "4: b: part_of leads in a circle: b, c, b", "leave part_of out of one of them"},
		"id twice":                 {asset("- id: a\n- id: a\n  host: b\n"), `4: id "a" stands twice, first in a.yaml:3`, "give one of them another id"},
		"person and asset":         {asset("- id: anna\n"), `2: id "anna" stands twice, first in a.yaml:3`, "give one of them another id"},
		"host twice":               {asset("- {id: a, host: web}\n- {id: b, host: web}\n"), `4: b: host "web" is also asset "a" in a.yaml:3`, "keep one of them, or give each its machine_id"},
		"own label":                {asset("- {id: a, labels: {role: x}}\n"), `3: a: label "role" is a key of assets`, "write it as a key of the asset itself"},
		"wrong role":               {asset("- {id: a, role: sever}\n"), `3: assets[1].role: "sever" is none of server, workstation, laptop, container, other`, forms["role"].hint},
		"port":                     {asset("- {id: a, services: [tcp/70000]}\n"), `3: assets[1].services[1]: "tcp/70000" has a port above 65535`, forms["service"].hint},
		"warranty first":           {asset("- {id: a, purchased: 2026-01-01, warranty_until: 2025-01-01}\n"), "3: a: warranty_until 2025-01-01 is before purchased 2026-01-01", ""},
		"account's owner":          {asset("- {id: a, accounts: [{name: deploy, owner: carl}]}\n"), `3: a: owner of account "deploy" "carl" is none of the people`, "add the person to people"},
		"too deep":                 {head + "assets: " + strings.Repeat("[", 30) + strings.Repeat("]", 30) + "\n", "2: is nested deeper than 20 levels", ""},
		"much too deep":            {head + "assets: " + strings.Repeat("[", 20_000), "0: is nested deeper than 20 levels", ""},
	} {
		t.Run(name, func(t *testing.T) {
			ledger := files("a.yaml", c.text, "z.yaml", people)
			if name == "person and asset" {
				ledger = files("a.yaml", people, "z.yaml", c.text)
			}
			e := problemsOf(t, ledger)
			p := e.Problems[0]
			if got := fmt.Sprintf("%d: %s", p.Line, p.Message); name == "person and asset" {
				if p.File != "z.yaml" || p.Line != 3 || !strings.HasSuffix(c.want, p.Message) {
					t.Errorf("got %s", e)
				}
			} else if c.want != "" && (got != c.want || p.Hint != c.hint || len(e.Problems) != 1) {
				t.Errorf("got  %s\nhint %s\nwant %s\nhint %s", e, p.Hint, c.want, c.hint)
			} else if p.File != "a.yaml" || p.Line == 0 && name != "much too deep" {
				t.Errorf("no file and line: %s", e)
			}
		})
	}
}

func TestAliasesAreRefused(t *testing.T) {
	bomb := head + "people:\n  - &a [x, x, x, x, x, x, x, x, x]\n"
	for i := 'b'; i < 'j'; i++ {
		bomb += fmt.Sprintf("  - &%c [%s*%c]\n", i, strings.Repeat(fmt.Sprintf("*%c, ", i-1), 8), i-1)
	}
	start := time.Now()
	e := problemsOf(t, files("a.yaml", bomb))
	if !strings.Contains(e.Error(), "a.yaml:4: alias *a: aliases are not allowed in a ledger") {
		t.Error(e)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %s", d)
	}
}

// Every problem of every file, in order; a bound keeps the error readable.
func TestAllProblemsAreReported(t *testing.T) {
	e := problemsOf(t, files("b.yaml", attestation("owner: anna", "owner: x"), "a.yaml", attestation("att-1", "att-2", "3.1.1", "3.1.9", "bert", "carl"), "p.yaml", people))
	want := `a.yaml:3: att-2: the standard has no control 3.1.9
a.yaml:3: att-2: approver "carl" is none of the people
b.yaml:3: att-1: owner "x" is none of the people`
	if d := cmp.Diff(want, e.Error()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	many := head + "people:\n" + strings.Repeat("  - {id: X, name: x}\n", 5000)
	e = problemsOf(t, files("a.yaml", many))
	lines := strings.Split(e.Error(), "\n")
	if len(lines) != 101 || lines[100] != "and 4900 more" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

func TestWhichFilesAreRead(t *testing.T) {
	l, err := Load(files(
		"people.yml", people, "sub/one/two/a.yaml", attestation(), "readme.txt", "x", ".hidden.yaml", "x: [", ".git/config.yaml", "x: [",
		"evidence/a.yaml", "x: [", "sub/evidence/b.yaml", "x: [",
	), known(t))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"people.yml", "sub/one/two/a.yaml"}, l.Files); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for name, c := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"none":      {files("readme.txt", "x"), ".: no YAML file in the ledger's folder"},
		"too deep":  {files("people.yaml", people, "a/b/c/d/e.yaml", people), "a/b/c/d: is more than 3 folders deep"},
		"too large": {files("a.yaml", people+strings.Repeat("#", MaxFile)), "a.yaml: is larger than 16777216 bytes"},
		"too large in all": {files("a.yaml", people+strings.Repeat("#", MaxFile-1000), "b.yaml", head+strings.Repeat("#", MaxFile-1000), "c.yaml", head+strings.Repeat("#", MaxFile-1000), "d.yaml", head+strings.Repeat("#", MaxFile-1000), "e.yaml", head+strings.Repeat("#", 9000)),
			"e.yaml: the ledger is larger than 67108864 bytes"},
		"too many values":    {files("a.yaml", head+"assets: ["+strings.Repeat("a,", maxMarks)+"]"), "a.yaml: holds more than 2097152 values"},
		"link to a folder":   {fstest.MapFS{"sub": {Data: []byte("evidence"), Mode: fs.ModeSymlink | 0o777}, "evidence/x": {}, "b.yaml": {Data: []byte(people), Mode: 0o644}}, "sub: cannot be read: is a symbolic link to a folder, and links are not followed"},
		"link":               {fstest.MapFS{"a.yaml": {Data: []byte("b.yaml"), Mode: fs.ModeSymlink | 0o777}, "b.yaml": {Data: []byte(people), Mode: 0o644}}, "a.yaml: cannot be read: is a symbolic link, and links are not followed"},
		"odd name":           {files("a\nb.yaml", people), "a\nb.yaml: a file name that messages cannot show"},
		"organisation twice": {files("a.yaml", head+"organisation: A\n", "b.yaml", head+"organisation: A\n"), "b.yaml:2: organisation stands twice, first in a.yaml:2"},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, problemsOf(t, c.files).Error()); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	many := files()
	for i := range MaxFiles + 1 {
		many[fmt.Sprintf("%d.yaml", i)] = &fstest.MapFile{Data: []byte(head), Mode: 0o644}
	}
	if e := problemsOf(t, many); e.Error() != ".: holds 2001 YAML files, more than 2000" {
		t.Error(e)
	}
	records := head + "assets:\n" + strings.Repeat("- {}\n", MaxRecords+1)
	if e := problemsOf(t, files("a.yaml", records)); !strings.Contains(e.Error(), "a.yaml:3: the ledger holds more than 200000 records") {
		t.Error(e)
	}
}

// A folder of the real file system, through os.Root as the command line opens it:
// nothing waits, and no link leads out.
func TestARealFolder(t *testing.T) {
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "secret.txt")
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	evidence := "    evidence:\n"
	digest := "sha256:a7998f247bd965694ff227fa325c81169a07471a8b6808d3e002a486c4e65975" // of "key\n"
	for _, name := range []string{"good.txt", "changed.txt", "gone.txt", "fifo", "link.txt", "up/secret.txt", "folder"} {
		evidence += fmt.Sprintf("      - {file: evidence/%s, digest: %q}\n", name, digest)
	}
	evidence += "      - {file: evidence/good.txt}\n"
	write("a.yaml", attestation("    owner", evidence+"    owner"))
	write("people.yaml", people)
	write("evidence/good.txt", "key\n")
	write("evidence/changed.txt", "another\n")
	write("evidence/folder/x", "")
	if err := os.WriteFile(outside, []byte("key\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		syscall.Mkfifo(filepath.Join(dir, "evidence/fifo"), 0o644), os.Symlink(outside, filepath.Join(dir, "evidence/link.txt")),
		os.Symlink(filepath.Dir(outside), filepath.Join(dir, "evidence/up")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	l, err := Load(root.FS(), known(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range l.Facts(day("2026-04-01"), RuleLookup{})[0].Evidence {
		got = append(got, e.Reference+" "+e.State)
	}
	want := []string{
		"evidence/good.txt match", "evidence/changed.txt mismatch", "evidence/gone.txt missing", "evidence/fifo unreadable",
		"evidence/link.txt unreadable", "evidence/up/secret.txt unreadable", "evidence/folder unreadable", "evidence/good.txt unchecked",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(root.FS(), known(t)); err == nil || err.Error() != "pipe.yaml: cannot be read: is no regular file" {
		t.Errorf("a FIFO: %v", err)
	}
}

func TestDigestIsOfNamesAndContents(t *testing.T) {
	digest := func(pairs ...string) string {
		l, err := Load(files(pairs...), known(t))
		if err != nil {
			t.Fatal(err)
		}
		return l.Digest
	}
	base := digest("a.yaml", people, "b.yaml", head)
	if base != digest("b.yaml", head, "a.yaml", people) {
		t.Error("the order of reading matters")
	}
	for _, other := range []string{digest("a.yaml", people, "c.yaml", head), digest("a.yaml", people+"#", "b.yaml", head), digest("a.yaml", people)} {
		if other == base {
			t.Error("two ledgers have one digest")
		}
	}
}

func TestPeriods(t *testing.T) {
	for _, c := range [][3]string{
		{"2026-03-01", "1y", "2027-03-01"}, {"2026-03-01", "12m", "2027-03-01"}, {"2026-03-01", "365d", "2027-03-01"}, {"2024-02-29", "1y", "2025-02-28"},
		{"2026-01-31", "1m", "2026-02-28"}, {"2026-12-31", "2m", "2027-02-28"}, {"2026-12-31", "1d", "2027-01-01"}, {"9999-12-31", "1d", ""}, {"2026-01-01", "", ""},
	} {
		if got := after(c[0], c[1]); got != c[2] {
			t.Errorf("%s and %s: %s, want %s", c[0], c[1], got, c[2])
		}
	}
}
