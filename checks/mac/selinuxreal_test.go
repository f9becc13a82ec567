package mac

import (
	"encoding/json"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"isoscan/internal/sandbox"
)

// selinuxFiles are files of selinux_config(5), with the mode (none: no line has one
// that libselinux knows) and the policy.
var selinuxFiles = []struct{ name, text, want string }{
	{"as installed", "# x\nSELINUX=enforcing\n# y\nSELINUXTYPE=targeted\n", "enforcing targeted"},
	{"permissive", "SELINUX=permissive\nSELINUXTYPE=mls\n", "permissive mls"},
	{"disabled", "SELINUX=disabled\nSELINUXTYPE=mls\n", "disabled mls"},
	{"nothing", "", "none targeted"},
	{"no last newline", "SELINUXTYPE=mls\nSELINUX=enforcing", "enforcing mls"},
	{"the type without newline", "SELINUX=enforcing\nSELINUXTYPE=mls", "enforcing mls"},
	{"the mode alone", "SELINUX=enforcing\n", "enforcing targeted"},
	{"the type alone", "SELINUXTYPE=mls\n", "none mls"},
	{"capitals", "SELINUX=ENFORCING\nSELINUXTYPE=Mls\n", "enforcing Mls"},
	{"small names", "selinux=enforcing\nselinuxtype=mls\n", "none mls"},
	{"mixed names", "Selinux=enforcing\nSelinuxType=mls\n", "none mls"},
	{"blanks before", " SELINUX=enforcing\n SELINUXTYPE=mls\n", "none mls"},
	{"tabs before", "\tSELINUX=enforcing\n\tSELINUXTYPE=mls\n", "none mls"},
	{"blanks before, then right", " SELINUX=enforcing\nSELINUX=permissive\n", "permissive targeted"},
	{"blanks behind =", "SELINUX= enforcing\nSELINUXTYPE= mls\n", "enforcing mls"},
	{"a tab behind =", "SELINUX=\tenforcing\nSELINUXTYPE=\tmls\n", "enforcing mls"},
	{"blanks before =", "SELINUX =enforcing\nSELINUXTYPE =mls\n", "none targeted"},
	{"blanks at the end", "SELINUX=enforcing  \t\nSELINUXTYPE=mls  \t\n", "enforcing mls"},
	{"a comment behind", "SELINUX=enforcing # x\nSELINUXTYPE=mls # x\n", "enforcing mls # x"},
	{"text behind", "SELINUX=disabledforever\n", "disabled targeted"},
	{"permissive with more", "SELINUX=permissive,enforcing\n", "permissive targeted"},
	{"cut short", "SELINUX=enforce\n", "none targeted"},
	{"a number", "SELINUX=1\n", "none targeted"},
	{"quotes", "SELINUX=\"enforcing\"\nSELINUXTYPE=\"mls\"\n", "none \"mls\""},
	{"crlf", "SELINUX=enforcing\r\nSELINUXTYPE=mls\r\n", "enforcing mls"},
	{"the mode twice", "SELINUX=disabled\nSELINUX=enforcing\n", "disabled targeted"},
	{"the mode twice, the other way", "SELINUX=enforcing\nSELINUX=disabled\n", "enforcing targeted"},
	{"a wrong mode first", "SELINUX=on\nSELINUX=permissive\nSELINUX=enforcing\n", "permissive targeted"},
	{"a wrong mode last", "SELINUX=permissive\nSELINUX=on\n", "permissive targeted"},
	{"the type twice", "SELINUX=enforcing\nSELINUXTYPE=a\nSELINUXTYPE=b\n", "enforcing b"},
	{"the type twice, small", "SELINUX=enforcing\nSELINUXTYPE=a\nselinuxtype=b\n", "enforcing b"},
	{"a type in a comment", "SELINUXTYPE=a\n# SELINUXTYPE=b\n#SELINUXTYPE=c\n", "none a"},
	{"a comment", "#SELINUX=enforcing\n # SELINUX=enforcing\n", "none targeted"},
	{"export", "export SELINUX=enforcing\n", "none targeted"},
	{"a mark of the byte order", "\ufeffSELINUX=enforcing\n", "none targeted"},
	{"a backslash", "SELINUX=\\\nenforcing\n", "none targeted"},
	{"an empty mode", "SELINUX=\nSELINUX=permissive\n", "permissive targeted"},
	{"a mode on the next line", "SELINUX=\n enforcing\n", "none targeted"},
	{"an empty type", "SELINUX=enforcing\nSELINUXTYPE=\n", "enforcing "},
	{"an empty type, then another", "SELINUX=enforcing\nSELINUXTYPE=\nSELINUXTYPE=mls\n", "enforcing mls"},
	{"a long comment", "#" + strings.Repeat("x", 4094) + "SELINUX=permissive\nSELINUX=enforcing\n", "permissive targeted"},
	{"a longer comment", "#" + strings.Repeat("x", 4095) + "SELINUX=permissive\nSELINUX=enforcing\n", "enforcing targeted"},
	{"letters of Unicode", "\u017fELINUX=enforcing\nSELINUXTYPE=\u00a0mls\u00a0\n", "none \u00a0mls\u00a0"},
	{"another whitespace", "SELINUX=\venforcing\n\fSELINUXTYPE=mls\f\n", "enforcing mls"},
	{"the other name", "SELINUXTYPES=mls\nSELINUX_TYPE=mls\n", "none targeted"},
}

// selinuxProgram asks the library of each file, in a process of its own: it
// reads the type once.
const selinuxProgram = `
import ctypes, json, os, sys
for text in json.load(sys.stdin):
    with open("/etc/selinux/config", "wb") as f:
        f.write(text.encode())
    r, w = os.pipe()
    if os.fork() == 0:
        lib = ctypes.CDLL("libselinux.so.1")
        mode, kind = ctypes.c_int(9), ctypes.c_char_p()
        lib.selinux_getenforcemode(ctypes.byref(mode))
        lib.selinux_getpolicytype(ctypes.byref(kind))
        name = {1: "enforcing", 0: "permissive", -1: "disabled", 9: "none"}[mode.value]
        os.write(w, json.dumps(name + " " + kind.value.decode()).encode())
        os._exit(0)
    os.close(w)
    print(os.read(r, 65536).decode())
    os.close(r)
    os.wait()
`

func TestSELinuxAsTheLibraryReadsIt(t *testing.T) {
	sandbox.Need(t, "python3", "python3")
	s := sandbox.New(t, map[string]string{"/etc/selinux/": ""})
	var texts []string
	for _, c := range selinuxFiles {
		texts = append(texts, c.text)
	}
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := s.Command(t.Context(), "python3", "-c", selinuxProgram)
	cmd.Stdin = strings.NewReader(string(in))
	out, err := cmd.Output()
	if err != nil {
		said := ""
		if e := new(exec.ExitError); errors.As(err, &e) {
			said = string(e.Stderr)
		}
		t.Fatalf("%v: %s; hint: apt-get install libselinux1", err, said)
	}
	answers := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(answers) != len(selinuxFiles) {
		t.Fatalf("%d answers: %s", len(answers), out)
	}
	for i, c := range selinuxFiles {
		var theirs string
		if err := json.Unmarshal([]byte(answers[i]), &theirs); err != nil {
			t.Fatal(err)
		}
		mode, kind := parseSELinux(c.text)
		if mode.line == 0 {
			mode.value = "none"
		}
		if ours := mode.value + " " + kind.value; theirs != ours || theirs != c.want {
			t.Errorf("%s: the manual: %q; libselinux: %q; ours: %q", c.name, c.want, theirs, ours)
		}
	}
}

// Arguments of the kernel, which takes quotes off and reads numbers of any base.
func TestArgumentsOfTheKernel(t *testing.T) {
	for text, want := range map[string]string{
		"linux /vmlinuz root=/dev/sda1 selinux=0 quiet": "selinux=0", "selinux=00": "selinux=0", "selinux=0x0": "selinux=0", `selinux="0"`: "selinux=0",
		"enforcing=1": "enforcing=1", "xselinux=0": "", "apparmor='0'": "apparmor=0", `GRUB "selinux=\"0\""`: "selinux=0", "lsm=yama,bpf": "lsm=yama,bpf",
	} {
		got := ""
		for arg := range parseArguments(text) {
			got += arg
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
