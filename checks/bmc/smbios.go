package bmc

import (
	"bytes"
	"errors"
	"fmt"
)

// structure is one of an SMBIOS table: its type and its formatted part, header
// included.
type structure struct {
	kind      byte
	formatted []byte
}

var errSMBIOS = errors.New("the SMBIOS table is not well formed")

// parseSMBIOS splits a table (SMBIOS 3.7, section 6.1): each structure is a
// header of type, length and handle, the rest of the formatted part, and
// strings that two null bytes end. Type 127 ends the table; one that ends
// without it must end with a whole structure.
func parseSMBIOS(table []byte) ([]structure, error) {
	var out []structure
	for at := 0; at < len(table); {
		rest := table[at:]
		if len(rest) < 4 || rest[1] < 4 || int(rest[1]) > len(rest) {
			return nil, fmt.Errorf("%w: at byte %d", errSMBIOS, at)
		}
		length := int(rest[1])
		s := structure{rest[0], rest[:length]}
		out = append(out, s)
		const end = 127
		if s.kind == end {
			return out, nil
		}
		strings := bytes.Index(rest[length:], []byte{0, 0})
		if strings < 0 {
			return nil, fmt.Errorf("%w: the strings at byte %d do not end", errSMBIOS, at)
		}
		at += length + strings + 2
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: it is empty", errSMBIOS)
	}
	return out, nil
}

// ipmiDevice reads a structure of type 38 (section 7.39): the interface's type
// and the revision of IPMI, a digit in each half of a byte.
func ipmiDevice(s structure) (way, version string) {
	way = "unknown"
	if len(s.formatted) < 6 {
		return way, ""
	}
	names := map[byte]string{1: "KCS", 2: "SMIC", 3: "BT", 4: "SSIF"}
	if n := names[s.formatted[4]]; n != "" {
		way = n
	}
	return way, fmt.Sprintf("%d.%d", s.formatted[5]>>4, s.formatted[5]&0xf)
}

// networkInterface tells whether a structure of type 42 is a host interface to
// the controller over a network (section 7.43.1, DSP0270); others are of
// protocols that no network carries.
func networkInterface(s structure) bool {
	const network = 0x40
	return len(s.formatted) > 4 && s.formatted[4] == network
}
