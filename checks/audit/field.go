package audit

import (
	"fmt"
	"regexp"
	"strings"
)

// Groups of fields by the values that they take (auditctl(8), -F).
var (
	userFields   = set("uid euid suid fsuid auid loginuid obj_uid")
	groupFields  = set("gid egid sgid fsgid obj_gid")
	textFields   = set("obj_user obj_role obj_type obj_lev_low obj_lev_high subj_user subj_role subj_type subj_sen subj_clr key exe path dir")
	numberFields = set("pid ppid pers devmajor devminor inode success saddr_fam a0 a1 a2 a3 sessionid")
	otherFields  = set("arch msgtype exit perm filetype fstype field_compare")
	// exitOnly are refused beside another list.
	exitOnly = set("exit path dir perm filetype obj_user obj_role obj_type obj_lev_low obj_lev_high devmajor devminor inode success ppid")
	// excludeFields are those that the exclude list takes.
	excludeFields = set("pid uid gid auid loginuid msgtype subj_user subj_role subj_type subj_sen subj_clr exe")
)

var (
	errno     = regexp.MustCompile(`^-?E[A-Z0-9]+$`)
	record    = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
	number    = regexp.MustCompile(`^-?[0-9]`)
	fileTypes = set("file dir socket link character block fifo")
)

// split parts a condition at its operator, the longest first.
func split(pair string, ops ...string) (field, bool) {
	for _, op := range ops {
		if name, value, ok := strings.Cut(pair, op); ok {
			return field{name: name, op: op, value: value}, true
		}
	}
	return field{}, false
}

func (p *parser) field(pair string) error {
	r := &p.c.rule
	if !p.hasList {
		return fmt.Errorf("-F comes before the list")
	}
	f, ok := split(pair, "!=", ">=", "<=", "&=", "=", ">", "<", "&")
	switch {
	case !ok || f.name == "" || f.value == "":
		return fmt.Errorf("-F %s is not FIELD, operator, VALUE", pair)
	case !userFields[f.name] && !groupFields[f.name] && !textFields[f.name] && !numberFields[f.name] && !otherFields[f.name]:
		return fmt.Errorf("there is no field %s", f.name)
	case r.list == "exclude" && !excludeFields[f.name]:
		return fmt.Errorf("the list exclude does not take %s", f.name)
	case r.list != "exit" && exitOnly[f.name]:
		return fmt.Errorf("%s is for the list exit only", f.name)
	case f.name == "key" && f.op == "=":
		return p.addKey(f.value)
	}
	equal := f.op == "=" || f.op == "!="
	switch f.name {
	case "arch":
		return p.archField(f)
	case "path", "dir":
		p.fielded = true
		if f.op == "=" {
			if f.name == "path" {
				r.path = f.value
			} else {
				r.dir = strings.TrimRight(f.value, "/")
			}
			return nil
		}
	case "perm":
		if f.op != "=" {
			return fmt.Errorf("perm takes = only")
		}
		return p.perms(f.value)
	case "exe":
		if p.fielded = true; !equal {
			return fmt.Errorf("exe takes = and != only")
		}
	case "exit":
		if !number.MatchString(f.value) && !errno.MatchString(f.value) {
			return fmt.Errorf("there is no error %s", f.value)
		}
	case "msgtype":
		if r.list != "exclude" && r.list != "user" {
			return fmt.Errorf("msgtype is for the lists exclude and user only")
		}
		if !number.MatchString(f.value) && !record.MatchString(f.value) {
			return fmt.Errorf("there is no record type %s", f.value)
		}
	case "filetype":
		if !fileTypes[f.value] {
			return fmt.Errorf("there is no file type %s", f.value)
		}
	case "fstype":
		if p.fielded = true; r.list != "filesystem" || !equal {
			return fmt.Errorf("fstype is for the list filesystem, with = and != only")
		}
	default:
		if numberFields[f.name] && !number.MatchString(f.value) && !(f.name == "sessionid" && f.value == "unset") {
			return fmt.Errorf("%s takes a number, not %s", f.name, f.value)
		}
	}
	r.fields = append(r.fields, f)
	return nil
}

// b64 and b32 by the names of machines that auditctl takes.
var wordSizes = map[string]string{
	"b64": "b64", "b32": "b32", "x86_64": "b64", "aarch64": "b64", "i386": "b32", "i486": "b32", "i586": "b32", "i686": "b32",
	"arm": "b32", "armeb": "b32", "armv5tejl": "b32", "armv5tel": "b32", "armv6l": "b32", "armv7l": "b32",
}

var otherMachines = set("ppc64 ppc64le ppc s390x s390 ia64 riscv64 riscv32 loongarch64 mips mips64 alpha")

func (p *parser) archField(f field) error {
	r := &p.c.rule
	switch {
	case p.syscalled:
		return fmt.Errorf("arch comes after -S")
	case f.op != "=" && f.op != "!=":
		return fmt.Errorf("arch takes = and != only")
	}
	abi := wordSizes[f.value]
	switch {
	case abi == "b64" && p.m.b64 == nil:
		return fmt.Errorf("arch=%s on a 32-bit machine", f.value)
	case abi == "" && !decimal.MatchString(f.value) && !otherMachines[f.value]:
		return fmt.Errorf("there is no machine %s", f.value)
	case abi == "":
		abi = f.value
	}
	r.arch, r.archNot = abi, f.op == "!="
	return nil
}

var comparable = set("auid uid euid suid fsuid obj_uid gid egid sgid fsgid obj_gid loginuid")

func (p *parser) compare(pair string) error {
	f, ok := split(pair, "!=", "=")
	switch {
	case !ok || f.name == "" || f.value == "":
		return fmt.Errorf("-C %s is not FIELD, = or !=, FIELD", pair)
	case !comparable[f.name] || !comparable[f.value]:
		return fmt.Errorf("-C %s compares what cannot be compared", pair)
	case strings.HasSuffix(f.name, "uid") != strings.HasSuffix(f.value, "uid"):
		return fmt.Errorf("-C %s compares a user with a group", pair)
	case p.c.rule.list != "exit":
		return fmt.Errorf("-C is for the list exit only")
	}
	f.compare = true
	p.c.rule.fields = append(p.c.rule.fields, f)
	return nil
}
