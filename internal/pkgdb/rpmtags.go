package pkgdb

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
)

// Tags of file lists and of digests over the header (rpmtag.h).
const (
	tagImmutable      = 63
	tagSHA1Header     = 269
	tagSHA256Header   = 273
	tagOldFilenames   = 1027
	tagFileStates     = 1029
	tagFileModes      = 1030
	tagFileDigests    = 1035
	tagFileFlags      = 1037
	tagFileUser       = 1039
	tagFileGroup      = 1040
	tagFileVerify     = 1045
	tagDirIndexes     = 1116
	tagBasenames      = 1117
	tagDirNames       = 1118
	tagFileDigestAlgo = 5011
)

// Types of values, and the bytes of one where that is fixed.
const (
	typeChar        = 1
	typeInt16       = 3
	typeInt32       = 4
	typeString      = 6
	typeBin         = 7
	typeStringArray = 8
)

var typeSize = map[uint32]int64{typeChar: 1, typeInt16: 2, typeInt32: 4}

type rpmEntry struct{ typ, off, count uint32 }

// rpmTags is the index of a header and the data that it points to.
type rpmTags struct {
	whole, data []byte
	// at holds the last entry of each tag: what rpm changed at the
	// installation, paths of relocated packages for one, follows the entries
	// that were signed and takes their place.
	at map[uint32]rpmEntry
}

// splitRPMHeader cuts a header in its index, of 16 bytes an entry, and data.
func splitRPMHeader(b []byte) (index, data []byte, err error) {
	if len(b) < 8 {
		return nil, nil, errors.New("the header is cut off")
	}
	il, dl := int64(binary.BigEndian.Uint32(b)), int64(binary.BigEndian.Uint32(b[4:]))
	if il <= 0 || il > 1<<16 || 8+il*16+dl > int64(len(b)) {
		return nil, nil, errors.New("the header's lengths do not fit")
	}
	return b[8 : 8+il*16], b[8+il*16 : 8+il*16+dl], nil
}

func readRPMTags(b []byte) (*rpmTags, error) {
	index, data, err := splitRPMHeader(b)
	if err != nil {
		return nil, err
	}
	h := &rpmTags{whole: b, data: data, at: map[uint32]rpmEntry{}}
	for ; len(index) >= 16; index = index[16:] {
		e := rpmEntry{typ: binary.BigEndian.Uint32(index[4:]), off: binary.BigEndian.Uint32(index[8:]), count: binary.BigEndian.Uint32(index[12:])}
		if e.count == 0 || int64(e.off) > int64(len(data)) {
			return nil, errors.New("a value lies outside the header")
		}
		h.at[binary.BigEndian.Uint32(index)] = e
	}
	return h, nil
}

func (h *rpmTags) has(tag uint32) bool { _, ok := h.at[tag]; return ok }

// texts gives the strings of an array in order; each ends with a zero byte.
func (h *rpmTags) texts(tag uint32, use func(i uint32, s []byte)) error {
	e := h.at[tag]
	if e.typ != typeStringArray {
		return fmt.Errorf("the header's tag %d is no list of texts", tag)
	}
	rest := h.data[e.off:]
	for i := range e.count {
		end := bytes.IndexByte(rest, 0)
		if end < 0 {
			return fmt.Errorf("the header's tag %d is cut off", tag)
		}
		use(i, rest[:end])
		rest = rest[end+1:]
	}
	return nil
}

// numbers gives use the way to the values of a tag, count of them. A tag that
// is absent is an error only when it must be there.
func (h *rpmTags) numbers(tag, typ, count uint32, must bool, use func(get func(i uint32) uint32) error) error {
	e, ok := h.at[tag]
	if !ok && !must {
		return nil
	}
	size := typeSize[typ]
	if !ok || e.typ != typ || e.count != count || int64(e.off)+int64(count)*size > int64(len(h.data)) {
		return fmt.Errorf("the header's tag %d does not fit", tag)
	}
	values := h.data[e.off:]
	return use(func(i uint32) uint32 {
		v := values[int64(i)*size:]
		switch typ {
		case typeChar:
			return uint32(v[0])
		case typeInt16:
			return uint32(binary.BigEndian.Uint16(v))
		}
		return binary.BigEndian.Uint32(v)
	})
}

// intact compares the part of a header that was built with the package with the
// digest beside it, as rpm does when it reads its database. It catches damage:
// whoever can write to the database can write a digest too. Headers of rpm 3
// have none.
func (h *rpmTags) intact(b []byte) error {
	for _, d := range []struct {
		tag uint32
		sum func(...[]byte) string
	}{{tagSHA256Header, sumSHA256}, {tagSHA1Header, sumSHA1}} {
		e, ok := h.at[d.tag]
		if !ok || e.typ != typeString {
			continue
		}
		want := h.data[e.off:]
		end := bytes.IndexByte(want, 0)
		if end < 0 {
			return errors.New("the header's digest is cut off")
		}
		index, data, err := h.signed(b)
		if err != nil {
			return err
		}
		// The magic and version that precede a header in a package's file, and
		// the two lengths.
		head := []byte{0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
		binary.BigEndian.PutUint32(head[8:], uint32(len(index)/16))
		binary.BigEndian.PutUint32(head[12:], uint32(len(data)))
		if d.sum(head, index, data) != string(want[:end]) {
			return errors.New("the header is not what its digest says")
		}
		return nil
	}
	return nil
}

// signed is the part of the header that the entry "immutable", its first, says
// was built with the package. That entry points to its own copy at the end of
// the part's data, where the offset is the negative length of the part's index.
func (h *rpmTags) signed(b []byte) (index, data []byte, err error) {
	damaged := errors.New("the header's signed part does not fit")
	e, ok := h.at[tagImmutable]
	if !ok || binary.BigEndian.Uint32(b[8:]) != tagImmutable || e.typ != typeBin || e.count != 16 || int64(e.off)+16 > int64(len(h.data)) {
		return nil, nil, damaged
	}
	trailer := h.data[e.off : e.off+16]
	length := -int64(int32(binary.BigEndian.Uint32(trailer[8:])))
	if length <= 0 || length%16 != 0 || length > int64(binary.BigEndian.Uint32(b))*16 {
		return nil, nil, damaged
	}
	return b[8 : 8+length], h.data[:e.off+16], nil
}

func sumSHA256(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func sumSHA1(parts ...[]byte) string {
	h := sha1.New()
	for _, p := range parts {
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}
