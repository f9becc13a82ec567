package firewall

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"isoscan/internal/facts"
)

// A file that nft refuses loads nothing, however strict it looks: it must never
// be told as closed. And what nft takes, we understand.
func TestWhatNFTRefusesIsNeverClosed(t *testing.T) {
	const head = "table inet f {\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t\t"
	for name, c := range map[string]struct {
		text  string
		taken bool
	}{
		"plain":              {head + "tcp dport 22 accept\n\t}\n}\n", true},
		"misspelt verdict":   {head + "tcp dport 22 acept\n\t}\n}\n", false},
		"misspelt field":     {head + "tcp dprot 22 accept\n\t}\n}\n", false},
		"misspelt meta":      {head + "meta iifnam lo accept\n\t}\n}\n", false},
		"misspelt state":     {head + "ct state estabished accept\n\t}\n}\n", false},
		"no chain":           {head + "jump nowhere\n\t}\n}\n", false},
		"no variable":        {head + "tcp dport $ports drop\n\t}\n}\n", false},
		"no file":            {"include \"/nowhere/x.nft\"\n" + head + "drop\n\t}\n}\n", false},
		"open quote":         {head + "iifname \"lo accept\n\t}\n}\n", false},
		"text after":         {head + "drop\n\t}\n}\nhello\n", false},
		"brace too many":     {head + "drop\n\t}\n}\n}\n", false},
		"brace missing":      {head + "drop\n\t}\n", false},
		"not an address":     {head + "ip saddr 10.0.0.300 drop\n\t}\n}\n", false},
		"wrong family":       {head + "ip saddr ::1 drop\n\t}\n}\n", false},
		"not a port":         {head + "tcp dport sshd drop\n\t}\n}\n", false},
		"element of nothing": {head + "drop\n\t}\n}\nadd element inet f none { 1 }\n", false},
		"unknown set":        {head + "ip saddr @nobody drop\n\t}\n}\n", false},
		"rest of a rule":     {head + "ip ttl < 5 meta skuid 0 tcp option maxseg size 1-500 ip dscp cs1 drop\n\t}\n}\n", true},
		"mark":               {head + "meta mark set 1 ct mark and 0xf == 1 counter packets 0 bytes 0 accept\n\t}\n}\n", true},
		"objects":            {"table inet f {\n\tcounter c { }\n\tlimit l { rate 5/second }\n\tchain input {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tcounter name c limit name l accept\n\t}\n}\n", true},
		"one line":           {"table ip f { chain i { type filter hook input priority 0; policy drop; tcp dport { ssh, 80-90 } accept; }; }\n", true},
		"comments":           {"# a\ntable inet f { # b\n chain i { # c\n type filter hook input priority filter; policy drop; # d\n iif lo accept comment \"x # y\"\n ct state {established, \\\n related} accept\n }\n}\n", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "x.nft")
			if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command("unshare", "-n", "nft", "-c", "-f", file).CombinedOutput()
			if (err == nil) != c.taken {
				t.Fatalf("nft takes it: %v, we thought %v: %s", err == nil, c.taken, out)
			}
			s := newScript("nftables")
			s.include = func(string) (map[string][]byte, []string, error) { return nil, nil, os.ErrNotExist }
			got := s.run("/f", []byte(c.text))
			if got == nil {
				got = s.rs.check()
			}
			if understood := got == nil && len(s.problems) == 0; understood != c.taken {
				t.Errorf("we understand it: %v (%v %v)", understood, got, s.problems)
			}
		})
	}
}

// The same for iptables-restore.
func TestWhatIptablesRefusesIsNeverClosed(t *testing.T) {
	for name, c := range map[string]struct {
		rule  string
		taken bool
	}{
		"plain":           {"-A INPUT -p tcp --dport 22 -j ACCEPT", true},
		"misspelt target": {"-A INPUT -p tcp --dport 22 -j ACEPT", false},
		"misspelt option": {"-A INPUT -p tcp --dprot 22 -j ACCEPT", false},
		"misspelt match":  {"-A INPUT -m contrack --ctstate NEW -j DROP", false},
		"misspelt state":  {"-A INPUT -m conntrack --ctstate NUE -j DROP", false},
		"not an address":  {"-A INPUT -s 10.0.0.300 -j DROP", false},
		"not a port":      {"-A INPUT -p tcp --dport sshd -j DROP", false},
		"owner":           {"-A OUTPUT -m owner --uid-owner 0 -j ACCEPT", true},
		"time":            {"-A INPUT -m time --timestart 08:00 --timestop 18:00 -j ACCEPT", true},
		"statistic":       {"-A INPUT -m statistic --mode random --probability 0.5 -j DROP", true},
		"quoted":          {`-A INPUT -m comment --comment "a \"b\" -j ACCEPT" -j DROP`, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n" + c.rule + "\nCOMMIT\n"
			cmd := exec.Command("unshare", "-n", "iptables-restore")
			cmd.Stdin = strings.NewReader(text)
			out, err := cmd.CombinedOutput()
			if (err == nil) != c.taken {
				t.Fatalf("iptables-restore takes it: %v, we thought %v: %s", err == nil, c.taken, out)
			}
			rs := &ruleset{}
			got := rs.readIptables(text, false, false, "iptables", func(n int) facts.Source { return facts.FileLine("/f", n) })
			if got == nil {
				got = rs.check()
			}
			if (got == nil) != c.taken {
				t.Errorf("we understand it: %v (%v)", got == nil, got)
			}
		})
	}
}
