package bmc

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

func need(t *testing.T, program, pack string) string {
	t.Helper()
	p, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%s is not installed; install the Debian package %s", program, pack)
	}
	return p
}

// simulator starts OpenIPMI's controller on a port of the loopback and returns
// the arguments that lead ipmitool to it.
func simulator(t *testing.T) []string {
	t.Helper()
	program := need(t, "ipmi_sim", "openipmi")
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(conn.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	dir := t.TempDir()
	lan, commands := filepath.Join(dir, "lan.conf"), filepath.Join(dir, "sim.emu")
	for file, text := range map[string]string{
		lan: fmt.Sprintf(`name "controller"
set_working_mc 0x20
  startlan 1
    addr 127.0.0.1 %s
    priv_limit admin
    allowed_auths_callback none md2 md5 straight
    allowed_auths_user md2 md5
    allowed_auths_operator md5
    allowed_auths_admin none md5
    guid a123456789abcdefa123456789abcdef
  endlan
  user 2 true "operator" "secret" admin 10 none md2 md5 straight
`, port),
		commands: "mc_setbmc 0x20\nmc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr\nmc_enable 0x20\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, program, "-c", lan, "-f", commands, "-n", "-s", dir)
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); _ = cmd.Wait() })
	argv := []string{"ipmitool", "-I", "lanplus", "-C", "3", "-N", "1", "-R", "2", "-H", "127.0.0.1", "-p", port, "-U", "operator", "-P", "secret"}
	for end := time.Now().Add(20 * time.Second); ; {
		out, err := host.NewLocal().Run(ctx, append(argv[:len(argv):len(argv)], "mc", "info")...)
		if err != nil {
			t.Fatal(err)
		}
		if out.ExitCode == 0 {
			return argv
		}
		if time.Now().After(end) {
			t.Fatalf("the simulated controller does not answer: %s", out.Stderr)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// The whole conversation with ipmitool itself. The simulated controller leaves
// suite 0 out of the list that lan print shows, and takes it with any password.
func TestRealIPMITool(t *testing.T) {
	need(t, "ipmitool", "ipmitool")
	to := simulator(t)
	h := machine(t)
	clear(h.Commands)
	h.RunFunc = func(ctx context.Context, argv []string) (host.Output, error) {
		return host.NewLocal().Run(ctx, append(to[:len(to):len(to)], argv[1:]...)...)
	}
	f, missing := gather(t, h)
	want := &LAN{Asked: 11, Source: "command: ipmitool channel info", Channels: map[string]Channel{"1": {
		Medium: "802.3 LAN", Open: facts.AtPtr(true, "command: ipmitool channel info 1"),
		AuthTypes: map[string][]string{
			"callback": {"NONE", "MD2", "MD5", "PASSWORD"}, "user": {"MD2", "MD5"}, "operator": {"MD5"}, "admin": {"NONE", "MD5"}, "oem": {},
		},
		SuiteZero:     facts.AtPtr(true, "command: ipmitool channel getciphers ipmi 1"),
		Suites:        []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
		AddressSource: facts.AtPtr("none", "command: ipmitool lan print 1"), Source: "command: ipmitool channel info 1",
	}}}
	if d := cmp.Diff(want, f.LAN); d != "" || missing != "" {
		t.Errorf("gaps %q (-want +got):\n%s", missing, d)
	}
	zero := append(to[:len(to):len(to)], "mc", "info")
	for i, arg := range zero {
		switch arg {
		case "3":
			zero[i] = "0"
		case "secret":
			zero[i] = "wrong"
		}
	}
	if out, err := host.NewLocal().Run(context.Background(), zero...); err != nil || out.ExitCode != 0 {
		t.Errorf("suite 0 with a wrong password: %+v, %v", out, err)
	}
}

func TestRealIPMIToolWithoutDevice(t *testing.T) {
	need(t, "ipmitool", "ipmitool")
	g := &gatherer{Host: host.NewLocal()}
	if _, err := g.ask(context.Background(), "-I", "open", "-d", "99", "channel", "info", "1"); !errors.Is(err, errNoBMC) {
		t.Errorf("%v", err)
	}
}
