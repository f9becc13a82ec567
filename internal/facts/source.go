package facts

import (
	"strconv"
	"strings"
)

// Source tells a person where a value was seen. One of:
//
//	/etc/ssh/sshd_config:33     a file and line
//	/var/lib/dpkg/status        a file
//	command: systemctl show     a command of the host
//	system: sockets             an interface of the running system
//	default: OpenSSH 9.2        compiled into the program, nothing says otherwise
//	ledger: assets.yaml:12      people's records, by file and line below the ledger
type Source string

// FileLine is the source of a value on line n (from 1) of a file on the target.
func FileLine(path string, n int) Source {
	return Source(path + ":" + strconv.Itoa(n))
}

// File is the source of a value told by a file as a whole.
func File(path string) Source { return Source(path) }

// Command is the source of a value told by a program of the host.
func Command(argv ...string) Source { return Source("command: " + strings.Join(argv, " ")) }

// SystemAPI is the source of a value told by the running system.
func SystemAPI(name string) Source { return Source("system: " + name) }

// Default is the source of a value that nothing on the host sets, so that the
// program's own default holds.
func Default(program string) Source { return Source("default: " + program) }

// LedgerEntry is the source of what people recorded: a file and line, or the
// digest of the whole ledger.
func LedgerEntry(at string) Source { return Source("ledger: " + at) }

// Split returns the file and line (0 when it names none) of a file source, and
// ok false for any other kind.
func (s Source) Split() (path string, line int, ok bool) {
	t := string(s)
	if !strings.HasPrefix(t, "/") {
		return "", 0, false
	}
	if i := strings.LastIndexByte(t, ':'); i > 0 {
		if n, err := strconv.Atoi(t[i+1:]); err == nil && n > 0 {
			return t[:i], n, true
		}
	}
	return t, 0, true
}
