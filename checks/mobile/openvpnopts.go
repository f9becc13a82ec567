package mobile

import "strings"

// openvpnArguments lists the options that openvpn(8) of release 2.6 takes in a
// file on Linux, by how many arguments they have, least and most. It refuses a
// file for any other line.
var openvpnArguments = arguments(map[string]string{
	"0 0": `allow-pull-fqdn allow-recursive-routing auth-nocache auth-user-pass-optional block-ipv6 ccd-exclusive client client-cert-not-required client-to-client
comp-noadapt disable disable-occ down-pre duplicate-cn errors-to-stderr fast-io float ifconfig-noexec ifconfig-nowarn machine-readable-output management-client
management-client-auth management-forget-disconnect management-hold management-query-passwords management-query-proxy management-query-remote management-signal
management-up-down mlock mtu-test multihome mute-replay-warnings no-name-remapping no-replay nobind passtos persist-key persist-local-ip persist-remote-ip
persist-tun ping-timer-rem pkcs11-id-management pull push-peer-info push-reset remote-random remote-random-hostname route-noexec route-nopull single-session
suppress-timestamps tcp-nodelay tls-client tls-exit tls-server tun-ipv6 up-delay up-restart username-as-common-name vlan-tagging`,
	"0 1": `askpass auth-user-pass bind comp-lzo compress daemon engine explicit-exit-notify ip-remote-hint max-routes preresolve syslog verify-client-cert`,
	"0 16": `auth-gen-token disable-dco echo force-tls-key-material-export http-proxy-retry management-external-key pkcs11-cert-private pkcs11-id-type
pkcs11-protected-authentication pkcs11-sign-mode pkcs11-slot pkcs11-slot-type redirect-gateway redirect-private remote-cert-ku socket-flags socks-proxy-retry`,
	"0 2": `mssfix replay-window route-delay`,
	"0 4": `server-bridge`,
	"1 1": `allow-compression auth auth-gen-token-secret auth-retry auth-token auth-token-user bcast-buffers ca capath cd cert chroot cipher client-config-dir config
connect-retry-max connect-timeout crl-verify data-ciphers data-ciphers-fallback dev dev-node dev-type dh ecdh-curve extra-certs gremlin group hand-window
http-proxy-timeout ifconfig-ipv6-pool iroute-ipv6 key key-direction link-mtu lladdr local log log-append lport management-client-group management-client-user
management-external-cert management-log-cache mark max-clients max-packet-size max-routes-per-client memstats mode mtu-disc mute ncp-ciphers nice ns-cert-type
peer-fingerprint peer-id ping ping-exit ping-restart pkcs11-id pkcs11-pin-cache pkcs12 port proto proto-force push push-continuation push-remove rcvbuf remap-usr1
remote-cert-eku remote-cert-tls reneg-bytes reneg-pkts replay-persist resolv-retry route-gateway route-ipv6-gateway route-method route-metric rport script-security
server-ipv6 server-poll-timeout session-timeout shaper sndbuf status-version tcp-queue-limit tls-cert-profile tls-cipher tls-ciphersuites tls-crypt-v2-verify
tls-export-cert tls-groups tls-timeout tls-version-max tmp-dir topology tran-window tun-mtu-extra txqueuelen udp-mtu user verb vlan-accept vlan-pvid writepid
x509-track`,
	"1 16": `auth-user-pass-verify bind-dev client-connect client-crresponse client-disconnect dns down http-proxy-user-pass ignore-unknown-option ipchange
key-derivation learn-address msg-channel pkcs11-private-mode pkcs11-providers plugin protocol-flags providers route-pre-down route-up tls-verify up
x509-username-field`,
	"1 2": `compat-mode connect-retry dhcp-option fragment ifconfig-ipv6-push ifconfig-pool-persist inactive iroute prng reneg-sec secret setenv setenv-safe
stale-routes-check status tls-auth tls-crypt tls-crypt-v2 tls-version-min tun-mtu tun-mtu-max verify-hash verify-x509-name`,
	"1 3":  `http-proxy-option remote route-ipv6 socks-proxy`,
	"1 4":  `http-proxy route`,
	"2 16": `keying-material-exporter`,
	"2 2":  `connect-freq connect-freq-initial hash-size ifconfig ifconfig-ipv6 ifconfig-push-constraint keepalive pull-filter static-challenge`,
	"2 3":  `http-proxy-override ifconfig-pool ifconfig-push management port-share server`,
	"4 4":  `client-nat`,
})

// openvpnInline may stand in a block: <ca> ... </ca>.
var openvpnInline = words(`ca cert extra-certs dh key pkcs12 crl-verify http-proxy-user-pass tls-auth tls-crypt tls-crypt-v2 secret auth-user-pass
	auth-gen-token-secret peer-fingerprint verify-hash`)

// openvpnCiphers and openvpnDigests are those that builds with OpenSSL know, in
// upper case; without the modes of ciphers.
var (
	openvpnCiphers = words(`AES-128 AES-192 AES-256 ARIA-128 ARIA-192 ARIA-256 CAMELLIA-128 CAMELLIA-192 CAMELLIA-256 SM4 SEED DES DES-EDE DES-EDE3 DESX BF CAST5
		RC2 RC2-40 RC2-64 IDEA RC5`)
	openvpnModes   = words(`CBC CFB CFB1 CFB8 OFB GCM`)
	openvpnDigests = words(`NONE SHA3-512 BLAKE2S256 SM3 SHA3-256 SHA3-224 SHA384 SHA512 SHA512-224 SHAKE256 SHA256 SHA1 SHA SHA3-384 SHAKE128 MD5-SHA1 RIPEMD160 MD5 MD4
		SHA224 BLAKE2B512 SHA512-256 KECCAK-KMAC-128 KECCAK-KMAC-256 NULL WHIRLPOOL RSA-MD4 RSA-MD5 RSA-SHA1 RSA-SHA224 RSA-SHA256 RSA-SHA384 RSA-SHA512 RSA-RIPEMD160`)
)

// isCipher tells whether OpenVPN may know the cipher.
func isCipher(name string) bool {
	if name == "CHACHA20-POLY1305" || name == "NONE" {
		return true
	}
	i := strings.LastIndexByte(name, '-')
	return i > 0 && openvpnCiphers[name[:i]] && openvpnModes[name[i+1:]]
}

func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// arguments turns "1 2": "names" into each name's least and most.
func arguments(lists map[string]string) map[string][2]int {
	out := map[string][2]int{}
	for counts, names := range lists {
		least, most, _ := strings.Cut(counts, " ")
		n := [2]int{int(least[0] - '0'), 0}
		for _, c := range most {
			n[1] = n[1]*10 + int(c-'0')
		}
		for name := range words(names) {
			out[name] = n
		}
	}
	return out
}
