package services

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

const timesyncStatus = `       Server: 192.0.2.1 (ntp.example.org)
Poll interval: 1min 4s (min: 32s; max 34min 8s)
         Leap: normal
      Version: 4
      Stratum: 2
       Offset: %s
        Delay: 21.201ms
 Packet count: 3
`

func TestOffsetOfEachService(t *testing.T) {
	us := func(n int64) ClockOffset { return ClockOffset{Following: true, Microseconds: &n} }
	for name, c := range map[string]struct {
		read func(string) (ClockOffset, error)
		text string
		want ClockOffset
		err  bool
	}{
		"chrony behind":       {readTracking, "C0000201,192.0.2.1,4,1795303486.15,0.249998271,-0.000000035,0.0000016,0.129,-0.002,0.181,0.000005,0.000001,0.0,Normal\n", us(249999), false},
		"chrony ahead":        {readTracking, "C0000201,192.0.2.1,4,1795303486.15,-1.5,0,0,0,0,0,0,0,0,Insert second\n", us(1500000), false},
		"chrony alone":        {readTracking, "00000000,,0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised\n", ClockOffset{}, false},
		"chrony of itself":    {readTracking, "7F7F0101,,3,1795303442.1,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,Normal\n", ClockOffset{}, false},
		"chrony refuses":      {readTracking, "506 Cannot talk to daemon\n", ClockOffset{}, true},
		"chrony no number":    {readTracking, "C0000201,192.0.2.1,4,1,NaN,0,0,0,0,0,0,0,0,Normal\n", ClockOffset{}, true},
		"ntp":                 {readSystemVariables, "leap=00, refid=192.0.2.1, offset=-12.345\n", us(12345), false},
		"ntp over two lines":  {readSystemVariables, "associd=0 status=0615 leap_none, sync_ntp, 1 event, clock_sync,\nleap=00, refid=192.0.2.1,\noffset=0.5\n", us(500), false},
		"ntp alone":           {readSystemVariables, "leap=11, refid=INIT, offset=0.000000\n", ClockOffset{}, false},
		"ntpsec alone":        {readSystemVariables, "leap=3, refid=INIT, offset=0.000000\n", ClockOffset{}, false},
		"ntp of itself":       {readSystemVariables, "leap=00, refid=LOCL, offset=0.000000\n", ClockOffset{}, false},
		"ntp says nothing":    {readSystemVariables, "", ClockOffset{}, true},
		"timesyncd":           {readTimesync, fmt.Sprintf(timesyncStatus, "-1min 2.5s"), us(62500000), false},
		"timesyncd exact":     {readTimesync, fmt.Sprintf(timesyncStatus, "+34us"), us(34), false},
		"timesyncd zero":      {readTimesync, fmt.Sprintf(timesyncStatus, "+0"), us(0), false},
		"timesyncd waits":     {readTimesync, " Server: n/a (ntp.example.org)\nPoll interval: 0 (min: 32s; max 34min 8s)\nPacket count: 0\n", ClockOffset{}, false},
		"timesyncd no number": {readTimesync, fmt.Sprintf(timesyncStatus, "+1fortnight"), ClockOffset{}, true},
		"timesyncd refuses":   {readTimesync, "", ClockOffset{}, true},
	} {
		got, err := c.read(c.text)
		if (err != nil) != c.err {
			t.Errorf("%s: error %v", name, err)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestOffsetIsAskedOfWhatRunsOnly(t *testing.T) {
	r := hosttest.NewRunning(t, map[string]string{"/run/systemd/system/": "", vendor + "chrony.service": service("/usr/sbin/chronyd")})
	r.Commands["chronyc -n -c tracking"] = hosttest.Reply{Stdout: "C0000201,192.0.2.1,4,1.0,0.000002,0,0,0,0,0,0,0,0,Normal\n"}
	f, missing := gather(t, r)
	if f.Clock.Offsets == nil || len(f.Clock.Offsets) != 0 {
		t.Errorf("no service runs: %v", f.Clock.Offsets)
	}
	if strings.Contains(paths(missing), "clock.offsets") {
		t.Errorf("gaps %v", missing)
	}
	r.State.Processes = []host.Process{{PID: 7, Name: "chronyd", Exe: "/usr/sbin/chronyd"}, {PID: 8, Name: "systemd-timesyn", Exe: "/usr/lib/systemd/systemd-timesyncd"}, {PID: 9, Name: "ntpd", Exe: "/bin/busybox"}}
	f, missing = gather(t, r)
	if o := f.Clock.Offsets["chrony"]; o.Microseconds == nil || *o.Microseconds != 2 || o.Source != "command: chronyc -n -c tracking" {
		t.Errorf("chrony: %+v", o)
	}
	for _, p := range []string{`services.clock.offsets["systemd-timesyncd"]`, `services.clock.offsets["busybox"]`} {
		if !strings.Contains(paths(missing), p) {
			t.Errorf("no gap at %s: %s", p, paths(missing))
		}
	}
	f, missing = gather(t, hosttest.Tree(t, map[string]string{vendor + "chrony.service": service("/usr/sbin/chronyd")}))
	if f.Clock.Offsets != nil || !strings.Contains(paths(missing), "services.clock.offsets") {
		t.Errorf("a tree has no running clock: %v, gaps %s", f.Clock.Offsets, paths(missing))
	}
}

// A chronyd that follows another one over loopback, told to count its server
// as a quarter of a second off; neither touches the clock (-x).
func TestOffsetOfARealChronyd(t *testing.T) {
	for _, p := range []string{"chronyd", "chronyc"} {
		if _, err := exec.LookPath(p); err != nil {
			t.Fatalf("%s is missing: install the Debian package chrony", p)
		}
	}
	dir, err := os.MkdirTemp("", "chrony")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	c, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := c.LocalAddr().(*net.UDPAddr).Port
	_ = c.Close()
	start := func(name, conf string) string {
		t.Helper()
		socket, file := filepath.Join(dir, name+".sock"), filepath.Join(dir, name+".conf")
		conf += fmt.Sprintf("\ncmdport 0\nbindcmdaddress %s\npidfile %s/%s.pid\nuser root\n", socket, dir, name)
		if err := os.WriteFile(file, []byte(conf), 0o600); err != nil {
			t.Fatal(err)
		}
		var log bytes.Buffer
		cmd := exec.Command("chronyd", "-x", "-d", "-f", file)
		cmd.Stdout, cmd.Stderr = &log, &log
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			if t.Failed() {
				t.Logf("chronyd %s:\n%s", name, log.String())
			}
		})
		return socket
	}
	start("server", fmt.Sprintf("port %d\nbindaddress 127.0.0.1\nallow 127.0.0.1\nlocal stratum 3", port))
	client := start("client", fmt.Sprintf("port 0\nserver 127.0.0.1 port %d iburst minpoll -6 maxpoll -6 offset 0.25", port))
	alone := start("alone", "port 0\nlocal stratum 3")

	ask := func(socket string) (ClockOffset, string) {
		r := hosttest.NewRunning(t, map[string]string{vendor + "chrony.service": service("/usr/sbin/chronyd")})
		r.State.Processes = []host.Process{{PID: 7, Name: "chronyd", Exe: "/usr/sbin/chronyd"}}
		r.RunFunc = func(ctx context.Context, argv []string) (host.Output, error) {
			if argv[0] != "chronyc" {
				return host.Output{}, host.ErrNotExist
			}
			var out host.Output
			cmd := exec.CommandContext(ctx, "chronyc", slices.Concat([]string{"-h", socket}, argv[1:])...)
			out.Stdout, _ = cmd.Output()
			out.ExitCode = cmd.ProcessState.ExitCode()
			return out, nil
		}
		f, missing := gather(t, r)
		return f.Clock.Offsets["chrony"], paths(missing)
	}
	deadline := time.Now().Add(30 * time.Second)
	var o ClockOffset
	var gaps string
	for time.Now().Before(deadline) {
		if o, gaps = ask(client); o.Following {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	if o.Microseconds == nil || *o.Microseconds < 200_000 || *o.Microseconds > 300_000 {
		t.Errorf("a client that is a quarter of a second off: %+v, gaps %s", o, gaps)
	}
	if o, gaps = ask(alone); o.Following || o.Microseconds != nil || o.Source == "" {
		t.Errorf("a chronyd that follows itself: %+v, gaps %s", o, gaps)
	}
	if o, gaps = ask(filepath.Join(dir, "nobody.sock")); o.Source != "" || !strings.Contains(gaps, `clock.offsets["chrony"]`) {
		t.Errorf("nobody answers: %+v, gaps %s", o, gaps)
	}
}

func FuzzOffset(f *testing.F) {
	f.Add("C0000201,192.0.2.1,4,1.0,0.2,0,0,0,0,0,0,0,0,Normal\n")
	f.Add("leap=00, refid=192.0.2.1, offset=-12.345\n")
	f.Add(fmt.Sprintf(timesyncStatus, "-1min 2.5s"))
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range offsetCommands {
			o, err := c.read(text)
			if err == nil && o.Following != (o.Microseconds != nil) || o.Microseconds != nil && *o.Microseconds < 0 {
				t.Errorf("%s: %+v of %q", c.product, o, text)
			}
		}
	})
}
