package pkgdb

import (
	"encoding/binary"
	"errors"
	"fmt"
)

const sqliteMagic = "SQLite format 3\x00"

var errSQLite = errors.New("the SQLite database is damaged")

// sqliteFile reads tables of a database file that is wholly in memory
// (https://www.sqlite.org/fileformat2.html). It knows table b-trees, overflow
// pages and the write-ahead log: all that rpm's database needs.
type sqliteFile struct {
	b        []byte
	pageSize int
	usable   int
	// log holds the newest committed content of pages in the write-ahead log.
	log map[uint32][]byte
}

// sqliteBlobs gives the last column of every row of a table whose last column
// is a blob.
func sqliteBlobs(b, wal []byte, table string, use func([]byte)) error {
	if len(b) < 100 {
		return errSQLite
	}
	f := &sqliteFile{b: b, pageSize: int(binary.BigEndian.Uint16(b[16:]))}
	if f.pageSize == 1 {
		f.pageSize = 65536
	}
	if f.pageSize < 512 || f.pageSize&(f.pageSize-1) != 0 {
		return errSQLite
	}
	f.usable = f.pageSize - int(b[20])
	if f.usable < 480 {
		return errSQLite
	}
	f.readLog(wal)
	root := uint32(0)
	err := f.rows(1, 0, map[uint32]bool{}, func(cols []sqliteValue) error {
		if len(cols) >= 4 && string(cols[0].bytes) == "table" && string(cols[1].bytes) == table {
			root = uint32(cols[3].number)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if root == 0 {
		return fmt.Errorf("the SQLite database has no table %s", table)
	}
	return f.rows(root, 0, map[uint32]bool{}, func(cols []sqliteValue) error {
		if len(cols) == 0 {
			return errSQLite
		}
		use(cols[len(cols)-1].bytes)
		return nil
	})
}

// readLog takes the frames up to the last commit. A frame whose salts or
// checksum differ is left over from an earlier round: the log ends before it.
func (f *sqliteFile) readLog(wal []byte) {
	f.log = map[uint32][]byte{}
	if len(wal) < 32 {
		return
	}
	magic := binary.BigEndian.Uint32(wal)
	if magic&^1 != 0x377f0682 || int(binary.BigEndian.Uint32(wal[8:])) != f.pageSize {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if magic&1 == 1 {
		order = binary.BigEndian
	}
	var s0, s1 uint32
	sum := func(b []byte) {
		for ; len(b) >= 8; b = b[8:] {
			s0 += order.Uint32(b) + s1
			s1 += order.Uint32(b[4:]) + s0
		}
	}
	sum(wal[:24])
	if s0 != binary.BigEndian.Uint32(wal[24:]) || s1 != binary.BigEndian.Uint32(wal[28:]) {
		return
	}
	salts := string(wal[16:24])
	pending := map[uint32][]byte{}
	for rest := wal[32:]; len(rest) >= 24+f.pageSize; rest = rest[24+f.pageSize:] {
		frame, page := rest[:24], rest[24:24+f.pageSize]
		sum(frame[:8])
		sum(page)
		if string(frame[8:16]) != salts || s0 != binary.BigEndian.Uint32(frame[16:]) || s1 != binary.BigEndian.Uint32(frame[20:]) {
			return
		}
		pending[binary.BigEndian.Uint32(frame)] = page
		if binary.BigEndian.Uint32(frame[4:]) != 0 {
			for n, p := range pending {
				f.log[n] = p
			}
			clear(pending)
		}
	}
}

func (f *sqliteFile) page(n uint32) ([]byte, error) {
	if p, ok := f.log[n]; ok {
		return p, nil
	}
	start := (int64(n) - 1) * int64(f.pageSize)
	if n == 0 || start+int64(f.pageSize) > int64(len(f.b)) {
		return nil, errSQLite
	}
	return f.b[start : start+int64(f.pageSize)], nil
}

type sqliteValue struct {
	number int64
	bytes  []byte
}

// rows walks a table b-tree. Each page is visited once: a loop is damage.
func (f *sqliteFile) rows(n uint32, depth int, seen map[uint32]bool, use func([]sqliteValue) error) error {
	if seen[n] || depth > 20 {
		return errSQLite
	}
	seen[n] = true
	page, err := f.page(n)
	if err != nil {
		return err
	}
	head := 0
	if n == 1 {
		head = 100
	}
	kind, cells := page[head], int(binary.BigEndian.Uint16(page[head+3:]))
	pointers := head + 8
	if kind == 5 {
		pointers = head + 12
	}
	if kind != 5 && kind != 13 || pointers+2*cells > len(page) {
		return errSQLite
	}
	for i := range cells {
		off := int(binary.BigEndian.Uint16(page[pointers+2*i:]))
		if off+4 > len(page) {
			return errSQLite
		}
		if kind == 5 {
			if err := f.rows(binary.BigEndian.Uint32(page[off:]), depth+1, seen, use); err != nil {
				return err
			}
			continue
		}
		cell := page[off:]
		size, k := varint(cell)
		_, m := varint(cell[k:])
		if k == 0 || m == 0 {
			return errSQLite
		}
		payload, err := f.payload(cell[k+m:], size)
		if err != nil {
			return err
		}
		cols, err := sqliteRecord(payload)
		if err != nil {
			return err
		}
		if err := use(cols); err != nil {
			return err
		}
	}
	if kind == 5 {
		return f.rows(binary.BigEndian.Uint32(page[head+8:]), depth+1, seen, use)
	}
	return nil
}

// payload joins the part of a cell that lies on the page with its overflow
// pages ("Cell Payload Overflow Pages").
func (f *sqliteFile) payload(cell []byte, size int64) ([]byte, error) {
	if size < 0 || size > int64(len(f.b))+int64(len(f.log))*int64(f.pageSize) {
		return nil, errSQLite
	}
	max := int64(f.usable - 35)
	if size <= max {
		if size > int64(len(cell)) {
			return nil, errSQLite
		}
		return cell[:size], nil
	}
	min := int64((f.usable-12)*32/255 - 23)
	local := min + (size-min)%int64(f.usable-4)
	if local > max {
		local = min
	}
	if local+4 > int64(len(cell)) {
		return nil, errSQLite
	}
	out := make([]byte, 0, size)
	out = append(out, cell[:local]...)
	next := binary.BigEndian.Uint32(cell[local:])
	for int64(len(out)) < size {
		page, err := f.page(next)
		if err != nil {
			return nil, err
		}
		next = binary.BigEndian.Uint32(page)
		out = append(out, page[4:4+min64(int64(f.usable-4), size-int64(len(out)))]...)
	}
	return out, nil
}

func min64(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

// sqliteRecord reads the columns of a record ("Record Format").
func sqliteRecord(b []byte) ([]sqliteValue, error) {
	size, n := varint(b)
	if n == 0 || size > int64(len(b)) || size < int64(n) {
		return nil, errSQLite
	}
	head, body := b[n:size], b[size:]
	var cols []sqliteValue
	for len(head) > 0 {
		typ, n := varint(head)
		if n == 0 {
			return nil, errSQLite
		}
		head = head[n:]
		length := int64(0)
		switch {
		case typ >= 1 && typ <= 4:
			length = typ
		case typ == 5:
			length = 6
		case typ == 6, typ == 7:
			length = 8
		case typ >= 12:
			length = (typ - 12) / 2
		}
		if length > int64(len(body)) {
			return nil, errSQLite
		}
		v := sqliteValue{bytes: body[:length]}
		if typ == 9 {
			v.number = 1
		}
		if typ >= 1 && typ <= 6 {
			for _, c := range v.bytes {
				v.number = v.number<<8 | int64(c)
			}
		}
		cols = append(cols, v)
		body = body[length:]
	}
	return cols, nil
}

// varint reads SQLite's big-endian variable-length integer; n is 0 when the
// bytes end too early.
func varint(b []byte) (v int64, n int) {
	for n < len(b) && n < 8 {
		v = v<<7 | int64(b[n]&0x7f)
		n++
		if b[n-1]&0x80 == 0 {
			return v, n
		}
	}
	if n == 8 && len(b) > 8 {
		return v<<8 | int64(b[8]), 9
	}
	return 0, 0
}
