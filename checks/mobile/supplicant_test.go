package mobile

import (
	"bufio"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"isoscan/internal/host/hosttest"
)

// supplicantCases are files, and what wpa_supplicant.conf(5) says of each
// network, in order; empty: the file is refused.
var supplicantCases = []struct{ text, want string }{
	{"network={\n ssid=\"x\"\n psk=\"secret12\"\n}\n", "psk"},
	{"# x\nctrl_interface=/run/none\nupdate_config=1\nnetwork={\n ssid=\"x\"\n key_mgmt=NONE\n}\n", "open"},
	{"network={\n ssid=\"a # b\"\n key_mgmt=NONE # open\n}\n", "open"},
	{"network={\n\tssid=\"x\"\n\tkey_mgmt=NONE\n\twep_key0=\"abcde\"\n\twep_tx_keyidx=0\n}\n", "wep"},
	{"network={\n key_mgmt=IEEE8021X\n eap=TLS\n}\n", "wep"},
	{"network={\n key_mgmt=SAE\n ieee80211w=2\n}\n", "sae"},
	{"network={\n key_mgmt=WPA-PSK SAE\n psk=\"secret12\"\n}\n", "psk"},
	{"network={\n key_mgmt=OWE\n}\nnetwork={\n key_mgmt=DPP\n}\n", "owe, dpp"},
	{"network={\n key_mgmt=WPA-EAP\n eap=PEAP\n}\n", "enterprise"},
	{"network={\n key_mgmt=WPA-EAP\n eap=PEAP\n ca_cert=\"/etc/ca.pem\"\n}\n", "enterprise checked"},
	{"network={\n key_mgmt=WPA-EAP\n eap=PEAP\n ca_cert=\"\"\n}\n", "enterprise"},
	{"network={\n key_mgmt=WPA-EAP\n eap=TTLS\n ca_cert2=\"/etc/ca.pem\"\n}\n", "enterprise"},
	{"network={\n key_mgmt=WPA-EAP\n eap=TLS\n ca_cert=\"probe://\"\n}\n", "enterprise"},
	{"network={\n key_mgmt=WPA-EAP\n eap=PWD\n}\n", "enterprise checked"},
	{"network={\n key_mgmt=WPA-EAP\n eap=PWD PEAP\n}\n", "enterprise"},
	{"network={\n eap=PEAP\n}\n", "enterprise"},
	{"network={\n key_mgmt=FT-SAE SAE\n}\n", "sae"},
	{"network={\n key_mgmt=NONE WPA-PSK\n psk=\"secret12\"\n}\n", "open"},
	{"network={\n key_mgmt=WPA-PSK\n key_mgmt=NONE\n}\n", "open"},
	{"network={\n key_mgmt=WPA-PSK\n proto=WPA\n psk=\"secret12\"\n}\n", "psk tkip"},
	{"network={\n key_mgmt=WPA-PSK\n proto=WPA RSN\n pairwise=CCMP TKIP\n psk=\"secret12\"\n}\n", "psk"},
	{"network={\n key_mgmt=WPA-PSK\n pairwise=TKIP\n psk=\"secret12\"\n}\n", "psk tkip"},
	{"network={\n key_mgmt=WPA-PSK\n proto=WPA2\n psk=\"secret12\"\n}\n", "psk"},
	{"network={\r\n key_mgmt=NONE\r\n}\r\n", "open"},
	{"cred={\n realm=\"x\"\n}\nnetwork={\n key_mgmt=NONE\n}\n", "open"},
	{"blob-base64-x={\nSGFsbG8=\n}\nnetwork={\n key_mgmt=NONE\n}\n", "open"},
	{"network={\n key_mgmt=NONE\n disabled=1\n}\n", "open"},
	{"network={\n key_mgmt = NONE\n}\n", ""},
	{"network={\n key_mgmt=none\n}\n", ""},
	{"network={\n key_mgmt=\"NONE\"\n}\n", ""},
	{"network={\n key_mgmt=WPA-PSK,SAE\n}\n", ""},
	{"network={\n key_mgnt=NONE\n}\n", ""},
	{"network={\n ssid=\"x\n}\n", ""},
	{"network={\n proto=WPA3\n}\n", ""},
	{"network={\n pairwise=AES\n}\n", ""},
	{"network = {\n key_mgmt=NONE\n}\n", ""},
	{"network={ key_mgmt=NONE }\n", ""},
	{"network={\n key_mgmt=NONE\n", ""},
	{"hello\nnetwork={\n key_mgmt=NONE\n}\n", ""},
	{"updateconfig=1\nnetwork={\n key_mgmt=NONE\n}\n", ""},
	{"network={\n hello\n}\n", ""},
}

// startSupplicant tells what the program reads of a file: for each network what
// it says of its key management, protocols and ciphers; nil when it refuses it.
func startSupplicant(t *testing.T, file string) []map[string]string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "unshare", "-n", "wpa_supplicant", "-D", "none", "-i", "lo", "-c", file, "-dd")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatalf("%v (install wpasupplicant, or run: make test)", err)
	}
	networks, taken := []map[string]string{}, false
	lines := bufio.NewScanner(out)
	for lines.Scan() && !taken {
		line := lines.Text()
		if strings.Contains(line, "start of a new network block") {
			networks = append(networks, map[string]string{})
		}
		if name, value, ok := strings.Cut(line, ": 0x"); ok && len(networks) > 0 {
			networks[len(networks)-1][name] = value
		}
		taken = strings.Contains(line, "Add interface lo")
	}
	cancel()
	_ = cmd.Wait()
	if !taken {
		return nil
	}
	return networks
}

// What the program makes of a file is what we read in it, and what it refuses
// is a gap.
func TestSupplicantAgainstTheProgram(t *testing.T) {
	dir := t.TempDir()
	for i, c := range supplicantCases {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			name := fmt.Sprintf("case%d.conf", i)
			write(t, dir, name, strings.Replace(c.text, "/run/none", dir+"/control", 1))
			really := startSupplicant(t, filepath.Join(dir, name))
			if (really == nil) != (c.want == "") {
				t.Errorf("%q: wpa_supplicant reads %v, the manual says %q", c.text, really, c.want)
			}
			networks, err := supplicantNetworks("/f", c.text)
			if (really == nil) != (err != nil) {
				t.Errorf("%q: wpa_supplicant reads %v, here %v", c.text, really, err)
			}
			if really == nil {
				return
			}
			keys := make([]string, 0, len(networks))
			for k := range networks {
				keys = append(keys, k)
			}
			slices.SortFunc(keys, func(a, b string) int { return line(a) - line(b) })
			var told []string
			for _, k := range keys {
				n := networks[k]
				text := n.Security
				if n.Validated != nil && *n.Validated {
					text += " checked"
				}
				if n.TKIP {
					text += " tkip"
				}
				told = append(told, text)
			}
			if got := strings.Join(told, ", "); got != c.want {
				t.Errorf("%q: %s, want %s", c.text, got, c.want)
			}
			if len(really) != len(told) {
				t.Fatalf("%q: wpa_supplicant reads %d networks, here %d", c.text, len(really), len(told))
			}
			for j, r := range really {
				kind := supplicantKind(t, r)
				if strings.Contains(c.text, "wep_key0") {
					kind = "wep" // the program says nothing of keys
				}
				if kind != "" && strings.Fields(told[j])[0] != kind {
					t.Errorf("%q: wpa_supplicant: %s, here %s", c.text, kind, told[j])
				}
				old := r["proto"] == "1" || r["pairwise"] == "8"
				if old != strings.HasSuffix(told[j], " tkip") {
					t.Errorf("%q: wpa_supplicant: old ciphers only: %v (%v), here %s", c.text, old, r, told[j])
				}
			}
		})
	}
}

func line(source string) int {
	n, _ := strconv.Atoi(source[strings.LastIndexByte(source, ':')+1:])
	return n
}

// supplicantKind is what the bits of key_mgmt in the program's words come to
// (defs.h of hostap); empty when it says none, for the default holds.
func supplicantKind(t *testing.T, r map[string]string) string {
	t.Helper()
	if r["key_mgmt"] == "" {
		return ""
	}
	bits, err := strconv.ParseUint(r["key_mgmt"], 16, 64)
	if err != nil {
		t.Fatal(r, err)
	}
	for _, k := range []struct {
		bits uint64
		kind string
	}{
		{1 << 3, "wep"}, {1 << 2, "open"}, {1<<0 | 1<<5 | 1<<7 | 1<<16 | 1<<17, "enterprise"}, {1<<1 | 1<<6 | 1<<8, "psk"}, {1<<10 | 1<<11, "sae"}, {1 << 22, "owe"}, {1 << 23, "dpp"},
	} {
		if bits&k.bits != 0 {
			return k.kind
		}
	}
	return "unknown"
}

// A file that wpa_supplicant refuses is a gap; what it says still convicts.
func TestRefusedSupplicantIsAGap(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{"/etc/fstab": "", "/etc/wpa_supplicant/wpa_supplicant.conf": "network={\n key_mgmt=NONE\n bogus=1\n"}))
	found := false
	for _, m := range gaps.Missing() {
		found = found || m.Path == `mobile.networks["/etc/wpa_supplicant/wpa_supplicant.conf"]`
	}
	if !found || len(f.Networks) != 1 || !f.Present["networks"].Value {
		t.Errorf("%+v %+v", f.Networks, gaps.Missing())
	}
}
