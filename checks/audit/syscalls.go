package audit

import (
	_ "embed"
	"strings"
)

// The names of system calls by machine, as ausyscall(8) of audit 3.0 dumps them.
var (
	//go:embed syscalls/x86_64.txt
	x8664 string
	//go:embed syscalls/i386.txt
	i386 string
	//go:embed syscalls/aarch64.txt
	aarch64 string
	//go:embed syscalls/arm.txt
	arm string
)

// machine is the processor that the rules are for.
type machine struct {
	// b64 and b32 hold the names of system calls of each word size; b64 is nil
	// on a 32-bit machine. Nil maps with any set: every name is taken.
	b64, b32 map[string]bool
	// any: the machine is not known, so names cannot be checked.
	any bool
}

// newMachine is the machine of an ELF number (e_machine, elf(5)); 0 when it is
// not known.
func newMachine(elf uint16) machine {
	switch elf {
	case 62: // EM_X86_64
		return machine{b64: set(x8664), b32: set(i386)}
	case 183: // EM_AARCH64
		return machine{b64: set(aarch64), b32: set(arm)}
	case 3: // EM_386
		return machine{b32: set(i386)}
	case 40: // EM_ARM
		return machine{b32: set(arm)}
	}
	return machine{b64: set(x8664), b32: set(i386), any: true}
}

// native is the word size of the machine's own programs.
func (m machine) native() string {
	if m.b64 == nil {
		return "b32"
	}
	return "b64"
}

// has reports whether programs of a word size have a system call.
func (m machine) has(abi, name string) bool {
	if abi == "b64" {
		return m.b64[name]
	}
	return m.b32[name]
}

// abis are the word sizes of programs that the machine runs.
func (m machine) abis() []string {
	if m.b64 == nil {
		return []string{"b32"}
	}
	return []string{"b64", "b32"}
}

func set(names string) map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Fields(names) {
		out[n] = true
	}
	return out
}
