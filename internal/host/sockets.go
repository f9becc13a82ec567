package host

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// States of proc_net(5).
const (
	stateListen      = "0A" // TCP_LISTEN
	stateUnconnected = "07" // TCP_CLOSE, which a UDP socket has until it connects
)

// tables are the kernel's lists of this network namespace. Those of IPv6 are
// absent where it is switched off.
var tables = [...]struct {
	file, protocol, state string
	optional              bool
}{
	{"tcp", "tcp", stateListen, false},
	{"tcp6", "tcp", stateListen, true},
	{"udp", "udp", stateUnconnected, false},
	{"udp6", "udp", stateUnconnected, true},
}

// Sockets implements System. It asks for the owners of the listening sockets
// only, and sees every owner. gopsutil resolves each connection of a busy
// host, and reports one socket where several share a port (SO_REUSEPORT) and
// systemd where it shares a socket with the service that it started.
func (s system) Sockets(ctx context.Context) ([]Socket, error) {
	byInode := map[uint64]*Socket{}
	var unowned []Socket
	for _, table := range tables {
		name := filepath.Join(s.proc, "net", table.file)
		b, err := os.ReadFile(name)
		if errors.Is(err, ErrNotExist) && table.optional {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("sockets: %w", err)
		}
		rows, err := parseTable(b, table.state)
		if err != nil {
			return nil, fmt.Errorf("sockets: %s: %w", name, err)
		}
		for _, row := range rows {
			sock := Socket{Protocol: table.protocol, Address: row.address, Port: row.port}
			if row.inode == 0 {
				sock.Unowned = true // the kernel's own
				unowned = append(unowned, sock)
			} else {
				byInode[row.inode] = &sock
			}
		}
	}
	if err := s.owners(ctx, byInode); err != nil {
		return nil, err
	}
	list := make([]Socket, 0, len(byInode)+len(unowned))
	for _, sock := range byInode {
		list = append(list, *sock)
	}
	list = append(list, unowned...)
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		switch {
		case a.Protocol != b.Protocol:
			return a.Protocol < b.Protocol
		case a.Port != b.Port:
			return a.Port < b.Port
		case a.Address != b.Address:
			return a.Address.Less(b.Address)
		default:
			return a.PID < b.PID
		}
	})
	return list, nil
}

// owners sets the PID of each socket: the first process that holds it, which is
// the server and not its workers. PID 1 counts only when nobody else has it: it
// keeps the sockets that it listened on for the services it starts.
func (s system) owners(ctx context.Context, byInode map[uint64]*Socket) error {
	if len(byInode) == 0 {
		return nil
	}
	pids, err := s.pids()
	if err != nil {
		return fmt.Errorf("sockets: %w", err)
	}
	sawAll := s.seesEveryProcess()
	for _, pid := range pids {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := eachSocket(filepath.Join(s.proc, strconv.Itoa(int(pid)), "fd"), func(inode uint64) {
			if sock := byInode[inode]; sock != nil && sock.PID <= 1 {
				sock.PID = pid
			}
		})
		if err != nil && !gone(err) {
			sawAll = false // not ours to see: a PID may stay 0
		}
	}
	for _, sock := range byInode {
		sock.Unowned = sawAll && sock.PID == 0
	}
	return nil
}

// initialPIDNamespace is the inode of the first PID namespace, in the kernel's
// PROC_PID_INIT_INO since Linux 3.8.
const initialPIDNamespace = "pid:[4026531836]"

// seesEveryProcess tells that no process is hidden from this one: it is in no
// container of which it sees only the processes, and may look at any, which a
// /proc mounted with hidepid would otherwise not even list.
func (s system) seesEveryProcess() bool {
	text, err := os.Readlink(filepath.Join(s.proc, "self/ns/pid"))
	if err != nil || text != initialPIDNamespace {
		return false
	}
	status, err := os.ReadFile(filepath.Join(s.proc, "self/status"))
	if err != nil {
		return false
	}
	for line := range bytes.Lines(status) {
		if v, ok := bytes.CutPrefix(line, []byte("CapEff:")); ok {
			caps, err := strconv.ParseUint(string(bytes.TrimSpace(v)), 16, 64)
			return err == nil && caps&(1<<unix.CAP_SYS_PTRACE) != 0
		}
	}
	return false
}

// eachSocket calls f with the inode of each socket among the descriptors of
// one process.
func eachSocket(dir string, f func(inode uint64)) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := os.Readlink(dir + "/" + name)
		if errors.Is(err, ErrNotExist) {
			continue // closed meanwhile
		}
		if err != nil {
			return err // refused for one of them, refused for all
		}
		if text, ok := strings.CutPrefix(text, "socket:["); ok {
			if inode, err := strconv.ParseUint(strings.TrimSuffix(text, "]"), 10, 64); err == nil {
				f(inode)
			}
		}
	}
	return nil
}

// tableRow is one socket of a table.
type tableRow struct {
	address netip.Addr
	port    uint16
	// inode is 0 for a socket that no process holds (the kernel's own).
	inode uint64
}

// parseTable returns the rows of /proc/net/{tcp,udp}{,6} in one state. A row
// that cannot be read is an error: leaving it out would hide a listener.
func parseTable(b []byte, state string) ([]tableRow, error) {
	var rows []tableRow
	first := true
	for line := range bytes.Lines(b) {
		if first { // the heading
			first = false
			continue
		}
		// sl local_address rem_address st tx:rx tr:tm->when retrnsmt uid timeout inode
		f := bytes.Fields(line)
		if len(f) == 0 {
			continue
		}
		if len(f) < 10 {
			return nil, fmt.Errorf("malformed row %q", line)
		}
		if string(f[3]) != state {
			continue
		}
		address, port, err := parseEndpoint(f[1])
		if err != nil {
			return nil, err
		}
		inode, err := strconv.ParseUint(string(f[9]), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("malformed row %q", line)
		}
		rows = append(rows, tableRow{address: address, port: port, inode: inode})
	}
	return rows, nil
}

// parseEndpoint reads "0100007F:0016": 32-bit words in the machine's byte order,
// each in hexadecimal, and the port. An IPv4 address in IPv6 clothes
// (::ffff:127.0.0.1) is the IPv4 address that it serves.
func parseEndpoint(b []byte) (netip.Addr, uint16, error) {
	words, port, ok := bytes.Cut(b, []byte(":"))
	if !ok || len(words) != 8 && len(words) != 32 {
		return netip.Addr{}, 0, fmt.Errorf("malformed address %q", b)
	}
	raw := make([]byte, len(words)/2)
	if _, err := hex.Decode(raw, words); err != nil {
		return netip.Addr{}, 0, fmt.Errorf("malformed address %q", b)
	}
	for i := 0; i < len(raw); i += 4 {
		binary.NativeEndian.PutUint32(raw[i:], binary.BigEndian.Uint32(raw[i:]))
	}
	n, err := strconv.ParseUint(string(port), 16, 16)
	if err != nil {
		return netip.Addr{}, 0, fmt.Errorf("malformed port %q", b)
	}
	address, _ := netip.AddrFromSlice(raw)
	return address.Unmap(), uint16(n), nil
}
