package mobile

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

func TestWireGuard(t *testing.T) {
	const key = "YAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk="
	got, err := parseWireGuard("/w", "[Interface]\nPrivateKey = "+key+"\nListenPort = 51820\n# [Peer]\n[Peer]\nPublicKey="+key+"\nAllowedIPs = 10.0.0.2/32, ::/0 # all\n[Peer]\nPublicKey="+key+"\nEndpoint = a:1\nPresharedKey = "+key+"\nAllowedIPs=10.0.0.0/24\n")
	want := WireGuard{Listens: true, Peers: []Peer{{Everyone: true, Source: "/w:5"}, {Endpoint: true, Preshared: true, Source: "/w:8"}}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("-want +got:\n%s%v", d, err)
	}
}

func TestIPsec(t *testing.T) {
	r := &connReader{byName: map[string]*conn{}}
	r.read("/i", "config setup\n  uniqueids=yes\nconn %default\n  ike=3des-md5-modp1024!\nconn a\n  authby=secret\n  aggressive=yes\nconn b\n  also=a\n  ike=aes256-sha256-ecp256\n  esp=aes256gcm16\n", 0)
	got, _ := r.connections()
	want := []IPsec{
		{Name: "a", Proposals: []string{"3des-md5-modp1024"}, Aggressive: true, Shared: true, Source: "/i:5"},
		{Name: "b", Proposals: []string{"aes256-sha256-ecp256", "aes256gcm16"}, Aggressive: true, Shared: true, Source: "/i:8"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	tree := &settingsReader{root: newSection()}
	err := tree.read("/s", "connections {\n  home {\n    version = 1\n    aggressive = yes\n    proposals = aes128-sha1-modp1024, default\n    local { auth = psk }\n    children {\n      net { esp_proposals = 3des-md5 }\n    }\n  }\n}\nsecrets {\n  ike-1 { secret = x }\n}\n", tree.root, 0)
	if err != nil {
		t.Fatal(err)
	}
	swan, _ := tree.connections()
	want = []IPsec{{Name: "home", Proposals: []string{"aes128-sha1-modp1024", "3des-md5"}, Aggressive: true, Shared: true, Source: "/s:2"}}
	if d := cmp.Diff(want, swan); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestVNCCommands(t *testing.T) {
	for _, c := range []struct {
		command string
		ok      bool
		want    VNC
	}{
		{"/usr/bin/x11vnc -nopw -forever", true, VNC{Program: "x11vnc"}},
		{"/usr/bin/x11vnc -rfbauth /etc/p -localhost", true, VNC{Program: "x11vnc", Password: true, Local: true}},
		{"/usr/bin/Xvnc :1 -SecurityTypes None -localhost no", true, VNC{Program: "Xvnc"}},
		{"/usr/bin/Xvnc :1 SecurityTypes=TLSVnc,X509Plain", true, VNC{Program: "Xvnc", Password: true, Tunnel: true}},
		{"/usr/sbin/sshd -D", false, VNC{}},
	} {
		got, ok := vncCommand(c.command)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s: %+v, %v; want %+v, %v", c.command, got, ok, c.want, c.ok)
		}
	}
	if v, ok := tigerConfig("# x\n$localhost = \"no\";\n$SecurityTypes = \"None\";\n"); !ok || v.Password || v.Local {
		t.Errorf("Debian's form: %+v, %v", v, ok)
	}
	if v, ok := tigerConfig("localhost\nsecuritytypes=tlsvnc\n"); !ok || !v.Local || !v.Tunnel {
		t.Errorf("the other form: %+v, %v", v, ok)
	}
}

func TestVNCUnitsAndXRDP(t *testing.T) {
	f, _ := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/fstab": "", "/etc/systemd/system/vnc.service": "[Service]\nExecStart=/usr/bin/x11vnc -nopw\n",
		"/etc/xrdp/xrdp.ini": "[Globals]\nsecurity_layer=rdp\n", "/etc/xrdp/sesman.ini": "[Security]\nAllowRootLogin=no\n",
	}))
	want := map[string]VNC{"/etc/systemd/system/vnc.service:2": {Program: "x11vnc", Source: "/etc/systemd/system/vnc.service:2"}}
	if d := cmp.Diff(want, f.VNC); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if s := f.XRDP.Settings; s["security_layer"] != facts.At("rdp", facts.Source("/etc/xrdp/xrdp.ini:2")) || s["AllowRootLogin"].Value != "false" {
		t.Errorf("xrdp: %v", s)
	}
}

func TestDesktopsAndGreeters(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/fstab": "", "/usr/bin/gnome-shell": "", "/usr/bin/plasmashell": "", "/usr/bin/xfce4-session": "", "/usr/sbin/gdm3": "", "/usr/sbin/lightdm": "",
		"/etc/dconf/profile/user":          "user-db:user\nsystem-db:local\nsystem-db:site\n",
		"/etc/dconf/db/local.d/00-lock":    "[org/gnome/desktop/session]\nidle-delay=uint32 600\n",
		"/etc/dconf/db/local.d/locks/00":   "/org/gnome/desktop/session/idle-delay\n",
		"/etc/dconf/db/site.d/00":          "[org/gnome/desktop/session]\nidle-delay=uint32 0\n[org/gnome/desktop/screensaver]\nlock-enabled=false\n[org/gnome/desktop/media-handling]\nautorun-never=true\n",
		"/etc/xdg/kscreenlockerrc":         "[Daemon]\nAutolock[$i]=false\nTimeout=10\n",
		"/etc/gdm3/greeter.dconf-defaults": "[org/gnome/login-screen]\ndisable-user-list=true\n",
		"/etc/gdm3/daemon.conf":            "[xdmcp]\nEnable=true\n",
		"/etc/lightdm/lightdm.conf":        "[Seat:*]\ngreeter-hide-users=true\nallow-guest=true\n[XDMCPServer]\nenabled=true\n",
	}))
	g := f.Desktops["gnome"]
	if g.Lock.Value || g.Idle.Value != 600 || g.Delay.Value != 0 || len(g.Fixed) != 1 || g.Fixed[0] != "idle" {
		t.Errorf("gnome: lock %v, idle %v, delay %v, fixed %v", g.Lock, g.Idle, g.Delay, g.Fixed)
	}
	if !g.Automount.Value || g.Automount.Source != facts.Default("GNOME") || g.Autorun.Value || g.Autorun.Source != "/etc/dconf/db/site.d/00:6" {
		t.Errorf("gnome: automount %+v, autorun %+v", g.Automount, g.Autorun)
	}
	k := f.Desktops["kde"]
	if k.Lock.Value || k.Idle.Value != 600 || len(k.Fixed) != 1 || k.Fixed[0] != "lock" {
		t.Errorf("kde: lock %v, idle %v, fixed %v", k.Lock, k.Idle, k.Fixed)
	}
	if x := f.Desktops["xfce"]; x.Known || x.Lock != nil || len(gaps.Missing()) < 4 {
		t.Errorf("xfce: %+v", x)
	}
	gdm, light := f.Greeters["gdm"], f.Greeters["lightdm"]
	if gdm.HideUsers.Value != "yes" || gdm.XDMCP.Value != "yes" || gdm.Banner.Value != "no" || gdm.Guest.Value != "none" {
		t.Errorf("gdm: %+v", gdm)
	}
	if light.HideUsers.Value != "yes" || light.XDMCP.Value != "yes" || light.Guest.Value != "no" {
		t.Errorf("lightdm, which has no guest script: %+v", light)
	}
}

func FuzzParsers(f *testing.F) {
	f.Add("[Peer]\nAllowedIPs=::/0\n")
	f.Add("connections { a { children { b { esp_proposals = x } } } }")
	f.Add("<key>\nserver\n--secret x\n'\n")
	f.Add("conn a\n also=a\n")
	f.Fuzz(func(_ *testing.T, s string) {
		_, _ = parseWireGuard("/f", s)
		f := &openvpnFile{ignored: map[string]bool{}, read: func(string) (string, error) { return s, nil }}
		f.parse("/f", s[:min(len(s), 4096)], 0)
		f.facts("/f", func() bool { return true })
		r := &connReader{byName: map[string]*conn{}}
		r.read("/f", s, 0)
		r.connections()
		tree := &settingsReader{root: newSection()}
		_ = tree.read("/f", s, tree.root, 0)
		tree.connections()
		_, _ = parseCrypttab(s)
		_, _ = keyfileNetwork("/f", s)
		_, _ = supplicantNetworks("/f", s)
		tigerConfig(s)
		vncCommand(s)
	})
}
