package firewall

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// loadFirewalld starts firewalld's own core on each folder, without D-Bus, in
// the network namespace that it finds itself in, and prints what it loaded.
const loadFirewalld = `
import json, subprocess, sys
import firewall.config
from firewall.core.logger import log
from firewall.core.fw import Firewall
log.setInfoLogLevel(-1)
# Without iptables and ipset, as with packages of nftables alone.
for name in firewall.config.COMMANDS:
    firewall.config.COMMANDS[name] = "/nonexistent"
for d in sys.argv[1:]:
    firewall.config.set_system_config_paths(d + "/etc/firewalld")
    firewall.config.set_default_config_paths(d + "/usr/lib/firewalld")
    fw, error = Firewall(), ""
    try:
        fw.start()
    except BaseException as e:
        error = str(e) or type(e).__name__
    rules = subprocess.run(["nft", "-j", "list", "table", "inet", "firewalld"], capture_output=True).stdout.decode()
    print(json.dumps({"state": fw.get_state(), "error": error, "rules": rules}), flush=True)
    try:
        fw.stop()
    except BaseException:
        pass
`

// stockFirewalld are the packaged files that the cases rest on.
func stockFirewalld(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, pattern := range []string{"zones/*.xml", "policies/*.xml", "icmptypes/echo-request.xml", "icmptypes/neighbour-*.xml", "icmptypes/router-advertisement.xml", "icmptypes/redirect.xml", "services/ssh.xml", "services/http.xml", "services/https.xml",
		"services/mdns.xml", "services/dhcpv6-client.xml", "services/netbios-ns.xml", "services/samba-client.xml", "services/ipp-client.xml"} {
		files, err := filepath.Glob(filepath.Join(fwLib, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s/%s: no such files; install firewalld, or run: make test", fwLib, pattern)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			out[f] = string(b)
		}
	}
	return out
}

// fwCases are configurations, and what they let in over IPv4 according to the
// manual pages: default and ports, or refused.
var fwCases = map[string]struct {
	files map[string]string
	want  string
}{
	"stock":                     {nil, "reject [tcp/22]"},
	"conf without a zone":       {fwFile("firewalld.conf", "LogDenied=off\n"), "reject [tcp/22]"},
	"conf with blanks":          {fwFile("firewalld.conf", " DefaultZone = drop \n"), "drop []"},
	"conf, the first counts":    {fwFile("firewalld.conf", "DefaultZone=drop\nDefaultZone=trusted\n"), "drop []"},
	"conf, empty is none":       {fwFile("firewalld.conf", "DefaultZone=\nDefaultZone=drop\n"), "drop []"},
	"conf, two signs":           {fwFile("firewalld.conf", "DefaultZone=drop=x\n"), "reject [tcp/22]"},
	"conf, quotes are letters":  {fwFile("firewalld.conf", "DefaultZone=\"drop\"\n"), "reject [tcp/22]"},
	"conf, no comment after":    {fwFile("firewalld.conf", "DefaultZone=drop # all\n"), "reject [tcp/22]"},
	"conf, case of the name":    {fwFile("firewalld.conf", "defaultzone=trusted\n"), "reject [tcp/22]"},
	"conf, no such zone":        {fwFile("firewalld.conf", "DefaultZone=nowhere\n"), "reject [tcp/22]"},
	"conf, trusted":             {fwFile("firewalld.conf", "DefaultZone=trusted\n"), "accept [tcp/0-65535 udp/0-65535]"},
	"conf, block":               {fwFile("firewalld.conf", "DefaultZone=block\n"), "reject []"},
	"conf, no such zone hidden": {with(fwFile("firewalld.conf", "DefaultZone=nowhere\n"), fwZoneFile("public", `target="ACCEPT"`, "")), "accept [tcp/0-65535 udp/0-65535]"},
	"log denied":                {fwFile("firewalld.conf", "LogDenied=all\n"), "reject [tcp/22]"},
	"log denied, wrong":         {fwFile("firewalld.conf", "LogDenied=yes\n"), "reject [tcp/22]"},
	"rpfilter off":              {fwFile("firewalld.conf", "IPv6_rpfilter=no\n"), "reject [tcp/22]"},

	"zone hides the packaged":        {fwZoneFile("public", "", `<port port="80" protocol="tcp"/>`), "reject [tcp/80]"},
	"zone with nothing":              {fwZoneFile("public", "", ""), "reject []"},
	"target default":                 {fwZoneFile("public", `target="default"`, ""), "reject []"},
	"target of old":                  {fwZoneFile("public", `target="{chain}_{zone}"`, ""), "reject []"},
	"target reject":                  {fwZoneFile("public", `target="%%REJECT%%"`, ""), "reject []"},
	"target in lower case":           {fwZoneFile("public", `target="drop"`, ""), "refused"},
	"target empty":                   {fwZoneFile("public", `target=""`, ""), "refused"},
	"target REJECT":                  {fwZoneFile("public", `target="REJECT"`, ""), "refused"},
	"not XML":                        {fwFile("zones/public.xml", "<zone><port"), "refused"},
	"another zone is not XML":        {fwFile("zones/other.xml", "<zone>"), "refused"},
	"two roots":                      {fwFile("zones/public.xml", "<zone target=\"DROP\"/><zone/>"), "refused"},
	"a service is not XML":           {fwFile("services/x.xml", "hello"), "refused"},
	"a policy is not XML":            {fwFile("policies/x.xml", ""), "refused"},
	"backup beside":                  {fwFile("zones/public.xml.old", "<zone target=\"ACCEPT\"/>"), "reject [tcp/22]"},
	"long name":                      {fwFile("zones/eighteen-letters-a.xml", "<zone/>"), "refused"},
	"odd name":                       {fwFile("zones/a b.xml", "<zone/>"), "refused"},
	"unknown element":                {fwZoneFile("public", "", `<prot port="80"/><port port="22" protocol="tcp"/>`), "refused"},
	"unknown attribute":              {fwZoneFile("public", `targt="DROP"`, ""), "refused"},
	"unknown attribute of a service": {fwFile("services/ssh.xml", `<service><port port="22" proto="tcp"/></service>`), "refused"},
	"unknown element of a service":   {fwFile("services/ssh.xml", `<service><ports/></service>`), "refused"},
	"of another kind":                {fwFile("zones/public.xml", `<service><port port="22" protocol="tcp"/></service>`), "refused"},
	"port range":                     {fwZoneFile("public", "", `<port port="8000-8010" protocol="tcp"/><port port="53" protocol="udp"/>`), "reject [tcp/8000-8010 udp/53]"},
	"port backwards":                 {fwZoneFile("public", "", `<port port="90-80" protocol="tcp"/>`), "reject [tcp/80-90]"},
	"port range of one":              {fwZoneFile("public", "", `<port port="80-80" protocol="tcp"/>`), "reject [tcp/80]"},
	"port by name":                   {fwZoneFile("public", "", `<port port="ssh" protocol="tcp"/>`), "reject [tcp/22]"},
	"port too big":                   {fwZoneFile("public", "", `<port port="70000" protocol="tcp"/>`), "refused"},
	"port without protocol":          {fwZoneFile("public", "", `<port port="80"/>`), "refused"},
	"port of ICMP":                   {fwZoneFile("public", "", `<port port="80" protocol="icmp"/>`), "refused"},
	"port of SCTP":                   {fwZoneFile("public", "", `<port port="80" protocol="sctp"/>`), "reject []"},
	"all ports":                      {fwZoneFile("public", "", `<port port="0-65535" protocol="tcp"/>`), "accept [tcp/0-65535]"},
	"protocol tcp":                   {fwZoneFile("public", "", `<protocol value="tcp"/>`), "accept [tcp/0-65535]"},
	"protocol unknown":               {fwZoneFile("public", "", `<protocol value="tpc"/>`), "refused"},
	"service unknown":                {fwZoneFile("public", "", `<service name="sssh"/>`), "refused"},
	"service unknown elsewhere":      {fwZoneFile("other", "", `<service name="sssh"/>`), "refused"},
	"service of one's own":           {with(fwZoneFile("public", "", `<service name="mine"/>`), fwFile("services/mine.xml", `<service><port port="99" protocol="tcp"/><port port="98" protocol="udp"/></service>`)), "reject [tcp/99 udp/98]"},
	"service hides the packaged":     {fwFile("services/ssh.xml", `<service><port port="2222" protocol="tcp"/></service>`), "reject [tcp/2222]"},
	"service includes":               {with(fwZoneFile("public", "", `<service name="mine"/>`), fwFile("services/mine.xml", `<service><include service="ssh"/><include service="http"/></service>`)), "reject [tcp/22 tcp/80]"},
	"service includes nothing":       {fwFile("services/mine.xml", `<service><include service="none"/></service>`), "refused"},
	"service of a protocol":          {with(fwZoneFile("public", "", `<service name="mine"/>`), fwFile("services/mine.xml", `<service><port port="" protocol="udp"/></service>`)), "accept [udp/0-65535]"},
	"service by source port":         {with(fwZoneFile("public", "", `<service name="mine"/>`), fwFile("services/mine.xml", `<service><source-port port="53" protocol="udp"/></service>`)), "accept [udp/0-65535]"},
	"service to a group":             {fwZoneFile("public", "", `<service name="mdns"/>`), "reject []"},
	"service to one family":          {fwZoneFile("public", "", `<service name="dhcpv6-client"/>`), "reject []"},
	"interface elsewhere":            {fwZoneFile("trusted", `target="ACCEPT"`, `<interface name="eth7"/>`), "reject [tcp/22] [eth7]"},
	"interface by pattern":           {fwZoneFile("trusted", `target="ACCEPT"`, `<interface name="eth+"/>`), "reject [tcp/22] [eth*]"},
	"pattern and name":               {with(fwZoneFile("drop", `target="DROP"`, `<interface name="eth1"/>`), fwZoneFile("trusted", `target="ACCEPT"`, `<interface name="eth+"/>`)), "reject [tcp/22] [eth* eth1]"},
	"name and pattern":               {with(fwZoneFile("drop", `target="DROP"`, `<interface name="eth+"/>`), fwZoneFile("trusted", `target="ACCEPT"`, `<interface name="eth1"/>`)), "reject [tcp/22] [eth1]"},
	"two patterns in one":            {with(fwZoneFile("trusted", `target="ACCEPT"`, `<interface name="eth+"/><interface name="wlan+"/>`)), "reject [tcp/22] [eth* wlan*]"},
	"interface in two zones":         {with(fwZoneFile("drop", `target="DROP"`, `<interface name="eth1"/>`), fwZoneFile("trusted", `target="ACCEPT"`, `<interface name="eth1"/>`)), "refused"},
	"interface of the default":       {fwZoneFile("public", "", `<interface name="eth0"/><service name="ssh"/><forward/>`), "reject [tcp/22]"},
	"source to drop":                 {fwZoneFile("drop", `target="DROP"`, `<source address="10.0.0.0/8"/>`), "reject [tcp/22]"},
	"source of everybody":            {fwZoneFile("trusted", `target="ACCEPT"`, `<source address="0.0.0.0/0"/>`), "accept [tcp/0-65535 udp/0-65535]"},
	"source of half of everybody":    {fwZoneFile("trusted", `target="ACCEPT"`, `<source address="128.0.0.0/1"/><source address="0.0.0.0/1"/>`), "accept [tcp/0-65535 udp/0-65535]"},
	"source inverted is none":        {fwZoneFile("trusted", `target="ACCEPT"`, `<source invert="yes" address="10.0.0.1"/>`), "reject [tcp/22]"},
	"source of no address":           {fwZoneFile("trusted", `target="ACCEPT"`, `<source address="10.0.0.300"/>`), "refused"},
	"source without anything":        {fwZoneFile("trusted", `target="ACCEPT"`, `<source mac="00:11:22:33:44:55"/>`), "reject [tcp/22]"},
	"source with a dotted mask":      {fwZoneFile("trusted", `target="ACCEPT"`, `<source address="10.0.0.0/255.0.0.0"/>`), "reject [tcp/22]"},
	"forward in the zone":            {fwZoneFile("public", "", `<forward/><service name="ssh"/>`), "reject [tcp/22]"},
	"masquerade":                     {fwZoneFile("public", "", `<masquerade/><service name="ssh"/>`), "reject [tcp/22]"},
	"icmp block":                     {fwZoneFile("public", "", `<icmp-block name="echo-request"/><service name="ssh"/>`), "reject [tcp/22]"},
	"icmp block unknown":             {fwZoneFile("public", "", `<icmp-block name="nope"/><service name="ssh"/>`), "refused"},
	"forward port":                   {fwZoneFile("public", "", `<forward-port port="80" protocol="tcp" to-port="8080"/>`), "reject ?"},
	"forward port to another":        {fwZoneFile("public", "", `<forward-port port="80" protocol="tcp" to-port="8080" to-addr="10.0.0.9"/>`), "reject []"},
	"forward port to nothing":        {fwZoneFile("public", "", `<forward-port port="80" protocol="tcp"/>`), "refused"},
	"policy that lets all in":        {fwFile("policies/all.xml", `<policy target="ACCEPT"><ingress-zone name="ANY"/><egress-zone name="HOST"/></policy>`), "?"},
	"policy of a port":               {fwFile("policies/one.xml", `<policy target="CONTINUE" priority="-5"><ingress-zone name="ANY"/><egress-zone name="HOST"/><port port="99" protocol="tcp"/></policy>`), "?"},
	"direct rule":                    {fwFile("direct.xml", `<direct><rule ipv="ipv4" table="filter" chain="INPUT" priority="0">-j ACCEPT</rule></direct>`), "?"},
	"folder of zones":                {fwFile("zones/public/more.xml", `<zone><port port="99" protocol="tcp"/></zone>`), "?"},
	"source is a set":                {with(fwZoneFile("trusted", `target="ACCEPT"`, `<source ipset="mine"/>`), fwFile("ipsets/mine.xml", `<ipset type="hash:ip"><entry>10.0.0.9</entry></ipset>`)), "?"},
	"rich, all":                      {fwRich(`<accept/>`), "reject []"},
	"rich, all with a priority":      {fwZoneFile("public", "", `<rule priority="5"><accept/></rule>`), "accept [tcp/0-65535 udp/0-65535]"},
	"rich, all but late":             {fwZoneFile("public", "", `<rule priority="10"><accept/></rule><rule priority="5"><drop/></rule>`), "drop []"},
	"rich, port":                     {fwRich(`<port port="80" protocol="tcp"/><accept/>`), "reject [tcp/80]"},
	"rich, deny comes first":         {fwZoneFile("public", "", `<service name="ssh"/><rule><port port="22" protocol="tcp"/><accept/></rule><rule><port port="22" protocol="tcp"/><drop/></rule>`), "reject []"},
	"rich, priority before deny":     {fwZoneFile("public", "", `<rule><port port="22" protocol="tcp"/><drop/></rule><rule priority="-1"><port port="22" protocol="tcp"/><accept/></rule>`), "reject [tcp/22]"},
	"rich, priority after":           {fwZoneFile("public", "", `<service name="ssh"/><rule priority="1"><port port="22" protocol="tcp"/><drop/></rule>`), "reject [tcp/22]"},
	"rich, priority too big":         {fwZoneFile("public", "", `<rule priority="40000"><port port="22" protocol="tcp"/><accept/></rule>`), "reject []"},
	"rich, priority no number":       {fwZoneFile("public", "", `<rule priority="x"><port port="22" protocol="tcp"/><accept/></rule>`), "refused"},
	"rich, source without family":    {fwRich(`<source address="0.0.0.0/0"/><accept/>`), "reject []"},
	"rich, source of everybody":      {fwZoneFile("public", "", `<rule family="ipv4"><source address="0.0.0.0/0"/><accept/></rule>`), "accept [tcp/0-65535 udp/0-65535]"},
	"rich, source of the net":        {fwZoneFile("public", "", `<rule family="ipv4"><source address="10.0.0.0/8"/><accept/></rule>`), "reject []"},
	"rich, all but one":              {fwZoneFile("public", "", `<rule family="ipv4"><source invert="True" address="10.0.0.1"/><accept/></rule>`), "accept [tcp/0-65535 udp/0-65535]"},
	"rich, invert no":                {fwZoneFile("public", "", `<rule family="ipv4"><source invert="no" address="10.0.0.1"/><accept/></rule>`), "reject []"},
	"rich, wrong family":             {fwZoneFile("public", "", `<rule family="ipv5"><port port="80" protocol="tcp"/><accept/></rule>`), "reject []"},
	"rich, other family":             {fwZoneFile("public", "", `<rule family="ipv6"><port port="80" protocol="tcp"/><accept/></rule>`), "reject []"},
	"rich, address of the other":     {fwZoneFile("public", "", `<rule family="ipv4"><source address="::1"/><accept/></rule>`), "reject []"},
	"rich, two elements":             {fwRich(`<port port="80" protocol="tcp"/><service name="ssh"/><accept/>`), "reject []"},
	"rich, two actions":              {fwRich(`<port port="80" protocol="tcp"/><accept/><drop/>`), "reject []"},
	"rich, no action":                {fwRich(`<port port="80" protocol="tcp"/>`), "reject []"},
	"rich, only logs":                {fwZoneFile("public", "", `<service name="ssh"/><rule><service name="ssh"/><log prefix="x" level="info"/><accept/></rule>`), "reject [tcp/22]"},
	"rich, limited":                  {fwRich(`<service name="ssh"/><accept><limit value="3/m"/></accept>`), "reject [tcp/22]"},
	"rich, service unknown":          {fwRich(`<service name="sssh"/><accept/>`), "refused"},
	"rich, service to a group":       {fwRich(`<service name="mdns"/><accept/>`), "reject []"},
	"rich, mark":                     {fwRich(`<port port="80" protocol="tcp"/><mark set="5"/>`), "reject []"},
	"rich, port wrong":               {fwRich(`<port port="99999" protocol="tcp"/><accept/>`), "reject []"},
	"rich, forward port":             {fwZoneFile("public", "", `<rule family="ipv4"><forward-port port="80" protocol="tcp" to-port="8080"/></rule>`), "reject ?"},
	"rich, destination":              {fwZoneFile("public", "", `<rule family="ipv4"><destination address="10.0.0.9"/><port port="80" protocol="tcp"/><accept/></rule>`), "reject [tcp/80]"},
	"rich, protocol":                 {fwRich(`<protocol value="tcp"/><accept/>`), "accept [tcp/0-65535]"},
	"rich, reject all with source":   {fwZoneFile("public", `target="ACCEPT"`, `<rule family="ipv4"><source address="0.0.0.0/0"/><drop/></rule>`), "drop []"},
}

func fwFile(name, text string) map[string]string { return map[string]string{fwEtc + "/" + name: text} }

func fwZoneFile(name, attributes, inside string) map[string]string {
	return fwFile("zones/"+name+".xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<zone "+attributes+">\n  <short>X</short>"+inside+"</zone>\n")
}

func fwRich(inside string) map[string]string {
	return fwZoneFile("public", "", "<rule>"+inside+"</rule>")
}

// told is what the files say of new connections over IPv4.
func told(f Filter) string {
	if f.Default == nil {
		return "?"
	}
	out := *f.Default + " ?"
	if f.Allowed != nil {
		out = fmt.Sprintf("%s %v", *f.Default, f.Allowed)
	}
	if len(f.OpenInterfaces) > 0 {
		out += fmt.Sprintf(" %v", f.OpenInterfaces)
	}
	return out
}

// What the files say is what firewalld loads of them, and what it refuses is
// never told as closed.
func TestFirewalldAgainstItsOwnCore(t *testing.T) {
	const python = "/usr/bin/python3"
	stock := stockFirewalld(t)
	var args, names []string
	args = append(args, "-n", python, "-c", loadFirewalld)
	for _, name := range sortedKeys(fwCases) {
		dir := hosttest.Write(t, hosttest.Files(with(stock, unit("firewalld.service", "/usr/sbin/firewalld --nofork"), fwCases[name].files)))
		args, names = append(args, dir), append(names, name)
	}
	cmd := exec.Command("unshare", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s (install firewalld and nftables, or run: make test; namespaces need root)", err, stderr.String())
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<22)
	for i, name := range names {
		if !lines.Scan() {
			t.Fatalf("firewalld answered %d of %d: %s", i, len(names), stderr.String())
		}
		t.Run(name, func(t *testing.T) {
			var answer struct{ State, Error, Rules string }
			if err := json.Unmarshal(lines.Bytes(), &answer); err != nil {
				t.Fatal(err)
			}
			c := fwCases[name]
			gg := &gatherer{Host: hosttest.RootFS(t, args[4+i]), gaps: facts.NewGaps("firewall"), boot: &ruleset{}, f: &Facts{Managers: map[string]Manager{}, Files: map[string]File{}}}
			if err := gg.atBoot(context.Background()); err != nil {
				t.Fatal(err)
			}
			if refused := answer.State != "RUNNING"; refused != (c.want == "refused") {
				t.Errorf("firewalld is %s (%s), the manual says %s", answer.State, answer.Error, c.want)
			}
			if gg.bootErr != nil {
				if c.want != "refused" && c.want != "?" {
					t.Errorf("unknown: %v", gg.bootErr)
				}
				return
			}
			if c.want == "refused" {
				t.Fatalf("firewalld says %q, and here nothing is amiss", answer.Error)
			}
			loaded, err := parseJSON([]byte(answer.Rules), "nft")
			if err != nil {
				t.Fatal(err)
			}
			for _, hook := range []string{"input", "forward"} {
				for _, ipv6 := range []bool{false, true} {
					real, realProblems := judgeFilter(loaded, ipv6, hook, "")
					got, problems := judgeFilter(gg.boot, ipv6, hook, "")
					if hook == "input" && !ipv6 {
						if d := cmp.Diff(c.want, told(got)); d != "" {
							t.Errorf("-manual +told: %s%v", d, problems)
						}
					}
					if got.Allowed == nil || got.Open == nil {
						continue // said to be unknown
					}
					if got.LoopbackGuard == nil || real.LoopbackGuard == nil {
						real.LoopbackGuard, got.LoopbackGuard = nil, nil
					}
					if d := cmp.Diff(same(real), same(got)); d != "" {
						t.Errorf("%s ipv6=%v: -loaded +told: %s%v %v", hook, ipv6, d, realProblems, problems)
					}
				}
			}
		})
	}
}
