package netservices

import "strings"

// dockerOption is one option of dockerd's command line: its key in daemon.json and
// its kind there: b a switch, s text, n a number, l a list of texts, t texts by
// name, o anything by name, x anything.
type dockerOption struct {
	key  string
	kind byte
}

// dockerFlags are the options of dockerd's command line, of all versions (dockerd(8)).
var dockerFlags = dockerTable(map[byte]string{
	'b': `allow-direct-routing cri-containerd debug experimental icc init ip-forward ip-forward-no-drop ip-masq ip6tables iptables ipv6
		live-restore no-new-privileges raw-logs rootless selinux-enabled tls tlsverify userland-proxy`,
	's': `api-cors-header bip bip6 bridge bridge-accept-fwmark cgroup-parent cluster-advertise cluster-store containerd containerd-namespace
		containerd-plugins-namespace data-root default-cgroupns-mode default-gateway default-gateway-v6 default-ipc-mode
		default-runtime default-shm-size exec-root firewall-backend fixed-cidr fixed-cidr-v6 graph group host-gateway-ip http-proxy
		https-proxy init-path ip log-driver log-format log-level metrics-addr min-api-version no-proxy pidfile seccomp-profile
		storage-driver swarm-default-advertise-addr tlscacert tlscert tlskey userland-proxy-path userns-remap`,
	'n': `cpu-rt-period cpu-rt-runtime max-concurrent-downloads max-concurrent-uploads max-download-attempts mtu
		network-control-plane-mtu network-diagnostic-port oom-score-adjust shutdown-timeout`,
	'l': `allow-nondistributable-artifacts authorization-plugin=authorization-plugins cdi-spec-dir=cdi-spec-dirs dns dns-opt=dns-opts
		dns-search exec-opt=exec-opts host=hosts insecure-registry=insecure-registries label=labels
		node-generic-resource=node-generic-resources registry-mirror=registry-mirrors storage-opt=storage-opts`,
	't': `cluster-store-opt=cluster-store-opts log-opt=log-opts`,
	'o': `add-runtime=runtimes default-network-opt=default-network-opts default-ulimit=default-ulimits feature=features`,
	'x': `config-file default-address-pool=default-address-pools`,
})

// dockerShort are the options of one letter.
var dockerShort = map[byte]string{
	'H': "host", 'D': "debug", 'G': "group", 'b': "bridge", 'g': "graph", 'l': "log-level", 'p': "pidfile", 's': "storage-driver",
}

// dockerKeys are the keys of daemon.json, with their kinds. dockerd takes the name of an option
// on the command line for a key as well where the two differ, and passes over it.
var dockerKeys = func() map[string]byte {
	out := map[string]byte{"builder": 'o', "proxies": 'o', "deprecated-key-path": 's', "help": 'x', "version": 'x', "validate": 'x'}
	for name, o := range dockerFlags {
		if o.key != name {
			out[name] = 'x'
		}
		out[o.key] = o.kind
	}
	return out
}()

func dockerTable(kinds map[byte]string) map[string]dockerOption {
	out := map[string]dockerOption{}
	for kind, list := range kinds {
		for _, w := range strings.Fields(list) {
			name, key, renamed := strings.Cut(w, "=")
			if !renamed {
				key = name
			}
			out[name] = dockerOption{key, kind}
		}
	}
	return out
}
