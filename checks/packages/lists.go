package packages

import (
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/ulikunitz/xz"

	"isoscan/internal/host"
	"isoscan/internal/pkgdb"
)

// unpackLimit bounds an unpacked package list, stanzaLimit one of its entries,
// in bytes.
const (
	unpackLimit = 1 << 30
	stanzaLimit = 4 << 20
)

// release is the head of an archive's Release or InRelease file.
type release struct {
	origin, label, suite, codename, version string
	date, validUntil                        time.Time
	notAutomatic, butAutomatic              bool
	architectures, components               []string
	file                                    string
	mtime                                   time.Time
	// empty are the index files that the archive states as zero bytes long.
	text []byte
}

// parseRelease reads a Release file, signed in place or not. The signature is
// apt's to verify: it stores no file that failed.
func parseRelease(b []byte) release {
	if i := bytes.Index(b, []byte("-----BEGIN PGP SIGNED MESSAGE-----")); i >= 0 {
		b = b[i:]
		if j := bytes.Index(b, []byte("\n\n")); j >= 0 {
			b = b[j+2:]
		} else if j := bytes.Index(b, []byte("\r\n\r\n")); j >= 0 {
			b = b[j+4:]
		}
	}
	r := release{text: b}
	for rest := b; len(rest) > 0; {
		line := rest
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			line, rest = rest[:i], rest[i+1:]
		} else {
			rest = nil
		}
		if len(line) == 0 || line[0] == ' ' || line[0] == '-' {
			continue
		}
		key, value, ok := strings.Cut(string(line), ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(key) {
		case "origin":
			r.origin = value
		case "label":
			r.label = value
		case "suite":
			r.suite = value
		case "codename":
			r.codename = value
		case "version":
			r.version = value
		case "date":
			r.date = parseDate(value)
		case "valid-until":
			r.validUntil = parseDate(value)
		case "notautomatic":
			r.notAutomatic, _ = aptBool(value)
		case "butautomaticupgrades":
			r.butAutomatic, _ = aptBool(value)
		case "architectures":
			r.architectures = strings.Fields(value)
		case "components":
			r.components = strings.Fields(value)
		case "md5sum", "sha1", "sha256", "sha512":
			return r
		}
	}
	return r
}

func parseDate(s string) time.Time {
	for _, layout := range []string{time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05 -0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC().Truncate(time.Second)
		}
	}
	return time.Time{}
}

// security tells whether the archive says that it holds security updates.
func (r release) security() bool {
	for _, s := range []string{r.label, r.suite, r.codename} {
		if s = strings.ToLower(s); strings.HasSuffix(s, "-security") || strings.HasSuffix(s, "/updates") {
			return true
		}
	}
	return false
}

// base is the codename of the release that the archive belongs to.
func (r release) base() string { return baseSuite(r.codename) }

func baseSuite(s string) string {
	s, _, _ = strings.Cut(s, "/")
	for _, tail := range []string{"-security", "-updates", "-proposed-updates", "-backports", "-backports-sloppy", "-proposed"} {
		if b, ok := strings.CutSuffix(s, tail); ok {
			return b
		}
	}
	return s
}

// listed tells whether the Release file knows a file, and its size.
func (r release) listed(name string) (size int64, ok bool) {
	i := bytes.Index(r.text, []byte(" "+name+"\n"))
	if i < 0 {
		return 0, false
	}
	line := r.text[bytes.LastIndexByte(r.text[:i], '\n')+1 : i]
	fields := strings.Fields(string(line))
	if len(fields) == 0 {
		return 0, true
	}
	n, err := strconv.ParseInt(fields[len(fields)-1], 10, 64)
	return n, err == nil
}

// aptIndex is one list of packages with the archive that it came from.
type aptIndex struct {
	file      string
	name      string
	prefix    string
	component string
	arch      string
	rel       release
	// site is the host name at the front of the file's name; file names put
	// nothing else there.
	site       string
	security   bool
	configured bool
	mtime      time.Time
	packages   int
}

// label is the archive's name for a person.
func (ix *aptIndex) label() string {
	switch {
	case ix.rel.label != "" && ix.rel.suite != "":
		return ix.rel.label + " " + ix.rel.suite
	case ix.rel.label != "":
		return ix.rel.label
	}
	return ix.name
}

// newIndex takes a file of the lists folder apart; ok is false for another
// kind of file.
func newIndex(dir, name string) (ix aptIndex, ok bool) {
	plain := name
	for _, ext := range []string{".gz", ".xz", ".lz4", ".zst", ".bz2", ".lzma"} {
		plain = strings.TrimSuffix(plain, ext)
	}
	base, ok := strings.CutSuffix(plain, "_Packages")
	if !ok {
		return ix, false
	}
	ix = aptIndex{file: path.Join(dir, name), name: name}
	ix.site, _, _ = strings.Cut(name, "_")
	ix.site, _, _ = strings.Cut(ix.site, ":")
	if i := strings.LastIndex(base, "_binary-"); i >= 0 {
		ix.arch = base[i+len("_binary-"):]
		rest := base[:i]
		// The component follows the suite: the release file tells where.
		ix.prefix = rest
	} else {
		ix.prefix = base + "_"
	}
	return ix, true
}

// attach finds the release file that the index belongs to: the longest name
// that begins as the index does.
func (ix *aptIndex) attach(releases map[string]release) {
	best := ""
	for prefix := range releases {
		if strings.HasPrefix(ix.name, prefix) && len(prefix) > len(best) {
			best = prefix
		}
	}
	if best == "" {
		if i := strings.LastIndexByte(ix.prefix, '_'); i >= 0 && ix.arch != "" {
			ix.component, ix.prefix = ix.prefix[i+1:], ix.prefix[:i+1]
		}
		return
	}
	if ix.arch != "" && len(ix.prefix) >= len(best) {
		ix.component = strings.ReplaceAll(ix.prefix[len(best):], "_", "/")
	}
	ix.prefix, ix.rel = best, releases[best]
	ix.security = ix.rel.security()
}

// unpack opens a list by its name's extension.
func unpack(name string, b []byte) (io.Reader, func(), error) {
	none := func() {}
	r := bytes.NewReader(b)
	switch path.Ext(name) {
	case ".gz":
		z, err := gzip.NewReader(r)
		return z, none, err
	case ".xz":
		z, err := xz.NewReader(r)
		return z, none, err
	case ".lz4":
		return lz4.NewReader(r), none, nil
	case ".bz2":
		return bzip2.NewReader(r), none, nil
	case ".zst":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
		if err != nil {
			return nil, none, err
		}
		return z, z.Close, nil
	case ".lzma":
		return nil, none, errors.New("lzma is not read")
	}
	return r, none, nil
}

// eachStanza calls use for each paragraph of a package list. Line ends are LF,
// as in every archive.
func eachStanza(ctx context.Context, r io.Reader, use func(stanza []byte)) (n int, err error) {
	rest, err := eachPart(ctx, r, "\n\n", func(s []byte) {
		if s = bytes.Trim(s, "\n"); len(s) > 0 {
			use(s)
			n++
		}
	})
	if s := bytes.Trim(rest, "\n"); err == nil && len(s) > 0 {
		use(s)
		n++
	}
	return n, err
}

// eachPart calls use for what stands before each mark, in blocks, so that an
// unpacked list is never whole in memory, and returns what stands behind the
// last one.
func eachPart(ctx context.Context, r io.Reader, mark string, use func(part []byte)) (rest []byte, err error) {
	buf := make([]byte, 0, 1<<20)
	total := int64(0)
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if len(buf) == cap(buf) {
			if cap(buf) >= stanzaLimit {
				return nil, fmt.Errorf("an entry of more than %d bytes: %w", stanzaLimit, host.ErrTooLarge)
			}
			buf = append(make([]byte, 0, 2*cap(buf)), buf...)
		}
		m, rerr := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+m]
		if total += int64(m); total > unpackLimit {
			return nil, host.ErrTooLarge
		}
		rest = buf
		for {
			i := bytes.Index(rest, []byte(mark))
			if i < 0 {
				break
			}
			use(rest[:i])
			rest = rest[i+len(mark):]
		}
		if rerr == io.EOF {
			return rest, nil
		}
		if rerr != nil {
			return nil, rerr
		}
		buf = buf[:copy(buf[:cap(buf)], rest)]
	}
}

// offer is a version of an installed package in one index.
type offer struct {
	version string
	index   *aptIndex
	phased  int
}

var packageField = []byte("Package: ")

// offers reads an index and gives each entry of a package that is wanted.
func (ix *aptIndex) offers(ctx context.Context, b []byte, wanted func(name []byte) bool, use func(name, arch string, o offer)) error {
	r, done, err := unpack(ix.name, b)
	if err != nil {
		return err
	}
	defer done()
	odd := 0
	ix.packages, err = eachStanza(ctx, r, func(stanza []byte) {
		var name []byte
		if bytes.HasPrefix(stanza, packageField) {
			name = stanza[len(packageField):]
			if i := bytes.IndexByte(name, '\n'); i >= 0 {
				name = name[:i]
			}
			name = bytes.TrimSpace(name)
		} else if s, ok := pkgdb.Field(stanza, "Package"); ok {
			name = []byte(s)
		} else {
			odd++
			return
		}
		if !wanted(name) {
			return
		}
		version, ok := pkgdb.Field(stanza, "Version")
		if !ok {
			odd++
			return
		}
		arch, _ := pkgdb.Field(stanza, "Architecture")
		o := offer{version: version, index: ix, phased: 100}
		if s, ok := pkgdb.Field(stanza, "Phased-Update-Percentage"); ok {
			if n, err := strconv.Atoi(s); err == nil && n >= 0 && n < 100 {
				o.phased = n
			}
		}
		use(string(name), arch, o)
	})
	if err != nil {
		return err
	}
	if odd > 0 {
		return fmt.Errorf("entries without package name or version: %d", odd)
	}
	return nil
}
