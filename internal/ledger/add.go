package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// DefaultFile is where a record goes when nobody says: the files that Skeleton
// has. It is "" for what is no record.
func DefaultFile(record any) string {
	switch r := record.(type) {
	case Person:
		return "organisation.yaml"
	case Asset:
		return "assets.yaml"
	case Attestation:
		return clauseFile(r.Control)
	case Waiver:
		return "waivers.yaml"
	case Applicability:
		return "applicability.yaml"
	}
	return ""
}

func clauseFile(control string) string {
	clause, _, _ := strings.Cut(control, ".")
	if len(clause) == 1 {
		clause = "0" + clause
	}
	return "attestations/c" + clause + ".yaml"
}

// Add appends a record (a Person, Asset, Attestation, Waiver or Applicability) to
// a file of the ledger that root is the folder of, and gives the ledger with it
// and the text that it added. An empty file name means DefaultFile; the file is made when there is
// none. What stands in the file stays as it is, comments and layout included.
//
// The file of an attestation's evidence gets its digest when the record gives
// none. The ledger with the record must load, else nothing is written and the
// error is that of Load, with the lines of the file as it would have been. The
// file is exchanged whole.
func Add(root *os.Root, file string, record any, known Known) (*Ledger, string, error) {
	list := listOf(record)
	if list == "" {
		return nil, "", fmt.Errorf("a %T is no record of a ledger", record)
	}
	if file == "" {
		file = DefaultFile(record)
	}
	if fault := readable(file); fault != "" {
		return nil, "", fmt.Errorf("%s %s", file, fault)
	}
	if a, ok := record.(Attestation); ok {
		full, err := withDigests(root.FS(), a)
		if err != nil {
			return nil, "", err
		}
		record = full
	}
	text, err := Render(record)
	if err != nil {
		return nil, "", err
	}
	x := &exchange{root: root, file: file}
	if err := x.begin(); err != nil {
		return nil, "", err
	}
	defer x.end()
	_, before, err := contents(root.FS(), known, file, x.old)
	if err != nil {
		return nil, "", err
	}
	var first error
	for _, candidate := range insertions(x.old, list, text) {
		l, after, err := contents(root.FS(), known, file, candidate)
		if err == nil && !after.isBeforeAnd(before, record) {
			err = fmt.Errorf("%s: a record cannot be added to this file as text; add it by hand:\n%s", file, text)
		}
		if err == nil {
			return l, text, x.write(candidate)
		}
		first = cmpErr(first, err)
	}
	return nil, "", first
}

func cmpErr(first, err error) error {
	if first != nil {
		return first
	}
	return err
}

// withDigests looks at the files that an attestation names without a digest.
func withDigests(fsys fs.FS, a Attestation) (Attestation, error) {
	a.Evidence = slices.Clone(a.Evidence)
	for i := range a.Evidence {
		e := &a.Evidence[i]
		if e.File == "" || e.Digest != "" {
			continue
		}
		if fault := forms["file"].fault(e.File); fault != "" {
			return a, fmt.Errorf("evidence %s %s", e.File, fault)
		}
		digest, err := DigestEvidence(fsys, e.File)
		if err != nil {
			return a, fmt.Errorf("evidence %s: %w", e.File, cause(err))
		}
		e.Digest = digest
	}
	return a, nil
}

// inventory is every record by id, without its position.
type inventory map[string]any

// contents loads the ledger with other content of one file, and lists its records;
// nil content is no file, and a ledger without files is empty.
func contents(fsys fs.FS, known Known, file string, data []byte) (*Ledger, inventory, error) {
	instead := map[string][]byte{file: data}
	if data == nil {
		instead[file] = []byte("schema: " + Schema + "\n")
	}
	l, err := load(fsys, known, instead)
	if err != nil {
		return nil, nil, err
	}
	inv := inventory{"": l.Organisation}
	for _, p := range l.People {
		p.Position = Position{}
		inv[p.ID] = p
	}
	for _, a := range l.Assets {
		a.Position = Position{}
		inv[a.ID] = a
	}
	for _, a := range l.Attestations {
		a.Position = Position{}
		inv[a.ID] = a
	}
	for _, w := range l.Waivers {
		w.Position = Position{}
		inv[w.ID] = w
	}
	for _, a := range l.Applicability {
		a.Position = Position{}
		inv[a.ID] = a
	}
	return l, inv, nil
}

// isBeforeAnd: all that was there before, unchanged, and the record.
func (inv inventory) isBeforeAnd(before inventory, record any) bool {
	v := reflect.New(reflect.TypeOf(record)).Elem()
	v.Set(reflect.ValueOf(record))
	v.FieldByName("Position").SetZero()
	want := maps.Clone(before)
	want[v.FieldByName("ID").String()] = v.Interface()
	return len(want) == len(before)+1 && reflect.DeepEqual(inv, want)
}

// insertions are ways to put an item into a file, the tidiest first. Each is
// tried until one gives the ledger that it should: YAML has more layouts than
// are worth telling apart.
func insertions(old []byte, list, item string) [][]byte {
	newline := "\n"
	if bytes.Contains(old, []byte("\r\n")) {
		newline = "\r\n"
	}
	if old == nil {
		return [][]byte{[]byte("schema: " + Schema + "\n" + list + ":\n" + item)}
	}
	text := string(old)
	if !strings.HasSuffix(text, "\n") {
		text += newline
	}
	lines := strings.SplitAfter(text, "\n")
	lines = lines[:len(lines)-1]
	var doc yaml.Node
	if yaml.Unmarshal(old, &doc) != nil || len(doc.Content) == 0 {
		return nil // refused by Load before
	}
	root := doc.Content[0]
	put := func(at, indent int, text string) []byte {
		pad := strings.Repeat(" ", indent)
		var b strings.Builder
		for _, l := range lines[:at] {
			b.WriteString(l)
		}
		for l := range strings.SplitAfterSeq(strings.TrimSuffix(text, "\n"), "\n") {
			l = strings.TrimSuffix(l, "\n")
			if l != "" {
				l = pad + l
			}
			b.WriteString(l + newline)
		}
		for _, l := range lines[at:] {
			b.WriteString(l)
		}
		return []byte(b.String())
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		if key.Value != list {
			continue
		}
		end := len(lines)
		if i+2 < len(root.Content) {
			end = root.Content[i+2].Line - 1
		}
		indent := 0
		if value.Kind == yaml.SequenceNode && len(value.Content) > 0 {
			indent = value.Column - 1
		}
		if value.Kind == yaml.SequenceNode && len(value.Content) == 0 {
			lines[value.Line-1] = strings.Replace(lines[value.Line-1], "[]", "", 1)
		}
		return [][]byte{put(above(lines, key.Line, end), indent, item), put(end, indent, item)}
	}
	return [][]byte{put(len(lines), 0, list+":\n"+item)}
}

// above goes back from the next key over its comments and blank lines, which
// stay with it. Comments in the first column only: others may be text.
func above(lines []string, key, end int) int {
	if end == len(lines) {
		return end
	}
	at := end
	for at > key && (strings.TrimSpace(lines[at-1]) == "" || strings.HasPrefix(lines[at-1], "#")) {
		at--
	}
	return at
}

// exchange replaces a file whole, or leaves it. The new content is written beside
// it under a fixed name, so that two at a time do not lose one's record.
type exchange struct {
	root *os.Root
	file string
	// old is nil when there is no file.
	old  []byte
	mode fs.FileMode
	next string
	f    *os.File
	// made are folders that were not there before, the outermost first.
	made []string
}

func (x *exchange) begin() error {
	dir := path.Dir(x.file)
	if err := x.folders(dir); err != nil {
		x.end()
		return fmt.Errorf("making the folder %s: %w", dir, cause(err))
	}
	x.next = path.Join(dir, "."+path.Base(x.file)+".new")
	f, err := x.root.OpenFile(x.next, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		x.end()
	}
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: another change of %s is under way; remove the file if that change was broken off", x.next, x.file)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", x.file, cause(err))
	}
	x.f, x.mode = f, 0o644
	x.old, err = x.read()
	if err != nil {
		x.end()
		return fmt.Errorf("reading %s: %w", x.file, err)
	}
	return nil
}

func (x *exchange) read() ([]byte, error) {
	f, _, err := openRegular(x.root.FS(), x.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil {
		x.mode = info.Mode().Perm()
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if data == nil {
		data = []byte{}
	}
	return data, err
}

func (x *exchange) write(data []byte) error {
	now, err := x.read()
	if err != nil {
		return fmt.Errorf("reading %s: %w", x.file, err)
	}
	if !bytes.Equal(now, x.old) || (now == nil) != (x.old == nil) {
		return fmt.Errorf("%s was changed meanwhile: nothing is written; try again", x.file)
	}
	_, err = x.f.Write(data)
	err = errors.Join(err, x.f.Chmod(x.mode), x.f.Sync(), x.f.Close())
	x.f = nil
	if err == nil {
		err = x.root.Rename(x.next, x.file)
	}
	if err != nil {
		err = errors.Join(fmt.Errorf("writing %s: %w", x.file, cause(err)), x.root.Remove(x.next))
		x.end()
		return err
	}
	x.made = nil
	return nil
}

// folders makes those of dir that are missing.
func (x *exchange) folders(dir string) error {
	if dir == "." {
		return nil
	}
	if err := x.folders(path.Dir(dir)); err != nil {
		return err
	}
	err := x.root.Mkdir(dir, 0o755)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err == nil {
		x.made = append(x.made, dir)
	}
	return err
}

// end removes what write did not use.
func (x *exchange) end() {
	if x.f != nil {
		_ = x.f.Close()           // nothing of it is kept
		_ = x.root.Remove(x.next) // the next change says so when it stays
		x.f = nil
	}
	for _, dir := range slices.Backward(x.made) {
		_ = x.root.Remove(dir) // stays when somebody else uses it
	}
	x.made = nil
}
