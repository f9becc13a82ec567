package bmc

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The texts are in the form of ipmitool 1.8.19.
const (
	channelLAN = `Channel 0x1 info:
  Channel Medium Type   : 802.3 LAN
  Channel Protocol Type : IPMB-1.0
  Session Support       : multi-session
  Active Session Count  : 0
  Protocol Vendor ID    : 7154
  Volatile(active) Settings
    Alerting            : enabled
    Per-message Auth    : enabled
    User Level Auth     : enabled
    Access Mode         : always available
  Non-Volatile Settings
    Alerting            : enabled
    Per-message Auth    : enabled
    User Level Auth     : enabled
    Access Mode         : disabled
`
	channelSystem = `Channel 0xf info:
  Channel Medium Type   : System Interface
  Channel Protocol Type : KCS
  Session Support       : session-less
  Active Session Count  : 0
  Protocol Vendor ID    : 7154
`
	lanText = `Set in Progress         : Set Complete
Auth Type Support       : NONE MD2 MD5 PASSWORD 
Auth Type Enable        : Callback : MD2 MD5 PASSWORD 
                        : User     : MD2 MD5 PASSWORD 
                        : Operator : MD2 MD5 PASSWORD 
                        : Admin    : NONE MD5 
                        : OEM      : 
IP Address Source       : DHCP Address
IP Address              : 192.0.2.7
Subnet Mask             : 255.255.255.0
MAC Address             : 00:00:5e:00:53:07
SNMP Community String   : correct-horse
IP Header               : TTL=0x00 Flags=0x00 Precedence=0x00 TOS=0x00
Default Gateway IP      : 192.0.2.1
802.1q VLAN ID          : Disabled
RMCP+ Cipher Suites     : 0,1,2,3,17
Cipher Suite Priv Max   : Xaaaaaaaaaaaaaa
                        :     X=Cipher Suite Unused
                        :     c=CALLBACK
                        :     u=USER
                        :     o=OPERATOR
                        :     a=ADMIN
                        :     O=OEM
Bad Password Threshold  : Not Available
`
	ciphersText = `ID   IANA    Auth Alg        Integrity Alg   Confidentiality Alg
0    N/A     none            none            none           
3    N/A     hmac_sha1       hmac_sha1_96    aes_cbc_128    
17   N/A     hmac_sha256     sha256_128      aes_cbc_128    
`
)

func TestChannelInfo(t *testing.T) {
	for name, c := range map[string]struct {
		text       string
		lan        bool
		open, know bool
	}{
		"stored mode closed, active open": {channelLAN, true, true, true},
		"both closed":                     {strings.ReplaceAll(channelLAN, "always available", "disabled"), true, false, true},
		"CRLF":                            {strings.ReplaceAll(channelLAN, "\n", "\r\n"), true, true, true},
		"an unheard-of mode":              {strings.ReplaceAll(channelLAN, "always available", "unknown"), true, false, false},
		"cut after the active mode":       {channelLAN[:strings.Index(channelLAN, "  Non-Vol")], true, false, false},
		"no network":                      {channelSystem, false, false, false},
		"nothing":                         {"", false, false, false},
		"no text":                         {"\x00\xff:\xff\n:", false, false, false},
	} {
		got := parseChannelInfo([]byte(c.text))
		if open, ok := got.open(); got.lanBound() != c.lan || open != c.open || ok != c.know {
			t.Errorf("%s: %+v, open %v, known %v", name, got, open, ok)
		}
	}
}

func TestLANPrint(t *testing.T) {
	all := []string{"MD2", "MD5", "PASSWORD"}
	want := lanPrint{
		auth:   map[string][]string{"callback": all, "user": all, "operator": all, "admin": {"NONE", "MD5"}, "oem": {}},
		suites: []int{0, 1, 2, 3, 17}, privileges: "Xaaaaaaaaaaaaaa", source: "dhcp",
	}
	opts := cmp.AllowUnexported(lanPrint{})
	for _, text := range []string{lanText, strings.ReplaceAll(lanText, "\n", "\r\n")} {
		if d := cmp.Diff(want, parseLAN([]byte(text)), opts); d != "" {
			t.Errorf("-want +got:\n%s", d)
		}
	}
	for name, c := range map[string]struct {
		old, new string
		want     func(*lanPrint)
	}{
		"static":                    {"DHCP Address", "Static Address", func(l *lanPrint) { l.source = "static" }},
		"bios":                      {"DHCP Address", "BIOS Assigned Address", func(l *lanPrint) { l.source = "bios" }},
		"unspecified":               {"DHCP Address", "Unspecified", func(l *lanPrint) { l.source = "none" }},
		"other":                     {"DHCP Address", "Other", func(l *lanPrint) { l.source = "other" }},
		"no suites told":            {"0,1,2,3,17", "None", func(l *lanPrint) { l.suites = nil }},
		"a suite that is no number": {"0,1,2,3,17", "0,1,x", func(l *lanPrint) { l.suites = nil }},
		"a suite too large":         {"0,1,2,3,17", "1,300", func(l *lanPrint) { l.suites = nil }},
		"no privileges":             {"Xaaaaaaaaaaaaaa", "Not Available", func(l *lanPrint) { l.privileges = "" }},
		"an unheard-of type":        {"NONE MD5 \n", "RAKP \n", func(l *lanPrint) { l.auth = nil }},
		"a level is missing":        {"                        : Operator : MD2 MD5 PASSWORD \n", "", func(l *lanPrint) { l.auth = nil }},
		"a level twice":             {": Operator :", ": Admin    :", func(l *lanPrint) { l.auth = nil }},
		"an unheard-of level":       {": OEM      :", ": Guest    :", func(l *lanPrint) { l.auth = nil }},
	} {
		text := strings.Replace(lanText, c.old, c.new, 1)
		if text == lanText {
			t.Fatalf("%s: nothing was replaced", name)
		}
		w := want
		c.want(&w)
		if d := cmp.Diff(w, parseLAN([]byte(text)), opts); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	for _, text := range []string{"", "\x00\xff", "Auth Type Enable", ": MD5\n: NONE\n"} {
		if d := cmp.Diff(lanPrint{}, parseLAN([]byte(text)), opts); d != "" {
			t.Errorf("%q (-want +got):\n%s", text, d)
		}
	}
}

func TestCiphers(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []int
	}{
		"table":            {ciphersText, []int{0, 3, 17}},
		"headings alone":   {ciphersText[:strings.Index(ciphersText, "0    N/A")], nil},
		"nothing":          {"", nil},
		"no headings":      {"0    N/A     none\n", nil},
		"a line of others": {ciphersText + "Failed to parse\n", nil},
	} {
		if d := cmp.Diff(c.want, parseCiphers([]byte(c.text))); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestSuiteZero(t *testing.T) {
	for name, c := range map[string]struct {
		suites     []int
		privileges string
		ciphers    []int
		enabled    bool
		known      bool
	}{
		"unused":                            {[]int{0, 3}, "Xa", nil, false, true},
		"for callback is enabled too":       {[]int{0, 3}, "ca", nil, true, true},
		"not among the suites":              {[]int{3, 17}, "aa", []int{3, 17}, false, true},
		"lan print alone leaves it out":     {[]int{3, 17}, "aa", nil, false, false},
		"no privileges told":                {[]int{0, 3}, "", nil, true, true},
		"only getciphers lists it":          {[]int{3, 17}, "aa", []int{0, 3}, true, true},
		"getciphers lists it, unused":       {nil, "Xa", []int{0, 3}, false, true},
		"getciphers does not list it":       {nil, "", []int{3}, false, true},
		"the second of the list, used":      {[]int{3, 0}, "Xa", nil, true, true},
		"the second of the list, unused":    {[]int{3, 0}, "aX", nil, true, true},
		"the second of the list, both X":    {[]int{3, 0}, "XX", nil, false, true},
		"behind the privileges that we see": {[]int{3, 1, 0}, "XX", nil, true, true},
		"the lists differ, used":            {[]int{1, 2}, "aa", []int{0, 1, 2}, true, true},
		"the lists differ, X of which":      {[]int{1, 2}, "Xa", []int{0, 1, 2}, false, false},
		"neither list":                      {nil, "Xaaa", nil, false, false},
	} {
		if enabled, ok := suiteZero(lanPrint{suites: c.suites, privileges: c.privileges}, c.ciphers); enabled != c.enabled || ok != c.known {
			t.Errorf("%s: enabled %v, known %v", name, enabled, ok)
		}
	}
}

// entry is one structure of an SMBIOS table with its strings' end.
func entry(kind byte, formatted ...byte) string {
	return string(append([]byte{kind, byte(4 + len(formatted)), 0, 0}, formatted...)) + "\x00\x00"
}

// withStrings is a structure that two strings follow.
var withStrings = entry(1, 1, 2)[:6] + "Maker\x00Product\x00\x00"

const tableEnd = "\x7f\x04\xff\xfe\x00\x00"

func TestSMBIOS(t *testing.T) {
	for name, c := range map[string]struct {
		table string
		kinds []byte
	}{
		"end mark":                 {withStrings + entry(38, 1, 0x20) + tableEnd + "behind it", []byte{1, 38, 127}},
		"whole without an end":     {withStrings + entry(38, 1, 0x20), []byte{1, 38}},
		"empty":                    {"", nil},
		"cut in a header":          {withStrings + "\x26", nil},
		"cut in a structure":       {withStrings + entry(38, 1, 0x20)[:5], nil},
		"cut in the strings":       {withStrings[:12], nil},
		"a length below the least": {"\x26\x03\x00\x00\x00\x00", nil},
		"nothing but null bytes":   {"\x00\x00\x00\x00\x00\x00\x00\x00", nil},
	} {
		list, err := parseSMBIOS([]byte(c.table))
		var kinds []byte
		for _, s := range list {
			kinds = append(kinds, s.kind)
		}
		if (err != nil) != (c.kinds == nil) || !slices.Equal(kinds, c.kinds) {
			t.Errorf("%s: %v, %v", name, kinds, err)
		}
		if err != nil && !errors.Is(err, errSMBIOS) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for text, want := range map[string][2]string{
		entry(38, 1, 0x20): {"KCS", "2.0"}, entry(38, 4, 0x15): {"SSIF", "1.5"}, entry(38, 9, 0x20): {"unknown", "2.0"}, entry(38, 1): {"unknown", ""},
	} {
		list, err := parseSMBIOS([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if way, version := ipmiDevice(list[0]); way != want[0] || version != want[1] {
			t.Errorf("%q: %s %s", text, way, version)
		}
	}
}

func FuzzSMBIOS(f *testing.F) {
	f.Add([]byte(withStrings + entry(38, 1, 0x20) + tableEnd))
	f.Add([]byte(entry(42, 0x40)))
	f.Fuzz(func(t *testing.T, table []byte) {
		list, err := parseSMBIOS(table)
		if (err == nil) != (len(list) > 0) {
			t.Fatalf("%d structures, %v", len(list), err)
		}
		size := 0
		for _, s := range list {
			ipmiDevice(s)
			networkInterface(s)
			size += len(s.formatted)
		}
		if size > len(table) {
			t.Fatalf("%d bytes of %d", size, len(table))
		}
	})
}

func FuzzIPMITool(f *testing.F) {
	for _, text := range []string{channelLAN, channelSystem, lanText, ciphersText} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if open, ok := parseChannelInfo([]byte(text)).open(); open && !ok {
			t.Fatal("open and not known")
		}
		l := parseLAN([]byte(text))
		if l.auth != nil && len(l.auth) != len(levels) {
			t.Fatalf("%v", l.auth)
		}
		for level, types := range l.auth {
			if !slices.Contains(levels, level) || slices.ContainsFunc(types, unknownType) {
				t.Fatalf("%v", l.auth)
			}
		}
		// A list with suite 0 and no X for it never comes out as safe.
		if enabled, ok := suiteZero(l, parseCiphers([]byte(text))); slices.Contains(l.suites, 0) && !strings.Contains(l.privileges, "X") && (!enabled || !ok) {
			t.Fatalf("%+v: %v %v", l, enabled, ok)
		}
	})
}
