package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Known is what a ledger can refer to outside itself.
type Known struct {
	// Control says whether a number such as "9.4.3" is one of the standard's.
	Control func(id string) bool
	// Controls are all their numbers, from which the nearest is suggested.
	Controls []string
}

// control is a check that without a Control takes any.
func (k Known) control(id string) bool { return k.Control == nil || k.Control(id) }

// Load reads every YAML file of the folder that fsys is rooted at, but for
// hidden ones and folders named evidence, and the evidence files that records
// name. Links are not followed and nothing but regular files is opened. Links on
// the way to a file are fsys's affair: os.Root keeps them inside. A ledger that
// breaks the format is refused whole, with an error of type *Invalid that holds
// every problem.
func Load(fsys fs.FS, known Known) (*Ledger, error) {
	l, err := load(fsys, known, nil)
	if err != nil {
		return nil, err
	}
	l.readEvidence(fsys)
	return l, nil
}

// load reads everything but evidence. What instead holds stands for the content
// of files, which need not exist.
func load(fsys fs.FS, known Known, instead map[string][]byte) (*Ledger, error) {
	r := &reader{fsys: fsys, known: known, instead: instead, words: map[string]string{}, l: &Ledger{
		contents: map[string]string{}, evidence: map[string]evidenceFile{},
	}}
	r.walk(".", 0)
	r.files = slices.AppendSeq(r.files, maps.Keys(instead))
	slices.Sort(r.files)
	r.files = slices.Compact(r.files)
	if len(r.files) == 0 && len(r.problems.list) == 0 {
		r.problems.add(Problem{File: ".", Message: "no YAML file in the ledger's folder", Hint: "isoscan ledger init writes a first one"})
	}
	if len(r.files) > MaxFiles {
		r.problems.add(Problem{File: ".", Message: fmt.Sprintf("holds %d YAML files, more than %d", len(r.files), MaxFiles)})
		return nil, r.problems.err()
	}
	sum := sha256.New()
	for _, name := range r.files {
		data, ok := r.read(name)
		if !ok {
			continue
		}
		one := sha256.Sum256(data)
		r.l.contents[name] = hex.EncodeToString(one[:])
		digestFile(sum, name, data)
		r.file(name, data)
	}
	r.words = nil
	r.check()
	if err := r.problems.err(); err != nil {
		return nil, err
	}
	r.l.Files = r.files
	r.l.Digest = "sha256:" + hex.EncodeToString(sum.Sum(nil))
	return r.l, nil
}

// digestFile adds one file to the digest of the ledger, with its lengths, so
// that no two ledgers make the same bytes.
func digestFile(w io.Writer, name string, data []byte) {
	var head [16]byte
	binary.BigEndian.PutUint64(head[:8], uint64(len(name)))
	binary.BigEndian.PutUint64(head[8:], uint64(len(data)))
	_, _ = w.Write(head[:]) // a hash never fails
	_, _ = io.WriteString(w, name)
	_, _ = w.Write(data)
}

// readable says why Load would never read a file of that name; "" when it would.
func readable(name string) string {
	folders := strings.Split(path.Dir(name), "/")
	switch {
	case !fs.ValidPath(name) || !isYAML(name):
		return "is no path below the ledger's folder that ends in .yaml"
	case slices.Contains(folders, "evidence"):
		return "lies in a folder named evidence, where no records are read"
	case strings.HasPrefix(name, ".") || strings.Contains(name, "/."):
		return "is hidden, and records there are not read"
	case path.Dir(name) != "." && len(folders) > MaxFolders:
		return fmt.Sprintf("is more than %d folders deep", MaxFolders)
	case unshowable(name):
		return "has a name that messages cannot show"
	}
	return ""
}

func isYAML(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// unshowable: messages could not name the file in one plain line, FILE:LINE.
func unshowable(name string) bool {
	return strings.ContainsFunc(name, func(c rune) bool { return c < ' ' || c == 0x7f || c == '\ufffd' || c == ':' })
}

type reader struct {
	fsys     fs.FS
	known    Known
	instead  map[string][]byte
	l        *Ledger
	files    []string
	entries  int
	total    int
	records  int
	problems problems
	// words holds one copy of each short text, since records repeat them.
	words map[string]string

	organisation Position
}

func (r *reader) intern(s string) string {
	if len(s) > 64 {
		return s
	}
	if w, ok := r.words[s]; ok {
		return w
	}
	r.words[s] = s
	return s
}

// maxEntries bounds what the folders of a ledger hold beside its records.
const maxEntries = 20_000

func (r *reader) walk(dir string, depth int) {
	fail := func(name, hint, format string, args ...any) {
		r.problems.add(Problem{File: name, Message: fmt.Sprintf(format, args...), Hint: hint})
	}
	list, err := fs.ReadDir(r.fsys, dir)
	if err != nil {
		fail(dir, readHint(err), "cannot be read: %v", cause(err))
		return
	}
	for _, e := range list {
		name := path.Join(dir, e.Name())
		if r.entries++; r.entries > maxEntries {
			if r.entries == maxEntries+1 {
				fail(".", "keep documents in folders named evidence", "holds more than %d files and folders", maxEntries)
			}
			return
		}
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		switch {
		case e.IsDir() && e.Name() == "evidence":
		case e.IsDir() && depth == MaxFolders:
			fail(name, "move its files up", "is more than %d folders deep", MaxFolders)
		case e.IsDir():
			r.walk(name, depth+1)
		case !isYAML(name) && e.Type()&fs.ModeSymlink != 0 && e.Name() != "evidence" && linksFolder(r.fsys, name):
			// Its records would be left out without a word.
			fail(name, "put the folder itself into the ledger", "cannot be read: %v", errLinkDir)
		case !isYAML(name):
		case !fs.ValidPath(name) || unshowable(name):
			fail(strings.ToValidUTF8(name, "?"), "rename it", "a file name that messages cannot show")
		default:
			r.files = append(r.files, name)
		}
	}
}

// linksFolder says whether a link leads to a folder, or may: what lies outside
// the ledger cannot be looked at, and names of folders have no ending.
func linksFolder(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return path.Ext(name) == "" && !errors.Is(err, fs.ErrNotExist)
	}
	return info.IsDir()
}

// read is a whole regular file within the bounds.
func (r *reader) read(name string) ([]byte, bool) {
	fail := func(hint, format string, args ...any) ([]byte, bool) {
		r.problems.add(Problem{File: name, Message: fmt.Sprintf(format, args...), Hint: hint})
		return nil, false
	}
	if data, ok := r.instead[name]; ok {
		r.total += len(data)
		return data, true
	}
	f, size, err := openRegular(r.fsys, name)
	if err != nil {
		return fail(readHint(err), "cannot be read: %v", cause(err))
	}
	defer f.Close()
	tooLarge := func() ([]byte, bool) {
		return fail("spread the records over several files", "is larger than %d bytes", MaxFile)
	}
	if size > MaxFile {
		return tooLarge()
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return fail(readHint(err), "cannot be read: %v", cause(err))
	}
	if len(data) > MaxFile {
		return tooLarge()
	}
	if r.total += len(data); r.total > MaxTotal {
		return fail("keep records that are long over elsewhere", "the ledger is larger than %d bytes", MaxTotal)
	}
	return data, true
}

var (
	errLink    = errors.New("is a symbolic link, and links are not followed")
	errIrregal = errors.New("is no regular file")
	errEscapes = errors.New("leads out of the ledger's folder")
	errLinkDir = errors.New("is a symbolic link to a folder, and links are not followed")
)

// openRegular opens a regular file. It looks before it opens, because opening a
// FIFO waits, and again after, in case it was exchanged in between.
func openRegular(fsys fs.FS, name string) (fs.File, int64, error) {
	info, err := fs.Lstat(fsys, name)
	if err != nil {
		return nil, 0, err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return nil, 0, errLink
	}
	if !info.Mode().IsRegular() {
		return nil, 0, errIrregal
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err = f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errIrregal
	}
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

// cause is an error without the path, which messages name already.
func cause(err error) error {
	var p *fs.PathError
	if !errors.As(err, &p) {
		return err
	}
	// os.Root has no error to compare with.
	if p.Err.Error() == "path escapes from parent" {
		return errEscapes
	}
	return p.Err
}

func readHint(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "run as a user who may read it"
	case errors.Is(err, errLink):
		return "put the file itself into the ledger"
	}
	return ""
}

// file reads one file's records into the ledger.
func (r *reader) file(name string, data []byte) {
	root := r.tree(name, data)
	if root == nil {
		return
	}
	d := &decoder{r: r, file: name}
	var doc Document
	d.mapping(root, reflect.ValueOf(&doc).Elem(), "")
	if doc.Organisation != "" {
		at := Position{File: name, Line: keyLine(root, "organisation")}
		if r.organisation.Line > 0 {
			r.problems.add(Problem{
				File: at.File, Line: at.Line, Message: "organisation stands twice, first in " + r.organisation.Source(), Hint: "keep one of them",
			})
		} else {
			r.organisation, r.l.Organisation = at, doc.Organisation
		}
	}
	r.l.People = append(r.l.People, doc.People...)
	r.l.Assets = append(r.l.Assets, doc.Assets...)
	r.l.Attestations = append(r.l.Attestations, doc.Attestations...)
	r.l.Waivers = append(r.l.Waivers, doc.Waivers...)
	r.l.Applicability = append(r.l.Applicability, doc.Applicability...)
}

func keyLine(n *yaml.Node, key string) int {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i].Line
		}
	}
	return n.Line
}

// room counts the records of one more list, and says whether they fit.
func (r *reader) room(file string, n *yaml.Node) bool {
	before := r.records
	r.records += len(n.Content)
	if r.records <= MaxRecords {
		return true
	}
	if before <= MaxRecords {
		r.problems.add(Problem{File: file, Line: n.Line, Message: fmt.Sprintf("the ledger holds more than %d records", MaxRecords), Hint: "keep records that are long over elsewhere"})
	}
	return false
}
