package logging

import (
	"net/netip"
	"strings"

	"isoscan/internal/facts"
)

// listens finds the inputs that take messages from the network.
func (s *rsyslogState) listens(list []statement) {
	ports := map[string]string{"imudp": "udp", "imtcp": "tcp", "imptcp": "tcp", "imrelp": "relp", "imdtls": "udp"}
	note := func(mod, address, port string, tls bool, at facts.Source) {
		if port == "" {
			port = "514"
		}
		a, err := netip.ParseAddr(strings.Trim(address, "[]"))
		s.d.Listens[mod+":"+facts.Text(port)] = Listen{
			Protocol: ports[mod], Address: facts.Text(address), Port: facts.Text(port),
			Loopback: err == nil && a.IsLoopback() || strings.EqualFold(address, "localhost"), TLS: tls, Source: at,
		}
	}
	address := ""
	for _, st := range list {
		switch {
		case st.kind == "object" && st.name == "input" && ports[st.params["type"]] != "":
			mod := st.params["type"]
			mode := st.params["streamdriver.mode"]
			if mode == "" {
				mode = s.modules[mod]["streamdriver.mode"]
			}
			note(mod, st.params["address"], st.params["port"], mode == "1" || strings.EqualFold(st.params["tls"], "on") || mod == "imdtls", st.at)
		case st.kind == "legacy" && st.name == "udpserveraddress":
			address = st.value
		case st.kind == "legacy" && st.name == "udpserverrun":
			note("imudp", strings.TrimSuffix(address, "*"), st.value, false, st.at)
		case st.kind == "legacy" && st.name == "inputtcpserverrun":
			note("imtcp", "", st.value, s.setting("inputtcpserverstreamdrivermode") == "1", st.at)
		case st.kind == "legacy" && st.name == "inputptcpserverrun":
			note("imptcp", "", st.value, false, st.at)
		case st.kind == "legacy" && st.name == "inputrelpserverrun":
			note("imrelp", "", st.value, false, st.at)
		}
	}
}
