package bmc

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) (*Facts, string) {
	t.Helper()
	gaps := facts.NewGaps("bmc")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, m := range gaps.Missing() {
		lines = append(lines, m.Path+" "+m.Reason)
	}
	return f, strings.Join(lines, "\n")
}

// plain is a machine without a controller.
var plain = map[string]string{
	tables: withStrings + tableEnd, "/dev/null": "", "/sys/module/loop/": "", "/sys/class/net/": "",
}

func with(base map[string]string, more ...string) map[string]string {
	out := maps.Clone(base)
	for i := 0; i < len(more); i += 2 {
		out[more[i]] = more[i+1]
	}
	return out
}

func without(base map[string]string, name string) map[string]string {
	out := maps.Clone(base)
	delete(out, name)
	return out
}

// withDevices adds what ReadDir tells of device files, which only root can make.
type withDevices struct {
	*hosttest.Running
	devices []host.FileInfo
}

func (h withDevices) ReadDir(ctx context.Context, dir string) ([]host.FileInfo, error) {
	list, err := h.Running.ReadDir(ctx, dir)
	if dir == dev && err == nil {
		list = append(list, h.devices...)
	}
	return list, err
}

var ipmi0 = host.FileInfo{Name: "ipmi0", Mode: fs.ModeDevice | fs.ModeCharDevice | 0o600}

const refused = "IPMI command failed: Invalid data field in request\nUnable to Get Channel Info\n"

// machine has a controller whose channel 1 is a network, and 7 a system
// interface; it has no others.
func machine(t *testing.T) withDevices {
	t.Helper()
	r := hosttest.NewRunning(t, with(plain, tables, withStrings+entry(38, 1, 0x20)+tableEnd, "/sys/class/ipmi/ipmi0/", "", "/sys/module/ipmi_si/", "", "/sys/module/acpi_ipmi/", ""))
	for n := 1; n <= channels; n++ {
		r.Commands[fmt.Sprintf("ipmitool channel info %d", n)] = hosttest.Reply{Stderr: refused, ExitCode: 1}
	}
	r.Commands["ipmitool channel info 1"] = hosttest.Reply{Stdout: channelLAN}
	r.Commands["ipmitool channel info 7"] = hosttest.Reply{Stdout: channelSystem}
	r.Commands["ipmitool lan print 1"] = hosttest.Reply{Stdout: lanText}
	r.Commands["ipmitool channel getciphers ipmi 1"] = hosttest.Reply{Stdout: ciphersText}
	return withDevices{r, []host.FileInfo{ipmi0}}
}

func TestMachineWithoutController(t *testing.T) {
	h := hosttest.NewRunning(t, plain)
	f, missing := gather(t, h)
	want := &Facts{Present: facts.AtPtr(false, tables), Signs: []Sign{}, Devices: map[string]Device{}, Drivers: []string{}}
	if d := cmp.Diff(want, f); d != "" || missing != "" {
		t.Errorf("gaps %q (-want +got):\n%s", missing, d)
	}
	if len(h.Calls()) != 0 {
		t.Errorf("programs were run: %v", h.Calls())
	}
}

func TestMachineWithController(t *testing.T) {
	h := machine(t)
	f, missing := gather(t, h)
	all := []string{"MD2", "MD5", "PASSWORD"}
	kcs, two := "KCS", "2.0"
	want := &Facts{
		Present: facts.AtPtr(true, tables),
		Signs: []Sign{
			{Kind: "smbios-38", Interface: &kcs, Version: &two, Source: tables},
			{Kind: "class", Source: "/sys/class/ipmi/ipmi0"}, {Kind: "device", Source: "/dev/ipmi0"},
		},
		Devices: map[string]Device{"/dev/ipmi0": {Mode: "0600", Source: "/dev/ipmi0"}},
		Drivers: []string{"acpi_ipmi", "ipmi_si"},
		LAN: &LAN{Asked: 11, Source: "command: ipmitool channel info", Channels: map[string]Channel{"1": {
			Medium: "802.3 LAN", Open: facts.AtPtr(true, "command: ipmitool channel info 1"),
			AuthTypes:     map[string][]string{"callback": all, "user": all, "operator": all, "admin": {"NONE", "MD5"}, "oem": {}},
			SuiteZero:     facts.AtPtr(false, "command: ipmitool lan print 1"),
			Suites:        []int{0, 1, 2, 3, 17},
			AddressSource: facts.AtPtr("dhcp", "command: ipmitool lan print 1"), Source: "command: ipmitool channel info 1",
		}}},
	}
	if d := cmp.Diff(want, f); d != "" || missing != "" {
		t.Errorf("gaps %q (-want +got):\n%s", missing, d)
	}
	if b, err := json.Marshal(f); err != nil || strings.Contains(string(b), "correct-horse") {
		t.Errorf("the SNMP community is in the facts: %s, %v", b, err)
	}
	for _, argv := range h.Calls() {
		if argv[0] != "ipmitool" || !strings.Contains("info print getciphers", argv[2]) {
			t.Errorf("more than a question: %q", argv)
		}
	}
}

func TestEachSignShowsAController(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  facts.Source
	}{
		"network host interface": {with(plain, tables, entry(42, 0x40)+tableEnd), tables},
		"ACPI":                   {with(plain, spmi, "SPMI"), spmi},
		"driver":                 {with(without(plain, tables), "/sys/class/ipmi/ipmi0/", ""), "/sys/class/ipmi/ipmi0"},
		"names of structures":    {with(without(plain, tables), entries+"/0-0/", "", entries+"/38-0/", ""), entries + "/38-0"},
	} {
		f, missing := gather(t, hosttest.NewRunning(t, c.files))
		if d := cmp.Diff(facts.AtPtr(true, c.want), f.Present); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
		if f.LAN != nil || !strings.Contains(missing, "bmc.lan the management controller has no device file") {
			t.Errorf("%s: %q", name, missing)
		}
	}
	f, missing := gather(t, hosttest.NewRunning(t, with(plain, tables, entry(42, 2)+tableEnd)))
	if f.Present == nil || f.Present.Value || missing != "" {
		t.Errorf("a host interface that is no network: %+v, %q", f.Present, missing)
	}
}

func TestDeviceFiles(t *testing.T) {
	h := machine(t)
	h.devices = []host.FileInfo{
		{Name: "ipmi0", Mode: fs.ModeDevice | fs.ModeCharDevice | 0o666, UID: 5, GID: 6},
		{Name: "ipmi1", Mode: fs.ModeDevice | fs.ModeCharDevice | 0o620},
		{Name: "ipmi2", Mode: fs.ModeSymlink | 0o777}, {Name: "ipmi3", Mode: 0o666}, {Name: "tty", Mode: fs.ModeDevice | fs.ModeCharDevice | 0o666},
	}
	f, _ := gather(t, h)
	want := map[string]Device{
		"/dev/ipmi0": {UID: 5, GID: 6, Mode: "0666", GroupAccess: true, OthersAccess: true, Source: "/dev/ipmi0"},
		"/dev/ipmi1": {Mode: "0620", GroupAccess: true, Source: "/dev/ipmi1"},
	}
	if d := cmp.Diff(want, f.Devices); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// What could not be read never shows that there is no controller.
func TestAbsenceNeedsEveryPlace(t *testing.T) {
	running := func(files map[string]string) host.Host { return hosttest.NewRunning(t, files) }
	listed := with(plain, entries+"/0-0/", "")
	for name, h := range map[string]host.Host{
		"no table":             running(without(plain, tables)),
		"table denied":         hosttest.Deny(running(plain), tables),
		"table cut":            running(with(plain, tables, withStrings[:9])),
		"table empty":          running(with(plain, tables, "")),
		"type 42 of no kind":   hosttest.Deny(running(with(listed, entries+"/42-0/", "")), tables),
		"ACPI fails":           hosttest.Fail(running(plain), spmi, host.ErrPermission),
		"class fails":          hosttest.Fail(running(plain), class, host.ErrPermission),
		"dev denied":           hosttest.Deny(running(plain), dev),
		"names denied as well": hosttest.Deny(running(listed), tables, entries),
	} {
		f, missing := gather(t, h)
		if f.Present != nil || f.Signs != nil || f.LAN != nil {
			t.Errorf("%s: %+v", name, f)
		}
		for _, p := range []string{"bmc.present ", "bmc.signs ", "bmc.lan "} {
			if !strings.Contains(missing, p) {
				t.Errorf("%s: no gap at %s: %q", name, p, missing)
			}
		}
	}
	if f, missing := gather(t, hosttest.Deny(running(listed), tables)); f.Present == nil || f.Present.Value || f.Present.Source != entries {
		t.Errorf("names of all structures, none of a controller: %+v, %q", f.Present, missing)
	}
	if f, missing := gather(t, hosttest.Deny(running(plain), modules)); f.Drivers != nil || !strings.Contains(missing, "bmc.drivers ") {
		t.Errorf("modules denied: %+v, %q", f.Drivers, missing)
	}
}

func TestTreeTellsNothing(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, plain))
	if d := cmp.Diff(&Facts{}, f); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if n := strings.Count(missing, "only a running system tells this"); n != 5 {
		t.Errorf("%d gaps: %s", n, missing)
	}
}

func TestControllerThatIsNotAsked(t *testing.T) {
	none := hosttest.Reply{Stderr: "Could not open device at /dev/ipmi0 or /dev/ipmi/0 or /dev/ipmidev/0: No such file or directory\n", ExitCode: 1}
	for name, c := range map[string]struct {
		change func(*withDevices)
		want   string
	}{
		"not root":     {func(h *withDevices) { h.Unprivileged = true }, "only root may ask"},
		"no device":    {func(h *withDevices) { h.devices = nil }, "load the kernel modules"},
		"no ipmitool":  {func(h *withDevices) { clear(h.Commands) }, "ipmitool is not installed"},
		"dead device":  {func(h *withDevices) { h.Commands["ipmitool channel info 1"] = none }, "found no controller"},
		"dead later":   {func(h *withDevices) { h.Commands["ipmitool channel info 9"] = none }, "found no controller"},
		"dev unlisted": {func(h *withDevices) { h.Host = hosttest.Deny(h.Host, dev) }, "could not be listed"},
	} {
		h := machine(t)
		c.change(&h)
		f, missing := gather(t, h)
		if f.Present == nil || !f.Present.Value || f.LAN != nil {
			t.Errorf("%s: %+v", name, f)
		}
		if !strings.Contains(missing, "bmc.lan ") || !strings.Contains(missing, c.want) {
			t.Errorf("%s: %q", name, missing)
		}
	}
}

func TestAnswersThatFail(t *testing.T) {
	busy := hosttest.Reply{Stderr: "Unable to Get Channel Info\n", ExitCode: 1}
	for name, c := range map[string]struct {
		command string
		reply   hosttest.Reply
		want    []string // gaps below lan.channels
		asked   int
	}{
		"busy":                {"channel info 1", busy, []string{`["1"] ipmitool channel info 1: exit status 1: Unable to Get Channel Info`}, 10},
		"hangs":               {"channel info 3", hosttest.Reply{Err: context.DeadlineExceeded}, []string{`["3"] timed out`}, 10},
		"of another question": {"channel info 3", hosttest.Reply{Stderr: "IPMI command failed: Invalid data field in request\n", ExitCode: 1}, []string{`["3"] ipmitool`}, 10},
		"older words":         {"channel info 3", hosttest.Reply{Stderr: "Get Channel Info command failed: Parameter out of range\n", ExitCode: 1}, nil, 11},
		"another refusal":     {"channel info 3", hosttest.Reply{Stderr: "Get Channel Info command failed: Node busy\n", ExitCode: 1}, []string{`["3"] ipmitool`}, 10},
		"nothing said":        {"channel info 3", hosttest.Reply{}, []string{`["3"] ipmitool channel info 3 names no medium`}, 10},
		"modes not told":      {"channel info 1", hosttest.Reply{Stdout: channelLAN[:120]}, []string{`["1"].open ipmitool`}, 11},
		"lan print broke off": {"lan print 1", hosttest.Reply{Stdout: lanText[:strings.Index(lanText, "IP Address S")], Stderr: "Get LAN Parameter 'IP Address Source' command failed\n", ExitCode: 1},
			[]string{`["1"].address_source ipmitool lan print 1: exit status 1: Get LAN Parameter`}, 11},
		"lan print silent": {"lan print 1", hosttest.Reply{}, []string{`["1"].address_source ipmitool lan print 1 does not`, `["1"].auth_types ipmitool`}, 11},
	} {
		h := machine(t)
		h.Commands["ipmitool "+c.command] = c.reply
		f, missing := gather(t, h)
		lines := strings.FieldsFunc(missing, func(r rune) bool { return r == '\n' })
		if len(lines) != len(c.want) || f.LAN == nil || f.LAN.Asked != c.asked {
			t.Errorf("%s: asked %+v, gaps %q", name, f.LAN, lines)
			continue
		}
		for i, w := range c.want {
			if !strings.HasPrefix(lines[i], "bmc.lan.channels"+w) {
				t.Errorf("%s: %q, want %q", name, lines[i], w)
			}
		}
	}
	// Without both lists nothing is known of suite 0; getciphers alone is enough.
	h := machine(t)
	h.Commands["ipmitool lan print 1"] = hosttest.Reply{}
	if f, _ := gather(t, h); f.LAN.Channels["1"].SuiteZero == nil || !f.LAN.Channels["1"].SuiteZero.Value || f.LAN.Channels["1"].SuiteZero.Source != "command: ipmitool channel getciphers ipmi 1" {
		t.Errorf("%+v", f.LAN.Channels["1"])
	}
	h.Commands["ipmitool channel getciphers ipmi 1"] = hosttest.Reply{Stdout: ciphersText, Stderr: "Unable to Get Channel Cipher Suites\n", ExitCode: 1}
	if f, missing := gather(t, h); f.LAN.Channels["1"].SuiteZero != nil || !strings.Contains(missing, `["1"].suite_zero ipmitool channel getciphers ipmi 1: exit status 1`) {
		t.Errorf("%+v, %q", f.LAN.Channels["1"], missing)
	}
}
