package sysctl

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

const forward = "net.ipv4.ip_forward"

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	g := facts.NewGaps("sysctl")
	f, err := Gather(context.Background(), h, g)
	if err != nil {
		t.Fatal(err)
	}
	return f, g.Missing()
}

// The value after a boot, with its source; "-" for one that nothing tells.
func TestBootValue(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		key   string
		want  string
	}{
		"nothing sets it":                     {nil, forward, "0 default: Linux"},
		"no common default":                   {nil, "kernel.sysrq", "-"},
		"the later file wins":                 {map[string]string{"/etc/sysctl.d/10-a.conf": forward + "=1", "/etc/sysctl.d/60-b.conf": forward + "=0"}, forward, "0 /etc/sysctl.d/60-b.conf:1"},
		"order is by name, not by folder":     {map[string]string{"/etc/sysctl.d/10-a.conf": forward + "=1", "/usr/lib/sysctl.d/60-b.conf": forward + "=0"}, forward, "0 /usr/lib/sysctl.d/60-b.conf:1"},
		"etc hides run's file of that name":   {map[string]string{"/etc/sysctl.d/60-a.conf": forward + "=0", "/run/sysctl.d/60-a.conf": forward + "=1"}, forward, "0 /etc/sysctl.d/60-a.conf:1"},
		"a link to null masks":                {map[string]string{"/etc/sysctl.d/60-a.conf": "-> /dev/null", "/usr/lib/sysctl.d/60-a.conf": forward + "=1"}, forward, "0 default: Linux"},
		"only .conf is read":                  {map[string]string{"/etc/sysctl.d/60-a.conf.bak": forward + "=1"}, forward, "0 default: Linux"},
		"a link of the distribution":          {map[string]string{"/usr/lib/systemd/systemd": "", "/etc/sysctl.d/99-sysctl.conf": "-> ../sysctl.conf", "/etc/sysctl.conf": "# c\n" + forward + " = 1"}, forward, "1 /etc/sysctl.d/99-sysctl.conf:2"},
		"sysctl.conf is not systemd's":        {map[string]string{"/usr/lib/systemd/systemd": "", "/etc/sysctl.conf": forward + "=1"}, forward, "0 default: Linux"},
		"sysctl.conf comes last elsewhere":    {map[string]string{"/sbin/sysctl": "", "/etc/sysctl.d/99-z.conf": forward + "=0", "/etc/sysctl.conf": forward + "=1"}, forward, "1 /etc/sysctl.conf:1"},
		"nobody reads sysctl.conf":            {map[string]string{"/etc/sysctl.d/99-z.conf": forward + "=0", "/etc/sysctl.conf": forward + "=1"}, forward, "0 /etc/sysctl.d/99-z.conf:1"},
		"a wildcard":                          {map[string]string{"/etc/sysctl.d/a.conf": "net.ipv4.conf.*.rp_filter=2"}, "net.ipv4.conf.all.rp_filter", "2 /etc/sysctl.d/a.conf:1"},
		"a plain line beats a later wildcard": {map[string]string{"/etc/sysctl.d/a.conf": "net.ipv4.conf.all.rp_filter=1\nnet.ipv4.conf.*.rp_filter=2"}, "net.ipv4.conf.all.rp_filter", "1 /etc/sysctl.d/a.conf:1"},
		"any interface":                       {map[string]string{"/etc/sysctl.d/a.conf": "net.ipv4.conf.all.accept_redirects=0\nnet.ipv4.conf.*.accept_redirects=1"}, "net.ipv4.conf.*.accept_redirects", "1 /etc/sysctl.d/a.conf:2"},
		"excluded from a wildcard":            {map[string]string{"/etc/sysctl.d/a.conf": "net.ipv4.conf.*.rp_filter=2\n-net.ipv4.conf.all.rp_filter"}, "net.ipv4.conf.all.rp_filter", "0 default: Linux"},
		"ufw on has the last word":            {map[string]string{"/etc/sysctl.d/a.conf": forward + "=0", "/etc/ufw/ufw.conf": "ENABLED=yes\n", "/etc/default/ufw": "IPT_SYSCTL=/etc/ufw/sysctl.conf\n", "/etc/ufw/sysctl.conf": "net/ipv4/ip_forward=1\n"}, forward, "1 /etc/ufw/sysctl.conf:1"},
		"a dump by default":                   {nil, "kernel.core_pattern", "core default: Linux"},
		"a helper in a shared folder":         {map[string]string{"/etc/sysctl.d/a.conf": "kernel.modprobe = /tmp/m"}, "kernel.modprobe", "/tmp/m /etc/sysctl.d/a.conf:1"},
		"ufw off has none":                    {map[string]string{"/etc/ufw/ufw.conf": "ENABLED=no\n", "/etc/default/ufw": "IPT_SYSCTL=/etc/ufw/sysctl.conf\n", "/etc/ufw/sysctl.conf": "net/ipv4/ip_forward=1\n"}, forward, "0 default: Linux"},
	} {
		f, missing := gather(t, hosttest.Tree(t, c.files))
		got := "-"
		if b := f.Settings[c.key].Boot; b != nil {
			got = b.Value + " " + string(b.Source)
		}
		if got != c.want || len(missing) > 0 {
			t.Errorf("%s: %q (gaps %v), want %q", name, got, missing, c.want)
		}
		if f.Settings[c.key].Live != nil {
			t.Errorf("%s: a tree has a live value", name)
		}
	}
}

// What cannot be read may set anything, so no boot value is told.
func TestAnUnreadableFileHidesEveryBootValue(t *testing.T) {
	h := hosttest.Deny(hosttest.Tree(t, map[string]string{
		"/etc/sysctl.d/a.conf": forward + "=0", "/etc/sysctl.d/b.conf": "x=1",
	}), "/etc/sysctl.d/b.conf")
	f, missing := gather(t, h)
	var paths []string
	for _, m := range missing {
		paths = append(paths, m.Path)
	}
	if !slices.Equal(paths, []string{"sysctl.ipv6", "sysctl.settings[*].boot"}) || !missing[1].Denied {
		t.Errorf("gaps %+v", missing)
	}
	for k, s := range f.Settings {
		if s.Boot != nil {
			t.Errorf("%s is told: %v", k, *s.Boot)
		}
	}
}

func TestIPv6(t *testing.T) {
	const off = "net.ipv6.conf.all.disable_ipv6=1\n"
	for name, c := range map[string]struct {
		h    host.Host
		want bool
	}{
		"on by default":       {hosttest.Tree(t, nil), true},
		"off at boot":         {hosttest.Tree(t, map[string]string{"/etc/sysctl.d/a.conf": off}), false},
		"no IPv6":             {hosttest.NewRunning(t, map[string]string{"/proc/sys/net/ipv4/ip_forward": "0"}), false},
		"off at boot, on now": {hosttest.NewRunning(t, map[string]string{"/etc/sysctl.d/a.conf": off, "/proc/sys/net/ipv6/conf/all/disable_ipv6": "0\n"}), true},
		"off now, on at boot": {hosttest.NewRunning(t, map[string]string{"/proc/sys/net/ipv6/conf/all/disable_ipv6": "1\n"}), true},
		"off":                 {hosttest.NewRunning(t, map[string]string{"/etc/sysctl.d/a.conf": off, "/proc/sys/net/ipv6/conf/all/disable_ipv6": "1\n"}), false},
	} {
		f, _ := gather(t, c.h)
		if f.IPv6 == nil || f.IPv6.Value != c.want {
			t.Errorf("%s: %+v, want %v", name, f.IPv6, c.want)
		}
	}
}

func TestLiveValues(t *testing.T) {
	h := hosttest.NewRunning(t, map[string]string{
		"/proc/sys/net/ipv4/ip_forward":              "1\n",
		"/proc/sys/net/ipv4/conf/all/rp_filter":      "1\n",
		"/proc/sys/net/ipv4/conf/default/rp_filter":  "1\n",
		"/proc/sys/net/ipv4/conf/eth0.100/rp_filter": "2\n",
		"/etc/sysctl.d/a.conf":                       forward + "=0\n",
	})
	f, missing := gather(t, h)
	if len(missing) > 0 {
		t.Errorf("gaps %v", missing)
	}
	got := map[string]string{}
	for k, s := range f.Settings {
		v := "-"
		if s.Live != nil {
			v = s.Live.Value
		}
		if s.Boot != nil {
			v += "/" + s.Boot.Value
		}
		got[k] = v
	}
	want := map[string]string{
		forward: "1/0", "net.ipv4.conf.all.rp_filter": "1/0", "net.ipv4.conf.default.rp_filter": "1/0",
		"net.ipv4.conf.eth0/100.rp_filter": "2",
	}
	if !maps.Equal(got, want) {
		t.Errorf("settings %v, want %v: what the kernel does not have is no setting", got, want)
	}
}

func TestOrderOfFiles(t *testing.T) {
	f, _ := gather(t, hosttest.Tree(t, map[string]string{
		"/usr/lib/sysctl.d/50-a.conf": "", "/etc/sysctl.d/10-b.conf": "", "/run/sysctl.d/60-c.conf": "", "/etc/sysctl.conf": "", "/usr/sbin/sysctl": "",
	}))
	want := []string{"/etc/sysctl.d/10-b.conf", "/usr/lib/sysctl.d/50-a.conf", "/run/sysctl.d/60-c.conf", "/etc/sysctl.conf"}
	if !slices.Equal(f.Files, want) {
		t.Errorf("files %s", strings.Join(f.Files, " "))
	}
}
