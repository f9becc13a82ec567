package netservices

import (
	"encoding/asn1"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"isoscan/internal/parse/service"
	"isoscan/internal/sandbox"
)

const snmpUserLine = "createUser joe SHA-256 \"authpass1\" AES \"privpass1\"\n"

// snmpChains is the long form of rocommunity: from community and source to name, group, view.
const snmpChained = "com2sec who default secret\ngroup g v1 who\ngroup g v2c who\nview everything included .1\n"

// snmpFiles are configurations as snmpd.conf(5) has them. Of each is wanted what
// a stranger, a client of another network, does with the community secret, and
// which level the user joe needs for it.
var snmpFiles = []struct{ name, text, community, user string }{
	{"nothing", "", "none", "none"},
	{"read", "rocommunity secret\n", "read", "none"},
	{"write", "rwcommunity secret\n", "write", "none"},
	{"case", "RwCommunity secret\nROUSER joe\n", "write", "auth read"},
	{"quotes", "rocommunity \"secret\"\n", "read", "none"},
	{"single quotes", "rocommunity 'secret' 'default'\n", "read", "none"},
	{"comment behind", "rocommunity secret # of old\n", "read", "none"},
	{"comment", "#rocommunity secret\n  # rwcommunity secret\n", "none", "none"},
	{"indented", "\t rocommunity\tsecret\n", "read", "none"},
	{"crlf", "rocommunity secret\r\nrouser joe\r\n", "read", "auth read"},
	{"crlf with a source", "rocommunity secret 10.0.0.1\r\n", "none", "none"},
	{"no continuation", "rocommunity \\\nsecret\n", "none", "none"},
	{"host", "rocommunity secret 10.0.0.1\n", "none", "none"},
	{"network", "rwcommunity secret 10.0.0.0/8\n", "none", "none"},
	{"network by mask", "rwcommunity secret 10.0.0.0/255.0.0.0\n", "none", "none"},
	{"default", "rocommunity secret default\n", "read", "none"},
	{"every network", "rocommunity secret 0.0.0.0/0\n", "read", "none"},
	{"every network by a host", "rocommunity secret 10.0.0.1/0\n", "none", "none"},
	{"no network", "rocommunity secret 0.0.0.0\n", "none", "none"},
	{"loopback", "rocommunity secret 127.0.0.1\nrocommunity secret localhost\n", "none", "none"},
	{"but one", "rocommunity secret !10.0.0.1\n", "none", "none"},
	{"but one and default", "rocommunity secret !10.0.0.1\nrocommunity secret default\n", "read", "none"},
	{"ipv6", "rocommunity6 secret\n", "read", "none"},
	{"ipv6 default", "rwcommunity6 secret default\n", "write", "none"},
	{"ipv6 every network", "rocommunity6 secret ::/0\n", "read", "none"},
	{"ipv6 loopback", "rocommunity6 secret ::1\n", "none", "none"},
	{"ipv6 network", "rocommunity6 secret fd00::/8\n", "none", "none"},
	{"a view by number", "rocommunity secret default .1.3.6.1.2.1.1\n", "read", "none"},
	{"a view by name", "view system included .1.3.6.1.2.1.1\nrocommunity secret default -V system\n", "read", "none"},
	{"a view that is nowhere", "rocommunity secret default -V nowhere\n", "none", "none"},
	{"a view without anything", "view empty excluded .1\nrocommunity secret default -V empty\n", "none", "none"},
	{"of both the first wins", "rocommunity secret\nrwcommunity secret\n", "read", "none"},
	{"of both the first wins, the other way", "rwcommunity secret\nrocommunity secret\n", "write", "none"},
	{"authcommunity", "authcommunity read secret\n", "read", "none"},
	{"authcommunity for all", "authcommunity read,write secret default\n", "write", "none"},
	{"authcommunity of traps", "authcommunity log,execute secret\n", "none", "none"},
	{"chain", snmpChained + "access g \"\" any noauth exact everything none none\n", "read", "none"},
	{"chain for writing", snmpChained + "access g \"\" any noauth exact everything everything none\n", "write", "none"},
	{"chain in another order", "access g \"\" any noauth exact everything none none\n" + snmpChained, "read", "none"},
	{"chain without an access", snmpChained, "none", "none"},
	{"chain of another group", snmpChained + "access h \"\" any noauth exact everything none none\n", "none", "none"},
	{"chain with a level", snmpChained + "access g \"\" any auth exact everything none none\n", "none", "none"},
	{"chain for another context", snmpChained + "access g ctx any noauth exact everything none none\n", "none", "none"},
	{"chain for contexts that begin so", snmpChained + "access g \"\" any noauth prefix everything none none\n", "read", "none"},
	{"chain of one model", snmpChained + "access g \"\" v1 noauth exact everything none none\n", "read", "none"},
	{"chain of users", snmpChained + "access g \"\" usm noauth exact everything none none\n", "none", "none"},
	{"chain to no view", snmpChained + "access g \"\" any noauth exact nowhere none none\n", "none", "none"},
	{"chain to a view named none", snmpChained + "view none included .1\naccess g \"\" any noauth exact none none none\n", "write", "none"},
	{"chain from a network", "com2sec who 10.0.0.0/8 secret\ngroup g v2c who\nview everything included .1\naccess g \"\" any noauth exact everything everything none\n", "none", "none"},
	{"chain from two", "com2sec here localhost secret\ncom2sec who default secret\ngroup h v2c here\ngroup g v2c who\nview everything included .1\naccess h \"\" any noauth exact everything everything none\naccess g \"\" any noauth exact everything none none\n", "read", "none"},
	{"chain of six", "com2sec6 who default secret\ngroup g v2c who\nview everything included .1\naccess g \"\" any noauth exact everything none none\n", "read", "none"},
	{"chain by setaccess", snmpChained + "setaccess g \"\" any noauth exact read everything\n", "read", "none"},
	{"chain by authaccess", snmpChained + "authaccess read,write g everything noauth\n", "write", "none"},
	{"chain by authgroup", snmpChained + "authgroup read g noauth\n", "none", "none"},
	{"an access with too few words", snmpChained + "access g \"\" any noauth exact everything\n", "none", "none"},
	{"sections", "[snmp]\nrwcommunity secret\n[snmpd]\nrocommunity secret\n", "read", "none"},
	{"sections of a line", "[snmpd] rocommunity secret\n[snmptrapd] rwcommunity secret\nrouser joe\n", "read", "auth read"},
	{"a section that the agent does not know", "[snmptrapd]\nrocommunity secret\n", "read", "none"},
	{"and within another", "[snmp]\n[snmptrapd]\nrocommunity secret\n", "none", "none"},
	{"section snmp", "[snmp]\nrocommunity secret\n", "none", "none"},
	{"include", "includeFile %T/more.conf\n", "write", "auth read"},
	{"include without a path", "includeFile more.conf\n", "write", "auth read"},
	{"include by include", "include %T/more.conf\n", "none", "none"},
	{"include that is not there", "includeFile %T/none.conf\nrocommunity secret\n", "read", "none"},
	{"include of a folder", "includeDir %T/d\n", "write", "none"},
	{"include of a folder without a path", "includeDir d\n", "none", "none"},
	{"include of no folder", "includeDir %T/none\nrocommunity secret\n", "read", "none"},
	{"include behind a section", "[snmp]\nincludeFile %T/more.conf\n", "none", "none"},
	{"disks are no include", "includeAllDisks 10%\nrocommunity secret\n", "read", "none"},
	{"an unknown word", "rocomunity secret\n", "none", "none"},
	{"user", "rouser joe\n", "none", "auth read"},
	{"user for writing", "rwuser joe\n", "none", "auth write"},
	{"user without", "rouser joe noauth\n", "none", "noauth read"},
	{"user of all", "rwuser joe priv\n", "none", "priv write"},
	{"user long words", "rouser joe authPriv\n", "none", "priv read"},
	{"user noAuthNoPriv", "rouser joe noAuthNoPriv\n", "none", "noauth read"},
	{"user authNoPriv", "rouser joe authNoPriv\n", "none", "auth read"},
	{"user with a model", "rouser -s usm joe priv\n", "none", "priv read"},
	{"user of another level", "rouser joe secure\n", "none", "none"},
	{"user twice", "rouser joe noauth\nrouser joe priv\n", "none", "noauth read"},
	{"authuser", "authuser read joe\n", "none", "auth read"},
	{"authuser for writing", "authuser read,write joe priv\n", "none", "priv write"},
	{"authuser of traps reads, too", "authuser log joe\n", "none", "auth read"},
	{"authuser with a model", "authuser read -s usm joe noauth\n", "none", "noauth read"},
	{"user in a chain", "group g usm joe\nview everything included .1\naccess g \"\" usm auth exact everything everything none\n", "none", "auth write"},
	{"user in a chain of any", "group g usm joe\nview everything included .1\naccess g \"\" any noauth exact everything none none\n", "none", "noauth read"},
	{"user in a chain of another model", "group g usm joe\nview everything included .1\naccess g \"\" v2c noauth exact everything none none\n", "none", "none"},
	{"user in an authgroup", "group g usm joe\nauthgroup read g priv\n", "none", "priv read"},
	{"disabled version", "rocommunity secret\n[snmp] disableSNMPv1 yes\n", "read", "none"},
}

// snmpOurs words what we read of it as the wanted results are.
func snmpOurs(accesses []SNMPAccess) (community, user string) {
	community, user = "none", "none"
	rank := map[string]int{"none": 0, "noauth": 3, "auth": 2, "priv": 1}
	for _, a := range accesses {
		does := map[bool]string{true: "write", false: "read"}[a.Write]
		switch {
		case a.Version == "v3":
			if level, _, _ := strings.Cut(user, " "); rank[a.Level] > rank[level] || rank[a.Level] == rank[level] && a.Write {
				user = a.Level + " " + does
			}
		case a.Clients == service.All && (community == "none" || a.Write):
			community = does
		}
	}
	return community, user
}

func TestSNMPAsTheAgentReadsIt(t *testing.T) {
	t.Parallel()
	program, get := sandbox.Need(t, "snmpd", "snmpd"), sandbox.Need(t, "snmpget", "snmp")
	s := sandbox.New(t, map[string]string{"/var/lib/snmp/": ""})
	dir := t.TempDir()
	write(t, dir+"/more.conf", "rwcommunity secret\nrouser joe\n")
	write(t, dir+"/d/1.conf", "rwcommunity secret\n")
	write(t, dir+"/d/2.conf.bak", "rouser joe\n")
	write(t, dir+"/control.conf", snmpUserLine+"rocommunity control\nrocommunity6 control\n")
	const atOnce = 5
	for n := range atOnce {
		t.Run(fmt.Sprintf("share %d", n), func(t *testing.T) {
			t.Parallel()
			for i := n; i < len(snmpFiles); i += atOnce {
				c := snmpFiles[i]
				t.Run(c.name, func(t *testing.T) {
					conf := fmt.Sprintf("%s/%d.conf", dir, i)
					write(t, conf, strings.ReplaceAll(c.text, "%T", dir))
					lines, err := parseSNMP(onDisk{}, conf, 0)
					if err != nil {
						t.Fatal(err)
					}
					ours, oursUser := snmpOurs(snmpAccesses(lines))
					port := strconv.Itoa(1000 + i)
					// By their addresses, for from any it answers with another of its own.
					listen := "udp:" + net.JoinHostPort(sandbox.Server, port)
					if s.IPv6() {
						listen += ",udp6:" + net.JoinHostPort(sandbox.Server6, port)
					}
					d := s.Start(program, "-f", "-C", "-c", conf+","+dir+"/control.conf", "-Lo", "-m", "", listen)
					defer d.Stop()
					if !d.Ready("udp:" + port) {
						t.Fatal(d.Said())
					}
					theirs := "none"
					for _, from := range [][2]string{{sandbox.Client, sandbox.Server}, {sandbox.Client6, sandbox.Server6}} {
						if from[0] == sandbox.Client6 && !s.IPv6() {
							if strings.Contains(c.text, "ty6") || strings.Contains(c.text, "sec6") {
								theirs = c.community
							}
							continue
						}
						theirs = snmpWider(theirs, snmpProbe(t, s, from[0], net.JoinHostPort(from[1], port)))
					}
					theirsUser := "none"
					if strings.Contains(c.text, "joe") || strings.Contains(c.text, "more.conf") {
						theirsUser = snmpProbeUser(s, get, sandbox.Server+":"+port)
					}
					if theirs != ours || theirsUser != oursUser {
						t.Errorf("snmpd: %s, %s; ours: %s, %s; it said:\n%s", theirs, theirsUser, ours, oursUser, snmpSaid(d))
					}
					if theirs != c.community || theirsUser != c.user {
						t.Errorf("the manual: %s, %s; snmpd: %s, %s; it said:\n%s", c.community, c.user, theirs, theirsUser, snmpSaid(d))
					}
				})
			}
		})
	}
}

// snmpSaid is what the agent complained of.
func snmpSaid(d *sandbox.Daemon) string {
	var out []string
	for _, line := range strings.Split(d.Said(), "\n") {
		if !strings.HasPrefix(line, "Connection from") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func snmpWider(a, b string) string {
	for _, w := range []string{"write", "read"} {
		if a == w || b == w {
			return w
		}
	}
	return "none"
}

// snmpProbeUser finds the least level at which the user reads, and whether the
// user writes at the highest.
func snmpProbeUser(s *sandbox.Sandbox, get, to string) string {
	key := []string{"-v3", "-u", "joe", "-a", "SHA-256", "-A", "authpass1", "-x", "AES", "-X", "privpass1", "-m", "", "-r", "0", "-t", "2"}
	for _, level := range []string{"noAuthNoPriv", "authNoPriv", "authPriv"} {
		argv := append([]string{get, "-l", level}, key...)
		if _, code := s.Run(append(argv, to, ".1.3.6.1.2.1.1.3.0")...); code != 0 {
			continue
		}
		argv[0] = strings.Replace(get, "snmpget", "snmpset", 1)
		does := "read"
		if out, code := s.Run(append(argv, to, ".1.3.6.1.2.1.1.4.0", "s", "x")...); code == 0 || strings.Contains(out, "notWritable") {
			does = "write"
		}
		return map[string]string{"noAuthNoPriv": "noauth", "authNoPriv": "auth", "authPriv": "priv"}[level] + " " + does
	}
	return "none"
}

// snmpMessage is RFC 1901's, with one variable.
type snmpMessage struct {
	Version   int
	Community []byte
	PDU       asn1.RawValue
}

type snmpVariable struct {
	Name  asn1.ObjectIdentifier
	Value asn1.RawValue
}

type snmpPDU struct {
	ID, Status, Index int
	Variables         []snmpVariable
}

// snmpProbe reads and writes as version 1 and 2c. The agent does not answer whom
// it does not know: an answer to the control community, asked behind, says that it won't.
func snmpProbe(t *testing.T, s *sandbox.Sandbox, from, to string) string {
	t.Helper()
	conn, err := s.Dial("udp", from, to)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	out := "none"
	contact, uptime := asn1.ObjectIdentifier{1, 3, 6, 1, 2, 1, 1, 4, 0}, asn1.ObjectIdentifier{1, 3, 6, 1, 2, 1, 1, 3, 0}
	id := 0
	send := func(version, kind int, community string, name asn1.ObjectIdentifier, value asn1.RawValue) int {
		id++
		pdu, err := asn1.Marshal(snmpPDU{ID: id, Variables: []snmpVariable{{name, value}}})
		if err != nil {
			t.Fatal(err)
		}
		pdu[0] = byte(kind)
		packet, err := asn1.Marshal(snmpMessage{version, []byte(community), asn1.RawValue{FullBytes: pdu}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Write(packet); err != nil {
			t.Fatal(err)
		}
		return id
	}
	null, text := asn1.RawValue{Tag: asn1.TagNull}, asn1.RawValue{Tag: asn1.TagOctetString, Bytes: []byte("x")}
	for version := range 2 {
		read := send(version, 0xa0, "secret", uptime, null)
		change := send(version, 0xa3, "secret", contact, text)
		control := []int{send(0, 0xa0, "control", uptime, null), send(1, 0xa0, "control", uptime, null)}
		// Where both versions are off nobody answers.
		_ = conn.SetReadDeadline(time.Now().Add(2 * time.Second))
		for {
			b := make([]byte, 2000)
			n, err := conn.Read(b)
			if errors.Is(err, os.ErrDeadlineExceeded) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			var m snmpMessage
			var p snmpPDU
			if _, err := asn1.Unmarshal(b[:n], &m); err != nil {
				t.Fatal(err)
			}
			inner := append([]byte{}, m.PDU.FullBytes...)
			inner[0] = 0x30
			if _, err := asn1.Unmarshal(inner, &p); err != nil || len(p.Variables) == 0 {
				t.Fatalf("%v: %x", err, b[:n])
			}
			given := p.Status == 0 && p.Variables[0].Value.Class != asn1.ClassContextSpecific
			const notWritable = 17 // it may, and is set in the file
			switch {
			case p.ID == change && (given || p.Status == notWritable):
				out = "write"
			case p.ID == read && given:
				out = snmpWider(out, "read")
			}
			if p.ID == control[0] || p.ID == control[1] {
				break
			}
		}
	}
	return out
}

// snmpListens are lines on where to listen, and what the sockets of the agent say.
var snmpListens = []struct{ name, text, args, want string }{
	{"nothing", "", "", "all"},
	{"loopback", "agentaddress 127.0.0.1\n", "", "loopback"},
	{"case", "AgentAddress  127.0.0.1\n", "", "loopback"},
	{"both loopbacks", "agentaddress 127.0.0.1,[::1]\n", "", "loopback"},
	{"with transports", "agentAddress udp:127.0.0.1:161,udp6:[::1]:161\n", "", "loopback"},
	{"by name", "agentaddress udp:localhost:161\n", "", "loopback"},
	{"a port", "agentaddress 1161\n", "", "all"},
	{"a transport and a port", "agentaddress udp:1161\n", "", "all"},
	{"six and a port", "agentaddress udp6:1161\n", "", "all"},
	{"an address and a port", "agentaddress 127.0.0.1:1161\n", "", "loopback"},
	{"an address of the network", "agentaddress 198.51.100.1\n", "", "network"},
	{"an address of six", "agentaddress udp6:[2001:db8::1]\n", "", "network"},
	{"tcp", "agentaddress tcp:127.0.0.1:1161\n", "", "loopback"},
	{"all of tcp", "agentaddress tcp:1161,udp:127.0.0.1\n", "", "all"},
	{"zero", "agentaddress 0.0.0.0\n", "", "all"},
	{"all of six", "agentaddress udp6:[::]:161\n", "", "all"},
	{"two lines", "agentaddress 127.0.0.1\nagentaddress 198.51.100.1\n", "", "network"},
	{"two words", "agentaddress 127.0.0.1 198.51.100.1\n", "", "refused"},
	{"blanks behind the comma", "agentaddress 127.0.0.1, 198.51.100.1\n", "", "refused"},
	{"quotes", "agentaddress \"127.0.0.1\"\n", "", "refused"},
	{"a socket", "agentaddress unix:/tmp/agent.sock\n", "", "none"},
	{"arguments alone", "", "udp:127.0.0.1:161", "loopback"},
	{"arguments and the file", "agentaddress 127.0.0.1\n", "udp:198.51.100.1:161", "network"},
	{"two arguments", "", "127.0.0.1 198.51.100.1", "network"},
	{"comment behind", "agentaddress 127.0.0.1 # not 0.0.0.0\n", "", "refused"},
	{"blanks at the end", "agentaddress 127.0.0.1 \t\n", "", "loopback"},
	{"crlf", "agentaddress 127.0.0.1\r\n", "", "loopback"},
	{"a comma at the end", "agentaddress 127.0.0.1,\n", "", "loopback"},
	{"nothing behind", "agentaddress\n", "", "all"},
	{"the section of another program", "[snmptrapd]\nagentaddress 127.0.0.1\n", "", "loopback"},
	{"the library's section", "[snmp]\nagentaddress 127.0.0.1\n", "", "all"},
}

func TestSNMPListensWhereTheFileSays(t *testing.T) {
	t.Parallel()
	program := sandbox.Need(t, "snmpd", "snmpd")
	s := sandbox.New(t, map[string]string{"/var/lib/snmp/": ""})
	for _, c := range snmpListens {
		t.Run(c.name, func(t *testing.T) {
			if !s.IPv6() && strings.Contains(c.text, ":") && strings.Contains(c.text, "6") {
				t.Log("no IPv6 here")
				return
			}
			conf := t.TempDir() + "/snmpd.conf"
			write(t, conf, c.text)
			lines, err := parseSNMP(onDisk{}, conf, 0)
			if err != nil {
				t.Fatal(err)
			}
			argv := append([]string{program, "-f", "-C", "-c", conf, "-Lo", "-m", ""}, strings.Fields(c.args)...)
			ours := "refused"
			if scope, err := snmpScope(lines, []service.Exec{{Args: argv, Source: "x"}}); err == nil {
				ours = scope.Value
			}
			d := s.Start(argv...)
			defer d.Stop()
			for start := time.Now(); !strings.Contains(d.Said(), "NET-SNMP version") && !d.Ended(); time.Sleep(5 * time.Millisecond) {
				if time.Since(start) > sandbox.Patience {
					t.Fatal(d.Said())
				}
			}
			theirs := service.None
			for _, l := range s.Listeners() {
				if l.Address.Port() == 161 || l.Address.Port() == 1161 {
					theirs = service.Widest(theirs, service.Scope(l.Address.Addr().String()))
				}
			}
			if d.Ended() {
				theirs = "refused"
			}
			if theirs != ours || theirs != c.want {
				t.Errorf("the manual: %s; snmpd: %s; ours: %s; it said:\n%s", c.want, theirs, ours, snmpSaid(d))
			}
		})
	}
}
