package mobile

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) (*Facts, *facts.Gaps) {
	t.Helper()
	gaps := facts.NewGaps("mobile")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps
}

func TestNothingIsThereAndThatIsTold(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{"/etc/fstab": "/dev/sda1 / ext4 defaults 0 1\n"}))
	for kind, p := range f.Present {
		if p.Value {
			t.Errorf("%s is there", kind)
		}
	}
	if len(f.Present) != 9 || f.XRDP.Present.Value || f.Bluetooth.Present.Value {
		t.Errorf("present: %v, xrdp %v, Bluetooth %v", f.Present, f.XRDP, f.Bluetooth)
	}
	if m := gaps.Missing(); len(m) != 1 || m[0].Path != "mobile.radios" {
		t.Errorf("gaps: %v; only the radios need a running machine", m)
	}
}

func TestDisksAtRest(t *testing.T) {
	const root = "/dev/mapper/sda3_crypt"
	for _, c := range []struct {
		name, fstab, crypttab, grub string
		want                        map[string]string
	}{
		{"partition", "/dev/sda1 / ext4 x\n", "", "", map[string]string{"/": "no"}},
		{"uuid_and_nothing_unlocks", "UUID=1 / ext4 x\nnas:/srv /srv nfs x\nproc /proc proc x\n", "", "", map[string]string{"/": "no"}},
		{"mapped", root + " / ext4 x\n", "sda3_crypt UUID=9 none luks\n", "", map[string]string{"/": "yes"}},
		{"lvm_may_be_on_luks", "/dev/mapper/vg-root / ext4 x\n", "sda3_crypt UUID=9 none luks\n", "", map[string]string{"/": "unknown"}},
		{"unlocked_by_kernel_arguments", "UUID=1 / xfs x\n", "", "GRUB_CMDLINE_LINUX=\"rd.luks.uuid=luks-9\"\n", map[string]string{"/": "unknown"}},
		{"partition_beside_luks", root + " / ext4 x\nPARTUUID=2 /data ext4 x\n", "sda3_crypt UUID=9 none luks\n", "", map[string]string{"/": "yes", "/data": "no"}},
		{"zfs", "tank/root / zfs x\n", "", "", map[string]string{"/": "unknown"}},
		{"swap_file", root + " / ext4 x\n/swapfile none swap sw\n", "sda3_crypt UUID=9 none luks\n", "", map[string]string{"/": "yes", "/swapfile": "yes"}},
		{"swap_random_key", root + " / ext4 x\n/dev/mapper/swap none swap sw\n", "sda3_crypt UUID=9 none luks\nswap /dev/sda2 /dev/urandom swap\n", "", map[string]string{"/": "yes", "/dev/mapper/swap": "yes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"/etc/fstab": c.fstab, "/etc/crypttab": c.crypttab, "/etc/default/grub": c.grub}
			f, _ := gather(t, hosttest.Tree(t, files))
			got := map[string]string{}
			for _, m := range []map[string]Volume{f.Volumes, f.Swap} {
				for name, v := range m {
					got[name] = v.Encrypted
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

func TestDisksOfARunningHost(t *testing.T) {
	h := hosttest.NewRunning(t, map[string]string{
		"/etc/":                             "",
		"/sys/class/block/sda/":             "",
		"/sys/class/block/sda3/":            "",
		"/sys/class/block/dm-0/dm/name":     "sda3_crypt\n",
		"/sys/class/block/dm-0/dm/uuid":     "CRYPT-LUKS2-0123-sda3_crypt\n",
		"/sys/class/block/dm-0/slaves/sda3": "",
		"/sys/class/block/dm-1/dm/name":     "vg-root\n",
		"/sys/class/block/dm-1/dm/uuid":     "LVM-abc\n",
		"/sys/class/block/dm-1/slaves/dm-0": "",
		"/sys/class/block/md0/slaves/dm-0":  "",
		"/sys/class/block/md0/slaves/sda3":  "",
		"/dev/vg/root":                      "-> ../dm-1",
		"/proc/swaps":                       "Filename Type Size Used Priority\n/dev/zram0 partition 1 0 100\n/swapfile file 1 0 -2\n/dev/sda3 partition 1 0 -3\n",
	})
	h.State.Mounts = []host.Mount{
		{Device: "/dev/vg/root", Point: "/", Type: "ext4"}, {Device: "/dev/mapper/vg-root", Point: "/var", Type: "ext4"},
		{Device: "/dev/sda", Point: "/media", Type: "vfat"}, {Device: "/dev/md0", Point: "/srv", Type: "xfs"},
		{Device: "/dev/root", Point: "/opt", Type: "ext4"}, {Device: "tmpfs", Point: "/tmp", Type: "tmpfs"}, {Device: "/dev/loop1", Point: "/snap/x", Type: "squashfs"},
	}
	f, _ := gather(t, h)
	got := map[string]string{}
	for _, m := range []map[string]Volume{f.Volumes, f.Swap} {
		for name, v := range m {
			got[name] = v.Encrypted
		}
	}
	want := map[string]string{
		"/": "yes", "/var": "yes", "/media": "no", "/srv": "no", "/opt": "unknown",
		"/dev/zram0": "yes", "/swapfile": "yes", "/dev/sda3": "no",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestKeyFilesOfCrypttab(t *testing.T) {
	f, _ := gather(t, hosttest.TreeWith(t, []hosttest.File{
		{Path: "/etc/crypttab", Content: "data /dev/sdb1 /etc/keys/data luks\nusb /dev/sdc1 /media/key luks\nold /dev/sdd1 none plain,cipher=aes-cbc-plain,size=128,hash=ripemd160\n"},
		{Path: "/etc/keys/data", Content: "secret", Mode: 0o644},
	}))
	if k := f.KeyFiles["/etc/keys/data"]; !k.OtherReadable || k.Mode != "0644" || len(f.KeyFiles) != 1 {
		t.Errorf("key files: %+v", f.KeyFiles)
	}
	want := Mapping{Device: "/dev/sdd1", Mode: "plain", Cipher: "aes-cbc-plain", Size: 128, Hash: "ripemd160", Key: "asked", Source: "/etc/crypttab:3"}
	if d := cmp.Diff(want, f.Crypttab["old"]); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestSavedNetworks(t *testing.T) {
	const nm = "/etc/NetworkManager/system-connections/"
	f, _ := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/fstab":                              "",
		nm + "cafe.nmconnection":                  "[connection]\ntype=wifi\n[wifi]\nssid=cafe\n",
		nm + "old.nmconnection":                   "[connection]\ntype=wifi\n[wifi-security]\nkey-mgmt=none\nwep-key0=abcde\n",
		nm + "home":                               "[connection]\ntype=802-11-wireless\nautoconnect=false\n[802-11-wireless-security]\nkey-mgmt=wpa-psk\nproto=wpa\npsk=secret\n",
		nm + "work.nmconnection":                  "[connection]\ntype=wifi\n[wifi-security]\nkey-mgmt=wpa-eap\n[802-1x]\nca-cert=/etc/ssl/ca.pem\n",
		nm + "wire.nmconnection":                  "[connection]\ntype=ethernet\n",
		"/var/lib/iwd/hotel.open":                 "",
		"/var/lib/iwd/a.8021x":                    "[Security]\nEAP-Method=PEAP\n",
		"/etc/wpa_supplicant/wpa_supplicant.conf": "network={\n ssid=\"x\"\n key_mgmt=NONE\n}\nnetwork={\n ssid=\"y\"\n psk=\"secret\"\n pairwise=TKIP\n}\n",
	}))
	got := map[string]string{}
	for name, n := range f.Networks {
		s := n.Security
		if n.TKIP {
			s += " tkip"
		}
		if n.Validated != nil && *n.Validated {
			s += " validated"
		}
		got[name] = s
	}
	want := map[string]string{
		nm + "cafe.nmconnection": "open", nm + "old.nmconnection": "wep", nm + "home": "psk tkip", nm + "work.nmconnection": "enterprise validated",
		"/var/lib/iwd/hotel.open": "open", "/var/lib/iwd/a.8021x": "enterprise",
		"/etc/wpa_supplicant/wpa_supplicant.conf:1": "open", "/etc/wpa_supplicant/wpa_supplicant.conf:5": "psk tkip",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestDeniedIsAGapAndNeverNothing(t *testing.T) {
	tree := hosttest.Tree(t, map[string]string{
		"/etc/fstab": "/dev/sda1 / ext4 x\n", "/etc/crypttab": "a b none\n", "/etc/wireguard/wg0.conf": "[Interface]\n", "/etc/openvpn/a.conf": "server\n",
		"/etc/NetworkManager/system-connections/x": "", "/etc/ipsec.conf": "conn a\n", "/etc/xrdp/xrdp.ini": "", "/usr/sbin/gdm3": "", "/etc/gdm3/daemon.conf": "",
	})
	f, gaps := gather(t, hosttest.Deny(tree, "/etc/fstab", "/etc/crypttab", "/etc/wireguard", "/etc/openvpn/a.conf",
		"/etc/NetworkManager/system-connections", "/etc/ipsec.conf", "/etc/xrdp/xrdp.ini", "/etc/gdm3/daemon.conf"))
	if f.Volumes != nil || f.Swap != nil || f.Crypttab != nil || f.WireGuard != nil || f.Networks != nil || f.XRDP.Settings != nil || len(f.OpenVPN)+len(f.IPsec)+len(f.Greeters) > 0 {
		t.Errorf("facts from what could not be read: %+v", f)
	}
	told := map[string]bool{}
	for _, m := range gaps.Missing() {
		told[m.Path] = m.Denied
	}
	for _, p := range []string{"volumes", "swap", "crypttab", "wireguard", "networks", `openvpn["/etc/openvpn/a.conf"]`, `ipsec["/etc/ipsec.conf"]`, "xrdp.settings", `greeters["gdm"]`,
		"present.crypttab", "present.wireguard", "present.networks", "present.openvpn", "present.ipsec", "present.greeters"} {
		if !told["mobile."+p] {
			t.Errorf("no gap tells of %s", p)
		}
	}
}

func TestBrokenFolderOfPrograms(t *testing.T) {
	tree := hosttest.Tree(t, map[string]string{"/etc/fstab": ""})
	f, _ := gather(t, hosttest.Fail(tree, "/usr/bin/gnome-shell", errors.New("input/output error")))
	if p, ok := f.Present["desktops"]; ok {
		t.Errorf("desktops: %v, although one could not be looked for", p)
	}
}
