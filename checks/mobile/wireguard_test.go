package mobile

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	wgKey   = "YAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk="
	wgOther = "HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw="
)

// wireguardCases are files of wg(8), and what the manual says of each: whether
// it listens, and of each peer whether everybody may come from it, whether its
// address is known, and whether a key is shared; "refused" otherwise.
var wireguardCases = []struct{ text, want string }{
	{"[Interface]\nPrivateKey=" + wgKey + "\nListenPort=51820\n[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=0.0.0.0/0\n", "listens; everyone"},
	{"[interface]\nprivatekey = " + wgKey + "\nLISTENPORT = 51820\n[PEER]\npublickey=" + wgOther + "\nallowedips = 10.0.0.1, ::/0\nEndpoint=1.2.3.4:5\n", "listens; everyone endpoint"},
	{"[Interface]\nListenPort=0\n", ""},
	{"[Interface]\nListenPort=51820\nListenPort=0\n", ""},
	{"[Interface] # x\nPrivateKey=" + wgKey + " # y\n[Peer]\nPublicKey=" + wgOther + "\nPresharedKey=" + wgKey + "\n", "; shared"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=10.0.0.0/8\nAllowedIPs=0.0.0.0/0\n", "; everyone"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=10.0.0.0/8\n\n\n# [Peer]\nAllowedIPs=fd00::/8\n", "; none"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=0.0.0.0/1, 128.0.0.0/1\n", "; everyone"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=0.0.0.0/1, 128.0.0.0/2\n", "; none"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=0.0.0.0/00\n", "; everyone"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowed IPs=1 0.0.0.0/8\n", "; none"},
	{"[ Peer ]\nPublicKey=" + wgOther + "\n", "; none"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=\n", "refused"},
	{"[Peer]\nPublicKey=" + wgOther + "\nPresharedKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", "; none"},
	{"[Peer]\r\nPublicKey=" + wgOther + "\r\nAllowedIPs=::/0\r\n", "; everyone"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=10.0.0.0/33\n", "refused"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=10.0.0.0/x\n", "refused"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=10.0.0.300\n", "refused"},
	{"[Peer]\nPublicKey=" + wgOther + "\nAllowedIPs=0/0\n", "refused"},
	{"[Peer]\nAllowedIPs=10.0.0.0/8\n", "refused"},
	{"[Peer]\nPublicKey=secret\n", "refused"},
	{"[Interface]\nPrivateKey=\n", "refused"},
	{"[Interface]\nBogus=1\n", "refused"},
	{"[Interface]\nListenPort=http\n", "refused"},
	{"[Interface]\nListenPort=70000\n", "listens"},
	{"[Interface]\nListenPort=65536\n", ""},
	{"[Server]\n", "refused"},
	{"PrivateKey=" + wgKey + "\n", "refused"},
	{"[Interface]\nPublicKey=" + wgKey + "\n", "refused"},
	{"[Peer]\nPublicKey\n", "refused"},
	{"; remark\n[Interface]\n", "refused"},
}

// device answers as a WireGuard device in user space does, and tells what it is
// set to (https://www.wireguard.com/xplatform/).
func device(l net.Listener, told chan<- string) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		text := ""
		for lines := bufio.NewScanner(c); lines.Scan() && lines.Text() != ""; {
			text += lines.Text() + "\n"
		}
		_, _ = fmt.Fprint(c, "errno=0\n\n")
		_ = c.Close()
		if strings.HasPrefix(text, "set=1") { // it asks for the old state first
			told <- text
		}
	}
}

// What wg hands to a device is what we read in the file.
func TestWireGuardAgainstTheTool(t *testing.T) {
	dir := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(dir, "test0.sock"))
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan string, 8)
	go device(l, told)
	defer func() { _ = l.Close() }()
	for _, c := range wireguardCases {
		write(t, dir, "test0.conf", c.text)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		cmd := exec.CommandContext(ctx, "unshare", "-m", "sh", "-c", `mount -t tmpfs none /run && mkdir /run/wireguard && mount --bind "$DIR" /run/wireguard && exec wg setconf test0 /run/wireguard/test0.conf`)
		cmd.Env = append(os.Environ(), "DIR="+dir)
		out, err := cmd.CombinedOutput()
		cancel()
		really := "refused"
		if err == nil {
			select {
			case text := <-told:
				really = handed(text)
			case <-time.After(time.Minute):
				t.Fatalf("%q: wg says nothing: %s", c.text, out)
			}
		} else if _, missing := exec.LookPath("wg"); missing != nil {
			t.Fatalf("%v %s (install wireguard-tools, or run: make test)", missing, out)
		}
		if really != c.want {
			t.Errorf("%q: wg: %q, the manual: %q: %s", c.text, really, c.want, out)
		}
		w, err := parseWireGuard("/w", c.text)
		got := "refused"
		if err == nil {
			got = ""
			if w.Listens {
				got = "listens"
			}
			for _, p := range w.Peers {
				got += "; " + peerWords(p.Everyone, p.Endpoint, p.Preshared)
			}
		}
		if d := cmp.Diff(really, got); d != "" {
			t.Errorf("%q: -wg +told\n%s%v", c.text, d, err)
		}
	}
}

func peerWords(everyone, endpoint, shared bool) string {
	var out []string
	for word, is := range map[string]bool{"everyone": everyone, "endpoint": endpoint, "shared": shared} {
		if is {
			out = append(out, word)
		}
	}
	if len(out) == 2 && out[0] == "endpoint" {
		out[0], out[1] = out[1], out[0]
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, " ")
}

// handed sums up what a device is set to.
func handed(text string) string {
	out, nets := "", ""
	everyone, endpoint, shared, peers := false, false, false, 0
	flush := func() {
		if peers > 0 {
			everyone = strings.Contains(nets, " 0.0.0.0/0 ") || strings.Contains(nets, " ::/0 ") || strings.Contains(nets, " 0.0.0.0/1 ") && strings.Contains(nets, " 128.0.0.0/1 ")
			out += "; " + peerWords(everyone, endpoint, shared)
		}
		nets, endpoint, shared = " ", false, false
	}
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		switch key {
		case "listen_port":
			if value != "0" {
				out = "listens"
			}
		case "public_key":
			flush()
			peers++
		case "allowed_ip":
			nets += value + " "
		case "endpoint":
			endpoint = true
		case "preshared_key":
			shared = strings.Trim(value, "0") != ""
		}
	}
	flush()
	return out
}
