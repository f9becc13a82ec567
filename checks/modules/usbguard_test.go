package modules

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

// guardTree makes a tree of files by path.
func guardTree(t *testing.T, files map[string]hosttest.File) host.Host {
	t.Helper()
	var list []hosttest.File
	for p, f := range files {
		f.Path = p
		list = append(list, f)
	}
	return hosttest.TreeWith(t, list)
}

// guardLines are lines of a rule file with whether usbguard-rules.conf(5) takes
// them, and the rules of them that let a storage device in without naming one.
var guardLines = map[string]bool{
	"allow": true, "block": true, "reject": true, "match": true, "device": true, "accept": false, "Allow": false, "allow,": false, "allow;": false,
	"allow ": false, " allow": false, "\tallow": false, "allow\tid\t1d6b:0002": true, "allow # note": true, "# note": true, "  # note": true, "  ": false,
	"allow id 1d6b:0002": true, "allow id 1D6B:0002": true, "allow id 1d6b:*": true, "allow id *:*": true, "allow id *:0002": false,
	"allow id 1d6b": false, "allow id 1d6b:2": false, "allow 1d6b:0002": true, "allow 1d6b:0002 serial \"x\"": true, "allow id 1g6b:0002": false, "allow id": false,
	"allow serial \"x\" 1d6b:0002": false, "allow id 1d6b:0002:": false,
	"allow id { 1d6b:0002 1d6b:0003 }": true, "allow id {1d6b:0002}": true, "allow id{ 1d6b:0002 }": false, "allow id {}": false, "allow id { }": false,
	"allow id one-of { 1d6b:0002 }": true, "allow id one-of{ 1d6b:0002 }": false, "allow id one-of 1d6b:0002": false, "allow id any-of { 1d6b:0002 }": false,
	"allow id match-all { 1d6b:0002 }": true, "allow id { 1d6b:0002, 1d6b:0003 }": false, "allow id 1d6b:0002 id 1d6b:0003": false,
	"allow serial \"\"": true, "allow serial x": false, "allow serial 'x'": false, "allow serial \"a\\\"b\"": true, "allow serial \"a\\x41b\"": true, "allow serial \"a\\x4\"": false, "allow serial \"a\\nb\"": false, "allow serial \"a\\\\\"": true,
	"allow serial \"a\\qb\"": false, "allow serial \"a": false, "allow serial { \"a\" \"b\" }": true, "allow serial { \"a\"\"b\" }": false, "allow serial \"a\" \"b\"": false,
	"allow name \"x\" serial \"y\"": true, "allow nosuch \"x\"": false, "allow ID 1d6b:0002": false, "allow label \"id 1:2\"": true,
	"allow hash \"x=\" parent-hash \"y=\" via-port one-of { \"1-1\" \"1-2\" } with-connect-type \"hotplug\"": true,
	"allow with-interface 08:06:50": true, "allow with-interface 08:*:*": true, "allow with-interface 08:06:*": true, "allow with-interface 08:*:50": false,
	"allow with-interface *:*:*": false, "allow with-interface 8:6:50": false, "allow with-interface": false, "allow with-interface { 08:06:50, 03:00:00 }": false,
	"allow with-interface equals-ordered { 08:*:* 03:*:* }": true, "block with-interface none-of { 03:*:* } id *:*": true,
	"allow if true": true, "allow if false": true, "allow if !true": true, "allow if nosuch": false, "allow if localtime(08:00-16:00)": true, "allow if random(0.5)": true,
	"allow if { true false }": true, "allow if one-of { true random }": true, "allow if rule-applied": true, "allow if allowed-matches(with-interface { 08:*:* })": true,
	"allow id 1d6b:0002 \\": false, "allow\r": false, "": true,
}

func TestRulesAsUSBGuardReadsThem(t *testing.T) {
	if _, err := exec.LookPath("usbguard-rule-parser"); err != nil {
		t.Fatal("usbguard-rule-parser is missing: install the Debian package usbguard")
	}
	for line, want := range guardLines {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			_, ours := parseGuardRule(line)
			file := filepath.Join(t.TempDir(), "rules.conf")
			if err := os.WriteFile(file, []byte(line+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command("usbguard-rule-parser", "-f", file).CombinedOutput()
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			if (err == nil) != want {
				t.Errorf("USBGuard takes it: %v, the manual: %v: %s", err == nil, want, out)
			}
			if (err == nil) != (ours == nil) {
				t.Errorf("USBGuard takes it: %v, we: %v: %s", err == nil, ours, out)
			}
		})
	}
}

// guardConfs are lines of usbguard-daemon.conf(5), with whether the daemon takes
// them and what becomes of a device without a rule. RULES is a good rule file, TOP
// its folder.
var guardConfs = map[string]struct {
	text     string
	starts   bool
	implicit string
}{
	"rules":               {"RuleFile=RULES\n", true, "block"},
	"no rules":            {"", true, "block"},
	"allowed":             {"ImplicitPolicyTarget=allow\n", true, "allow"},
	"spaces":              {"  ImplicitPolicyTarget =  reject  \n", true, "reject"},
	"crlf":                {"ImplicitPolicyTarget=allow\r\n", true, "allow"},
	"last wins":           {"ImplicitPolicyTarget=allow\nImplicitPolicyTarget=block\n", true, "block"},
	"last wins, weak":     {"ImplicitPolicyTarget=block\nImplicitPolicyTarget=allow\n", true, "allow"},
	"empty value":         {"ImplicitPolicyTarget=\n", true, "block"},
	"comment":             {"# ImplicitPolicyTarget=allow\n\n", true, "block"},
	"indented comment":    {"  # ImplicitPolicyTarget=allow\n", false, ""},
	"line of spaces":      {"  \n", false, ""},
	"boolean":             {"HidePII=maybe\n", true, "block"},
	"audit":               {"AuditBackend=LinuxAudit\n", true, "block"},
	"comment behind":      {"ImplicitPolicyTarget=allow # x\n", false, ""},
	"quotes":              {"ImplicitPolicyTarget=\"allow\"\n", false, ""},
	"capital value":       {"ImplicitPolicyTarget=Block\n", false, ""},
	"capital key":         {"IMPLICITPOLICYTARGET=allow\n", false, ""},
	"unknown key":         {"ImplicitPolicy=block\n", false, ""},
	"unknown value":       {"ImplicitPolicyTarget=deny\n", false, ""},
	"no value":            {"ImplicitPolicyTarget\n", false, ""},
	"semicolon comment":   {"; x\n", false, ""},
	"section":             {"[daemon]\n", false, ""},
	"continued":           {"ImplicitPolicyTarget=\\\nallow\n", false, ""},
	"no newline":          {"ImplicitPolicyTarget=allow", true, "allow"},
	"inserted":            {"InsertedDevicePolicy=reject\n", true, "block"},
	"inserted unknown":    {"InsertedDevicePolicy=allow\n", false, ""},
	"present":             {"PresentDevicePolicy=keep\nPresentControllerPolicy=allow\n", true, "block"},
	"present unknown":     {"PresentDevicePolicy=none\n", false, ""},
	"authorized":          {"AuthorizedDefault=internal\nHidePII=true\nDeviceRulesWithPort=false\n", true, "block"},
	"file missing":        {"RuleFile=TOP/nosuch\n", false, ""},
	"file empty":          {"RuleFile=\n", false, ""},
	"file of others":      {"RuleFile=TOP/open\n", false, ""},
	"file with a mistake": {"RuleFile=TOP/mistake\n", false, ""},
	"folder":              {"RuleFolder=TOP/good\n", true, "block"},
	"folder missing":      {"RuleFolder=TOP/nosuch\n", false, ""},
	"folder, any name":    {"RuleFolder=TOP/bad\n", false, ""},
	"folder, hidden":      {"RuleFolder=TOP/hidden\n", false, ""},
	"folder of others":    {"RuleFolder=TOP/readable\n", false, ""},
}

var guardImplicit = regexp.MustCompile(`Setting ImplicitPolicyTarget to (\w+)`)

// The daemon is given no way to reach a device, and ends once it read its files;
// whether it came that far shows in its last words.
func TestConfigurationAsUSBGuardReadsIt(t *testing.T) {
	if _, err := exec.LookPath("usbguard-daemon"); err != nil {
		t.Fatal("usbguard-daemon is missing: install the Debian package usbguard")
	}
	const noWay = "requested backend is not available"
	for name, c := range guardConfs {
		t.Run(name, func(t *testing.T) {
			top := t.TempDir()
			text := strings.NewReplacer("RULES", top+"/rules.conf", "TOP", top).Replace(c.text)
			files := map[string]hosttest.File{guardConfig: {Content: text, Mode: 0o600}}
			for p, f := range map[string]hosttest.File{
				"rules.conf": {Content: "allow id 1d6b:0002\n\n# x\n", Mode: 0o600}, "open": {Content: "allow\n", Mode: 0o640}, "mistake": {Content: "allow\nalow\n", Mode: 0o600},
				"good/10.conf": {Content: "block\n", Mode: 0o400}, "bad/readme": {Content: "text\n", Mode: 0o600}, "hidden/.x": {Content: "text\n", Mode: 0o600},
				"readable/10.conf": {Content: "block\n", Mode: 0o644},
			} {
				files[filepath.Join(top, p)] = f
				if err := os.MkdirAll(filepath.Dir(filepath.Join(top, p)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(top, p), []byte(f.Content), f.Mode); err != nil {
					t.Fatal(err)
				}
			}
			file := filepath.Join(top, "daemon.conf")
			if err := os.WriteFile(file, []byte("DeviceManagerBackend=none\nAuditFilePath="+top+"/audit\n"+text), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("usbguard-daemon", "-d", "-k", "-c", file)
			// Its socket is one of the network namespace: one of its own keeps it from
			// another daemon's.
			cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
			var out bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &out
			if err := cmd.Run(); err == nil {
				t.Fatalf("the daemon ran: %s", out.String())
			}
			started, implicit := strings.Contains(out.String(), noWay), ""
			if started {
				implicit = "block"
				if m := guardImplicit.FindStringSubmatch(out.String()); m != nil {
					implicit = m[1]
				}
			}
			if started != c.starts || implicit != c.implicit {
				t.Errorf("USBGuard starts: %v with %q, the manual: %v with %q: %s", started, implicit, c.starts, c.implicit, out.String())
			}
			f, missing := gather(t, guardTree(t, files))
			u := f.Guards[guardConfig]
			if ours := len(u.Refused) == 0; missing != "" || ours != started || started && u.Implicit.Value != implicit {
				t.Errorf("USBGuard starts: %v with %q, we say %+v, gaps %s: %s", started, implicit, u, missing, out.String())
			}
		})
	}
}

// guardPolicies are rule files with the lines that let a storage device in that
// nobody knows, by usbguard-rules.conf(5).
var guardPolicies = map[string]struct {
	rules string
	want  []int
}{
	"one device":                  {"allow id 0781:5583 serial \"x\" with-interface 08:06:50\n", nil},
	"a vendor":                    {"allow id 0781:*\n", []int{1}},
	"a vendor's keyboards":        {"allow id 046d:* with-interface one-of { 03:*:* }\n", []int{1}},
	"a vendor's keyboards only":   {"allow id 046d:* with-interface match-all { 03:*:* }\n", nil},
	"any":                         {"allow id *:*\n", []int{1}},
	"any but one":                 {"allow id none-of { 1234:5678 }\n", []int{1}},
	"several devices":             {"allow id one-of { 1234:5678 1234:5679 }\n", nil},
	"a port":                      {"allow via-port \"1-2\"\n", []int{1}},
	"behind a hub":                {"allow parent-hash \"abc=\"\n", []int{1}},
	"a label says nothing":        {"allow label \"id 1234:5678\"\n", []int{1}},
	"no serial number":            {"allow serial \"\"\n", []int{1}},
	"keyboards":                   {"allow with-interface equals { 03:*:* }\n", nil},
	"keyboards and more":          {"allow with-interface one-of { 03:*:* }\n", []int{1}},
	"all of keyboards":            {"allow with-interface all-of { 03:*:* 03:00:* }\n", []int{1}},
	"all but keyboards":           {"allow with-interface none-of { 03:*:* }\n", []int{1}},
	"all but storage":             {"allow with-interface none-of { 08:*:* }\n", nil},
	"all but one sort":            {"allow with-interface none-of { 08:06:50 }\n", []int{1}},
	"storage":                     {"allow with-interface 08:06:50\n", []int{1}},
	"two interfaces":              {"allow with-interface { 08:06:50 03:01:02 }\n", []int{1}},
	"blocked before":              {"block with-interface one-of { 08:*:* }\nallow\n", nil},
	"blocked after":               {"allow\nblock with-interface one-of { 08:*:* }\n", []int{1}},
	"plain storage blocked":       {"reject with-interface equals { 08:*:* }\nallow\n", []int{2}},
	"blocked by name only":        {"block name \"bad\" with-interface one-of { 08:*:* }\nallow\n", []int{2}},
	"blocked by chance":           {"block with-interface one-of { 08:*:* } if random(0.5)\nallow\n", []int{2}},
	"blocked never":               {"block if false\nallow\n", []int{2}},
	"blocked always":              {"block if true\nallow\n", nil},
	"allowed never":               {"allow if false\n", nil},
	"allowed at times":            {"allow if localtime(08:00-16:00)\n", []int{1}},
	"fixed parts":                 {"allow with-connect-type \"hardwired\"\n", nil},
	"what is plugged":             {"allow with-connect-type \"hotplug\"\n", []int{1}},
	"what is plugged is blocked":  {"block with-connect-type \"hotplug\"\nallow\n", []int{2}},
	"only what is fixed":          {"block with-connect-type none-of { \"hardwired\" }\nallow\n", nil},
	"unreachable":                 {"allow\nallow with-interface 08:06:50\n", []int{1}},
	"without the word":            {"allow 1234:5678\n", nil},
	"a device and then the rest":  {"allow id 1234:5678\nblock\n", nil},
	"name of one, storage of all": {"allow name \"x\"\nallow with-interface one-of { 08:*:* 06:*:* }\n", []int{2}},
}

func TestRulesThatLetStorageIn(t *testing.T) {
	for name, c := range guardPolicies {
		const file = "/etc/usbguard/rules.conf"
		f, missing := gather(t, guardTree(t, map[string]hosttest.File{
			guardConfig: {Content: "RuleFile=" + file + "\n", Mode: 0o600}, file: {Content: c.rules, Mode: 0o600},
		}))
		var got []int
		for _, s := range f.Guards[guardConfig].Storage {
			n := 0
			if _, err := fmt.Sscanf(string(s.Source), file+":%d", &n); err != nil {
				t.Fatal(err)
			}
			got = append(got, n)
		}
		if d := cmp.Diff(c.want, got); d != "" || missing != "" || len(f.Guards[guardConfig].Refused) > 0 {
			t.Errorf("%s (-want +got):\n%s%s%v", name, d, missing, f.Guards[guardConfig].Refused)
		}
	}
}

func TestUSBGuard(t *testing.T) {
	f, missing := gather(t, guardTree(t, map[string]hosttest.File{
		guardConfig:                                                    {Content: "# x\nImplicitPolicyTarget=allow\nPresentDevicePolicy=keep\nRuleFile=/etc/usbguard/rules.conf\nRuleFolder=/etc/usbguard/rules.d/\n", Mode: 0o600},
		"/etc/usbguard/rules.conf":                                     {Content: "allow id 1d6b:0002 serial \"0000\" with-interface 09:00:00\n\n# note\nallow with-interface match-all { 03:00:01 03:01:01 }\nallow with-interface equals { 08:*:* }\n", Mode: 0o600},
		"/etc/usbguard/rules.d/10.conf":                                {Content: "reject with-interface all-of { 08:*:* 03:00:* }\nalow\nallow\n", Mode: 0o600},
		"/usr/lib/systemd/system/usbguard.service":                     {Content: "[Service]\nExecStart=/usr/sbin/usbguard-daemon\n"},
		"/usr/lib/systemd/system/default.target":                       {Link: "multi-user.target"},
		"/usr/lib/systemd/system/multi-user.target":                    {Content: "[Unit]\n"},
		"/etc/systemd/system/multi-user.target.wants/usbguard.service": {Link: "/usr/lib/systemd/system/usbguard.service"},
	}))
	want := USBGuard{
		Starts:   facts.At(true, facts.Source("/etc/systemd/system/multi-user.target.wants/usbguard.service")),
		Implicit: facts.At("allow", facts.Source("/etc/usbguard/usbguard-daemon.conf:2")),
		Inserted: facts.At("apply-policy", facts.Default("usbguard")),
		Present:  facts.At("keep", facts.Source("/etc/usbguard/usbguard-daemon.conf:3")),
		Storage: []facts.Sourced[string]{
			facts.At("allow", facts.Source("/etc/usbguard/rules.conf:5")),
			facts.At("allow", facts.Source("/etc/usbguard/rules.d/10.conf:3")),
		},
		Rules:   5,
		Refused: []facts.Sourced[string]{facts.At("not a rule: a rule begins with allow, block or reject", facts.Source("/etc/usbguard/rules.d/10.conf:2"))},
	}
	if d := cmp.Diff(want, f.Guards[guardConfig]); d != "" || missing != "" {
		t.Errorf("gaps %q (-want +got):\n%s", missing, d)
	}
}
