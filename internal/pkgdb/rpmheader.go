package pkgdb

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// ParseRPM reads an rpm database of any backend: SQLite (rpm 4.16 and later),
// ndb (SUSE) or Berkeley DB (RHEL 8 and earlier). wal is SQLite's write-ahead
// log, or nil. The pseudo packages that hold public keys are left out.
func ParseRPM(b, wal []byte, from string) (pkgs []Package, problems []string, err error) {
	n := 0
	err = rpmBlobs(b, wal, func(blob []byte) {
		n++
		p, err := parseRPMHeader(blob)
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s: package %d: %v", from, n, err))
			return
		}
		if p.Name != "gpg-pubkey" {
			p.From = from
			pkgs = append(pkgs, p)
		}
	})
	return pkgs, problems, err
}

// rpmBlobs gives the headers of a database of any backend.
func rpmBlobs(b, wal []byte, use func([]byte)) error {
	switch {
	case bytes.HasPrefix(b, []byte(sqliteMagic)):
		return sqliteBlobs(b, wal, "Packages", use)
	case len(b) >= 4 && string(b[:4]) == ndbMagic:
		return ndbBlobs(b, use)
	case isBDB(b):
		return bdbBlobs(b, use)
	}
	return errors.New("not an rpm database (SQLite, ndb or Berkeley DB)")
}

// Tags of an rpm header that are read (rpmtag.h).
const (
	tagSigPGP      = 259
	tagSigGPG      = 262
	tagDSAHeader   = 267
	tagRSAHeader   = 268
	tagOpenPGP     = 278
	tagName        = 1000
	tagVersion     = 1001
	tagRelease     = 1002
	tagEpoch       = 1003
	tagInstallTime = 1008
	tagVendor      = 1011
	tagArch        = 1022
	tagSourceRPM   = 1044
)

// parseRPMHeader reads a header as the database stores it: the number of index
// entries and of data bytes, 16 bytes an entry (tag, type, offset, count), data.
func parseRPMHeader(b []byte) (Package, error) {
	var p Package
	index, data, err := splitRPMHeader(b)
	if err != nil {
		return p, err
	}
	dl := int64(len(data))
	var version, release, epoch string
	text := func(off uint32) (string, error) {
		if int64(off) >= dl {
			return "", errors.New("a value lies outside the header")
		}
		end := bytes.IndexByte(data[off:], 0)
		if end < 0 {
			return "", errors.New("a text is not ended")
		}
		return string(data[off : int(off)+end]), nil
	}
	number := func(off uint32) (uint32, error) {
		if int64(off)+4 > dl {
			return 0, errors.New("a value lies outside the header")
		}
		return binary.BigEndian.Uint32(data[off:]), nil
	}
	for ; len(index) >= 16; index = index[16:] {
		tag, typ := binary.BigEndian.Uint32(index), binary.BigEndian.Uint32(index[4:])
		off := binary.BigEndian.Uint32(index[8:])
		var into *string
		switch tag {
		case tagName:
			into = &p.Name
		case tagVersion:
			into = &version
		case tagRelease:
			into = &release
		case tagArch:
			into = &p.Arch
		case tagVendor:
			into = &p.Vendor
		case tagSourceRPM:
			into = &p.Source
		case tagSigPGP, tagSigGPG, tagDSAHeader, tagRSAHeader, tagOpenPGP:
			p.Signed = true
		case tagEpoch, tagInstallTime:
			if typ != 4 { // INT32
				continue
			}
			n, err := number(off)
			if err != nil {
				return p, err
			}
			if tag == tagEpoch {
				epoch = strconv.FormatUint(uint64(n), 10)
			} else {
				p.InstalledAt = time.Unix(int64(n), 0).UTC()
			}
		}
		if into == nil || typ != 6 && typ != 9 { // STRING, I18NSTRING
			continue
		}
		s, err := text(off)
		if err != nil {
			return p, err
		}
		*into = s
	}
	if p.Name == "" || version == "" {
		return p, errors.New("the header has no name or version")
	}
	p.Version = version
	if release != "" {
		p.Version += "-" + release
	}
	if epoch != "" && epoch != "0" {
		p.Version = epoch + ":" + p.Version
	}
	if p.Source == "" {
		p.Source = p.Name
	}
	p.Want, p.Flag, p.State = "install", "ok", "installed"
	return p, nil
}
