package pkgdb

import (
	"encoding/binary"
	"errors"
)

// ndb is the backend of SUSE: a header of 32 bytes, then slots of 16 bytes
// (magic, package, block offset, block count) that fill whole pages of 4096,
// then blobs in blocks of 16 bytes with a header of 16.
const ndbMagic = "RpmP"

var errNDB = errors.New("the ndb database is damaged")

func ndbBlobs(b []byte, use func([]byte)) error {
	if len(b) < 32 {
		return errNDB
	}
	version, pages := binary.LittleEndian.Uint32(b[4:]), int64(binary.LittleEndian.Uint32(b[12:]))
	if version != 0 || pages == 0 || pages*4096 > int64(len(b)) {
		return errNDB
	}
	for at := int64(32); at < pages*4096; at += 16 {
		slot := b[at : at+16]
		if string(slot[:4]) != "Slot" {
			return errNDB
		}
		index := binary.LittleEndian.Uint32(slot[4:])
		if index == 0 {
			continue
		}
		off := int64(binary.LittleEndian.Uint32(slot[8:])) * 16
		if off+16 > int64(len(b)) {
			return errNDB
		}
		head := b[off : off+16]
		size := int64(binary.LittleEndian.Uint32(head[12:]))
		if string(head[:4]) != "BlbS" || binary.LittleEndian.Uint32(head[4:]) != index || off+16+size > int64(len(b)) {
			return errNDB
		}
		use(b[off+16 : off+16+size])
	}
	return nil
}

// Berkeley DB, hash access method: the backend of RHEL 8 and earlier. Pages of
// one size; the metadata page first; keys and values in turn on hash pages, a
// long value on a chain of overflow pages.
const (
	bdbHashMagic    = 0x061561
	bdbPageHead     = 26
	bdbHashUnsorted = 2
	bdbOverflow     = 7
	bdbHash         = 13
	bdbKeyData      = 1
	bdbOffPage      = 3
)

var errBDB = errors.New("the Berkeley DB database is damaged")

func isBDB(b []byte) bool {
	return len(b) >= 512 && (binary.LittleEndian.Uint32(b[12:]) == bdbHashMagic || binary.BigEndian.Uint32(b[12:]) == bdbHashMagic)
}

type bdbFile struct {
	b     []byte
	size  int64
	order binary.ByteOrder
}

func bdbBlobs(b []byte, use func([]byte)) error {
	f := bdbFile{b: b, order: binary.LittleEndian}
	if f.order.Uint32(b[12:]) != bdbHashMagic {
		f.order = binary.BigEndian
	}
	f.size = int64(f.order.Uint32(b[20:]))
	if f.size < 512 || f.size > 65536 || f.size&(f.size-1) != 0 {
		return errBDB
	}
	if b[24] != 0 {
		return errors.New("the Berkeley DB database is encrypted")
	}
	last := int64(f.order.Uint32(b[32:]))
	if (last+1)*f.size > int64(len(b)) {
		return errBDB
	}
	for n := int64(1); n <= last; n++ {
		page := f.b[n*f.size : (n+1)*f.size]
		if page[25] != bdbHash && page[25] != bdbHashUnsorted {
			continue
		}
		if err := f.hashPage(page, use); err != nil {
			return err
		}
	}
	return nil
}

// hashPage gives the values of a page: the odd ones of its items. Item i ends
// where item i-1 begins, for they are stored from the page's end.
func (f bdbFile) hashPage(page []byte, use func([]byte)) error {
	items := int(f.order.Uint16(page[20:]))
	if bdbPageHead+2*items > len(page) {
		return errBDB
	}
	end := len(page)
	for i := range items {
		off := int(f.order.Uint16(page[bdbPageHead+2*i:]))
		if off < bdbPageHead || off >= end {
			return errBDB
		}
		item := page[off:end]
		end = off
		if i%2 == 0 {
			continue
		}
		switch item[0] {
		case bdbKeyData:
			// rpm keeps the highest package number under key 0, in 4 bytes.
			if len(item)-1 > 16 {
				use(item[1:])
			}
		case bdbOffPage:
			if len(item) < 12 {
				return errBDB
			}
			value, err := f.chain(f.order.Uint32(item[4:]), int64(f.order.Uint32(item[8:])))
			if err != nil {
				return err
			}
			use(value)
		default:
			return errBDB
		}
	}
	return nil
}

func (f bdbFile) chain(n uint32, size int64) ([]byte, error) {
	if size > int64(len(f.b)) {
		return nil, errBDB
	}
	out := make([]byte, 0, size)
	for int64(len(out)) < size {
		start := int64(n) * f.size
		if n == 0 || start+f.size > int64(len(f.b)) {
			return nil, errBDB
		}
		page := f.b[start : start+f.size]
		used := int64(f.order.Uint16(page[22:]))
		if page[25] != bdbOverflow || used == 0 || bdbPageHead+used > f.size {
			return nil, errBDB
		}
		out = append(out, page[bdbPageHead:bdbPageHead+used]...)
		n = f.order.Uint32(page[16:])
	}
	if int64(len(out)) != size {
		return nil, errBDB
	}
	return out, nil
}
